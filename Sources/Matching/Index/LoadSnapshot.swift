import Foundation
import Model
import Ranking
import Store
import Taxonomy

/// Reads everything that can be matched, as of one moment of the database, and builds the indexes.
struct LoadSnapshot: Sendable {
    let organisations: OrganisationNumbers
    /// Told how far it is, in percent, as often as that grows.
    let report: @Sendable (Int) -> Void
    /// What of the time goes into reading rows, in percent.
    private static let reading = 55.0

    /// The snapshot, and where to follow the changes from.
    ///
    /// - Parameter feed: through whose session the changes will be followed.
    func run(in store: Store, through feed: Store) async throws(StoreError) -> (snapshot: Snapshot, cursor: FeedCursor)
    {
        let expected = try await store.run(ExpectedRows())
        let progress = LoadProgress(expected: expected) { report(Int($0 * Self.reading)) }
        let (taxonomy, texts, contents, cursor) = try await feed.withSnapshot { moment throws(StoreError) in
            async let contents = LoadWholeIndex(moment, progress: progress).run(in: store)
            // While the rows are read.
            let taxonomy = Taxonomy(try await store.run(LoadTaxonomy(), at: moment))
            let names = try await store.run(LoadNames(), at: moment)
            let texts = Task { TextIndex(taxonomy, names) }
            do { return (taxonomy, texts, try await contents, moment.cursor) } catch {
                throw error as? StoreError ?? .failed(.unexpectedResult("\(error)"))
            }
        }
        let documents = Documents(taxonomy: taxonomy, organisations: organisations).all(of: contents)
        report(90)
        let snapshot = await Snapshot.build(documents, taxonomy: taxonomy, texts: texts.value, asOf: cursor.at)
        return (snapshot, cursor)
    }
}

extension Snapshot {
    fileprivate static func build(
        _ documents: IndexDocuments, taxonomy: Taxonomy, texts: TextIndex, asOf: Date
    ) async -> Snapshot {
        async let members = ProfileIndex(documents.members)
        async let mentors = ProfileIndex(documents.mentors)
        async let ventures = NeedIndex(documents.ventures)
        async let offers = NeedIndex(documents.offers)
        return Snapshot(
            members: await members, mentors: await mentors, ventures: await ventures, offers: await offers,
            taxonomy: taxonomy, texts: texts, asOf: asOf)
    }
}
