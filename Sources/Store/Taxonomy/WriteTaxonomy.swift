import Postgres
import Taxonomy

/// Puts a classification in the place of the one there is: what has the same URI or code keeps its number, so that
/// nothing that refers to it is lost; what is gone is retired, never deleted; the same content twice changes nothing.
package struct WriteTaxonomy: Query {
    package static var role: StoreRole? { .owner }

    /// What was done.
    package enum Outcome: Sendable, Equatable {
        /// The content is the one that is there already.
        case unchanged
        case written(new: Int, retired: Int)
    }

    package let content: TaxonomyContent
    /// What ``Relatedness`` computed of the same content, one list a concept.
    package let related: [[Related]]
    /// The release, such as `esco-1.1.1`.
    package let version: String
    /// Where it comes from.
    package let source: String

    package init(_ content: TaxonomyContent, related: [[Related]], version: String, source: String) {
        self.content = content
        self.related = related
        self.version = version
        self.source = source
    }

    package func run(in transaction: Transaction) throws(StoreError) -> Outcome {
        // Two imports at once would number the same concepts twice.
        try transaction.change("SELECT pg_advisory_xact_lock(hashtext('braingain.taxonomy'))")
        try transaction.read { () throws(PostgresError) in try TaxonomyTables.fill(content, related, in: transaction) }
        let digest = try transaction.first("SELECT \(literally: TaxonomyTables.digest)") {
            row throws(PostgresError) in try row.next(String.self)
        }
        guard let digest else { throw .failed(.unexpectedResult("no digest")) }
        let known = try transaction.first(
            "SELECT version = \(version) AND sha256 = \(digest) FROM ref.release ORDER BY loaded_at DESC LIMIT 1"
        ) { row throws(PostgresError) in try row.next(Bool.self) }
        if known == true { return .unchanged }
        try transaction.change(
            """
            INSERT INTO ref.release (version, source, sha256) VALUES (\(version), \(source), \(digest))
            ON CONFLICT (version) DO UPDATE SET source = \(source), sha256 = \(digest), loaded_at = clock_timestamp()
            """)
        let outcome = try concepts(in: transaction)
        try labels(in: transaction)
        try relations(in: transaction)
        try occupations(in: transaction)
        // Else every look-up reads through what the index has not sorted in, and is planned for the labels of before.
        _ = try transaction.rows("SELECT gin_clean_pending_list('ref.label_trigrams')")
        try transaction.change("ANALYZE ref.concept, ref.label, ref.relation, ref.neighbour")
        try transaction.change("INSERT INTO log.change (kind) VALUES ('taxonomy')")
        try settle(in: transaction)
        return outcome
    }

    /// Until autovacuum comes by, the planner would know nothing of the labels and look for words in the trigrams' pending
    /// list, once for each concept: 8 s for what takes a millisecond.
    private func settle(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            "ANALYZE ref.concept, ref.label, ref.relation, ref.occupation, ref.occupation_label, ref.code")
        try transaction.change(
            """
            SELECT gin_clean_pending_list('ref.label_trigrams'), gin_clean_pending_list('ref.occupation_label_trigrams')
            """)
    }

    private func concepts(in transaction: Transaction) throws(StoreError) -> Outcome {
        try transaction.change(
            "UPDATE new_concept n SET id = c.id FROM ref.concept c WHERE lower(c.uri) = lower(n.uri)")
        try transaction.change(
            """
            UPDATE new_concept n SET id = c.id FROM ref.concept c
            WHERE n.id IS NULL AND c.code = n.code AND (c.uri IS NULL OR n.uri IS NULL)
            """)
        try transaction.change(
            """
            UPDATE ref.concept c SET code = n.code, uri = n.uri, kind = n.kind, transversal = n.transversal,
                status = n.status, own = n.own, release = \(version)
            FROM new_concept n WHERE n.id = c.id
                AND (c.code, c.uri, c.kind, c.transversal, c.status, c.own)
                    IS DISTINCT FROM (n.code, n.uri, n.kind, n.transversal, n.status, n.own)
            """)
        let new = try transaction.change(
            """
            INSERT INTO ref.concept (code, uri, kind, transversal, status, own, release)
            SELECT code, uri, kind, transversal, status, own, \(version) FROM new_concept WHERE id IS NULL
            ORDER BY position
            """)
        try transaction.change(
            "UPDATE new_concept n SET id = c.id FROM ref.concept c WHERE n.id IS NULL AND c.code = n.code")
        // Without the numbers' statistics the planner compares each label there is with each new one.
        try transaction.change("ANALYZE new_concept (id, position)")
        let retired = try transaction.change(
            """
            UPDATE ref.concept c SET status = 'retired' WHERE status = 'current' AND NOT own
                AND NOT EXISTS (SELECT FROM new_concept n WHERE n.id = c.id)
            """)
        return .written(new: new, retired: retired)
    }

    /// Words that a curator gave have no language, and stay. So do those of a retired concept: who has it reads them.
    private func labels(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            DELETE FROM ref.label l USING new_concept c
            WHERE c.id = l.concept AND l.language <> 'und' AND NOT EXISTS (
                SELECT FROM new_label n
                WHERE (n.subject, n.language, n.kind, n.text) = (c.position, l.language, l.kind, l.text))
            """)
        try transaction.change(
            """
            INSERT INTO ref.label (concept, language, kind, text, normal)
            SELECT DISTINCT ON (c.id, n.language, n.kind, n.text) c.id, n.language, n.kind, n.text, n.normal
            FROM new_label n JOIN new_concept c ON c.position = n.subject
            ON CONFLICT (concept, language, kind, text) DO UPDATE SET normal = excluded.normal
                WHERE ref.label.normal <> excluded.normal
            """)
    }

    /// A retired concept keeps its place and the neighbours that it had, so that an older need still finds people.
    private func relations(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            DELETE FROM ref.relation r USING new_concept a
            WHERE a.id = r.a AND NOT EXISTS (
                SELECT FROM new_relation n JOIN new_concept b ON b.position = n.b
                WHERE (n.a, b.id, n.kind) = (a.position, r.b, r.kind))
            """)
        try transaction.change(
            """
            INSERT INTO ref.relation (a, b, kind)
            SELECT a.id, b.id, n.kind
            FROM new_relation n JOIN new_concept a ON a.position = n.a JOIN new_concept b ON b.position = n.b
            ON CONFLICT DO NOTHING
            """)
        try transaction.change("DELETE FROM ref.given_neighbour")
        try transaction.change(
            """
            INSERT INTO ref.given_neighbour (a, b, alike, same_job)
            SELECT a.id, b.id, n.alike, n.same_job
            FROM new_judged n JOIN new_concept a ON a.position = n.a JOIN new_concept b ON b.position = n.b
            ON CONFLICT DO NOTHING
            """)
        try transaction.change("DELETE FROM ref.neighbour r USING new_concept n WHERE n.id = r.concept")
        try transaction.change(
            """
            INSERT INTO ref.neighbour (concept, others, alike, same_job)
            SELECT a.id, array_agg(b.id ORDER BY n.rank), array_agg(n.alike ORDER BY n.rank),
                array_agg(n.same_job ORDER BY n.rank)
            FROM new_neighbour n JOIN new_concept a ON a.position = n.a JOIN new_concept b ON b.position = n.b
            GROUP BY a.id
            """)
    }

    private func occupations(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            UPDATE new_occupation n SET id = o.id FROM ref.occupation o
            WHERE lower(o.uri) = lower(n.uri) OR o.code = n.code AND (o.uri IS NULL OR n.uri IS NULL)
            """)
        try transaction.change(
            """
            UPDATE ref.occupation o SET code = n.code, uri = n.uri, isco = n.isco, isic = n.isic, release = \(version)
            FROM new_occupation n WHERE n.id = o.id
                AND (o.code, o.uri, o.isco, o.isic) IS DISTINCT FROM (n.code, n.uri, n.isco, n.isic)
            """)
        try transaction.change(
            """
            INSERT INTO ref.occupation (code, uri, isco, isic, release)
            SELECT code, uri, isco, isic, \(version) FROM new_occupation WHERE id IS NULL ORDER BY position
            """)
        try transaction.change(
            "UPDATE new_occupation n SET id = o.id FROM ref.occupation o WHERE n.id IS NULL AND o.code = n.code")
        try transaction.change("ANALYZE new_occupation (id, position)")
        try transaction.change("DELETE FROM ref.occupation_label")
        try transaction.change(
            """
            INSERT INTO ref.occupation_label (occupation, language, kind, text, normal)
            SELECT o.id, n.language, n.kind, n.text, n.normal
            FROM new_occupation_label n JOIN new_occupation o ON o.position = n.subject
            ON CONFLICT DO NOTHING
            """)
        try transaction.change("DELETE FROM ref.occupation_skill")
        try transaction.change(
            """
            INSERT INTO ref.occupation_skill (occupation, concept, essential)
            SELECT o.id, c.id, n.essential FROM new_occupation_skill n
            JOIN new_occupation o ON o.position = n.occupation JOIN new_concept c ON c.position = n.concept
            ON CONFLICT DO NOTHING
            """)
    }
}
