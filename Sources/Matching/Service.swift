import Foundation
import Model
import Store
import Taxonomy

/// What every use case works with: the database, the living index, the taxonomy and the clock.
package struct Service: Sendable {
    package private(set) var store: Store
    package let index: LiveIndex
    /// The numbers that the index knows organisations by.
    package let organisations: OrganisationNumbers
    package let assignments = AssignmentRuns()
    let shapes: KeptShapes
    /// The present instant; the program's to say, so that a demo or a test can stand still.
    package let now: @Sendable () -> Date

    package init(
        store: Store, index: LiveIndex = LiveIndex(), organisations: OrganisationNumbers = OrganisationNumbers(),
        shapes: KeptShapes = KeptShapes(), now: @escaping @Sendable () -> Date
    ) {
        self.organisations = organisations
        self.store = store
        self.shapes = shapes
        self.index = index
        self.now = now
    }

    /// The present day, by the calendar of UTC.
    var today: PartialDate {
        get throws(MatchingError) {
            let text = now().formatted(.iso8601.year().month().day())
            do { return try PartialDate(text) } catch { throw .internalFailure("the clock is out of range") }
        }
    }

    /// What answers now; throws ``MatchingError/loading`` before the first load is done, and while the index is
    /// older than it may be: who was erased or withdrew is ranked no longer.
    package func snapshot() throws(MatchingError) -> Snapshot {
        guard !index.isTooOld, let snapshot = index.snapshot else { throw .loading }
        return snapshot
    }

    /// The same, for one request. One that changes nothing is held to it by the database.
    ///
    /// - Parameters:
    ///   - operation: its name in policy.txt, and
    ///   - trace: its trace, for the audit.
    package func answering(_ operation: String, trace: String, mayWrite: Bool) -> Service {
        let act = Act(operation: operation, trace: trace)
        var service = self
        service.store = mayWrite ? store.during(act) : store.during(act).unchangeable
        return service
    }

    /// Writes down that the caller is shown what is not shown to all; what cannot be written down is not shown.
    func record(_ reading: RecordReading, as caller: Caller) async throws(MatchingError) {
        do { try await store.changeable.asked(by: caller.asker).run(reading) } catch { throw MatchingError(error) }
    }

    /// Runs one query that is the same for everybody.
    func run<Q: Query>(_ query: Q) async throws(MatchingError) -> Q.Result {
        do { return try await store.run(query) } catch { throw MatchingError(error) }
    }

    /// Runs one query as a caller may.
    func run<Q: Query>(_ query: Q, as caller: Caller) async throws(MatchingError) -> Q.Result {
        do { return try await store.asked(by: caller.asker).run(query) } catch { throw MatchingError(error) }
    }

    /// Runs queries that read in one transaction and one round trip, as a caller may.
    func run<R: Reading>(
        _ readings: [R], as caller: Caller, logging: LogMatches? = nil
    ) async throws(MatchingError) -> [R.Result] {
        do { return try await store.asked(by: caller.asker).run(readings, logging: logging) } catch {
            throw MatchingError(error)
        }
    }

    /// Runs several queries in one transaction, as a caller may.
    func transaction<Value: Sendable>(
        as caller: Caller, readOnly: Bool = false,
        _ body: @escaping @Sendable (StoreTransaction) throws(StoreError) -> Value
    ) async throws(MatchingError) -> Value {
        do { return try await store.asked(by: caller.asker).transaction(readOnly: readOnly, body) } catch {
            throw MatchingError(error)
        }
    }
}
