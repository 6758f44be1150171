import Postgres
import Taxonomy

/// The temporary tables that a classification waits in until it is compared with the one there is.
enum TaxonomyTables {
    static func fill(
        _ content: TaxonomyContent, _ related: [[Related]], in transaction: Transaction
    ) throws(PostgresError) {
        try transaction.connection.execute(definition)
        try transaction.copyIn("new_concept", ["position", "code", "uri", "kind", "transversal", "status", "own"]) {
            writer throws(PostgresError) in
            for (position, concept) in content.concepts.enumerated() {
                try writer.row()
                writer.field(Int32(position))
                writer.field(concept.code)
                writer.field(concept.uri)
                writer.field(concept.kind.rawValue)
                writer.field(concept.transversal)
                writer.field(concept.status.rawValue)
                writer.field(concept.own)
            }
        }
        try copy(content.labels, into: "new_label", in: transaction)
        try transaction.copyIn("new_relation", ["a", "b", "kind"]) { writer throws(PostgresError) in
            for relation in content.relations {
                try writer.row()
                writer.field(Int32(relation.from))
                writer.field(Int32(relation.to))
                writer.field(relation.kind.rawValue)
            }
        }
        try transaction.copyIn("new_judged", ["a", "b", "alike", "same_job"]) { writer throws(PostgresError) in
            for pair in content.judged {
                try writer.row()
                writer.field(Int32(pair.first))
                writer.field(Int32(pair.second))
                writer.field(pair.alike.map { Int16($0) })
                writer.field(pair.usedTogether.map { Int16($0) })
            }
        }
        try transaction.copyIn("new_neighbour", ["a", "b", "rank", "alike", "same_job"]) {
            writer throws(PostgresError) in
            for (position, others) in related.enumerated() {
                for (rank, other) in others.enumerated() {
                    try writer.row()
                    writer.field(Int32(position))
                    writer.field(Int32(other.other))
                    writer.field(Int16(rank))
                    writer.field(Int16(other.alike))
                    writer.field(other.usedTogether.map { Int16($0) } ?? -1)
                }
            }
        }
        try fillOccupations(content, in: transaction)
        try transaction.connection.execute("ANALYZE new_concept, new_label, new_relation, new_occupation")
    }

    private static func fillOccupations(
        _ content: TaxonomyContent, in transaction: Transaction
    ) throws(PostgresError) {
        try transaction.copyIn("new_occupation", ["position", "code", "uri", "isco", "isic"]) {
            writer throws(PostgresError) in
            for (position, occupation) in content.occupations.enumerated() {
                try writer.row()
                writer.field(Int32(position))
                writer.field(occupation.code)
                writer.field(occupation.uri)
                writer.field(occupation.isco)
                writer.field(occupation.isic)
            }
        }
        try copy(content.occupationLabels, into: "new_occupation_label", in: transaction)
        try transaction.copyIn("new_occupation_skill", ["occupation", "concept", "essential"]) {
            writer throws(PostgresError) in
            for use in content.occupationSkills {
                try writer.row()
                writer.field(Int32(use.occupation))
                writer.field(Int32(use.concept))
                writer.field(use.essential)
            }
        }
    }

    private static func copy(
        _ labels: [TaxonomyContent.Label], into table: String, in transaction: Transaction
    ) throws(PostgresError) {
        try transaction.copyIn(table, ["subject", "language", "kind", "text", "normal"]) {
            writer throws(PostgresError) in
            for label in labels {
                try writer.row()
                writer.field(Int32(label.subject))
                writer.field(label.language)
                writer.field(label.kind.rawValue)
                writer.field(label.text)
                writer.field(label.normal)
            }
        }
    }

    private static let definition = """
        CREATE TEMP TABLE new_concept (position int PRIMARY KEY, id int, code text, uri text, kind text, transversal bool,
            status text, own bool) ON COMMIT DROP;
        CREATE TEMP TABLE new_label (subject int, language text, kind text, text text, normal text) ON COMMIT DROP;
        CREATE TEMP TABLE new_relation (a int, b int, kind text) ON COMMIT DROP;
        CREATE TEMP TABLE new_judged (a int, b int, alike smallint, same_job smallint) ON COMMIT DROP;
        CREATE TEMP TABLE new_neighbour (a int, b int, rank smallint, alike smallint, same_job smallint) ON COMMIT DROP;
        CREATE TEMP TABLE new_occupation (position int PRIMARY KEY, id int, code text, uri text, isco text, isic text)
            ON COMMIT DROP;
        CREATE TEMP TABLE new_occupation_label (subject int, language text, kind text, text text, normal text)
            ON COMMIT DROP;
        CREATE TEMP TABLE new_occupation_skill (occupation int, concept int, essential bool) ON COMMIT DROP
        """

    /// SQL for a fingerprint of everything that waits, in whatever order it came.
    static var digest: String {
        let tables = [
            "new_concept", "new_label", "new_relation", "new_judged", "new_neighbour", "new_occupation",
            "new_occupation_label", "new_occupation_skill",
        ]
        // The sum of the rows' hashes does not depend on their order, and needs no sorting of a million labels.
        let sums = tables.map { "(SELECT coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM \($0) t)" }
        return sums.joined(separator: " || ' ' || ")
    }
}
