import Foundation
import Model
import Ranking
import Store
import Taxonomy

/// Reads everything that can be matched, as of one moment of the database.
struct LoadSnapshot: Sendable {
    let organisations: OrganisationNumbers

    /// The snapshot, and where to follow the changes from.
    func run(in store: Store) async throws(StoreError) -> (snapshot: Snapshot, cursor: FeedCursor) {
        let organisations = organisations
        let (documents, taxonomy, texts, cursor) = try await store.transaction(
            as: .matcher, readOnly: true, isolation: .repeatableRead, timeout: .seconds(600)
        ) { transaction throws(StoreError) in
            let cursor = try ReadFeedCursor().run(in: transaction)
            let taxonomy = Taxonomy(try LoadTaxonomy().run(in: transaction))
            let names = try LoadNames().run(in: transaction)
            // While the documents are read.
            let texts = Task { TextIndex(taxonomy, names) }
            let contents = try LoadIndex(scope: .all).run(in: transaction)
            let documents = Documents(taxonomy: taxonomy, organisations: organisations).all(of: contents)
            return (documents, taxonomy, texts, cursor)
        }
        let snapshot = Snapshot(documents, taxonomy: taxonomy, texts: await texts.value, asOf: cursor.at)
        return (snapshot, cursor)
    }
}

extension Snapshot {
    init(_ documents: IndexDocuments, taxonomy: Taxonomy, texts: TextIndex, asOf: Date) {
        self.init(
            members: ProfileIndex(documents.members), mentors: ProfileIndex(documents.mentors),
            ventures: NeedIndex(documents.ventures), offers: NeedIndex(documents.offers), taxonomy: taxonomy,
            texts: texts, asOf: asOf)
    }
}
