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
        let (taxonomy, names, contents, cursor) = try await feed.withSnapshot { moment throws(StoreError) in
            async let contents = LoadWholeIndex(moment, progress: progress).run(in: store)
            // While the rows are read.
            let taxonomy = Taxonomy(try await store.run(LoadTaxonomy(), at: moment))
            let names = try await store.run(LoadNames(), at: moment)
            do { return (taxonomy, names, try await contents, moment.cursor) } catch {
                throw error as? StoreError ?? .failed(.unexpectedResult("\(error)"))
            }
        }
        return (await build(contents, taxonomy, names, asOf: cursor.at), cursor)
    }

    /// Each index as soon as its documents are there, that of the members first: one core makes it, and it takes longest. The
    /// others do the rest beside it.
    private func build(_ contents: IndexContents, _ taxonomy: Taxonomy, _ names: NameRecords, asOf: Date) async
        -> Snapshot
    {
        let documents = Documents(taxonomy: taxonomy, organisations: organisations)
        let people = documents.members(of: contents)
        async let members = ProfileIndex(people)
        let wanted = documents.offers(of: contents)
        async let offers = NeedIndex(wanted)
        let (advisers, projects) = (documents.mentors(of: contents), documents.ventures(of: contents))
        documents.shapes.close()
        report(90)
        async let texts = TextIndex(taxonomy, names)
        async let mentors = ProfileIndex(advisers)
        async let ventures = NeedIndex(projects)
        return Snapshot(
            members: await members, mentors: await mentors, ventures: await ventures, offers: await offers,
            taxonomy: taxonomy, shapes: documents.shapes, texts: await texts, asOf: asOf)
    }
}
