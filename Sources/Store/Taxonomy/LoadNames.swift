import Model
import Postgres
import Taxonomy

/// Every label of every skill and occupation, for the search in texts.
package struct LoadNames: Query {
    package static var role: StoreRole? { .matcher }
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> NameRecords {
        try transaction.read { () throws(PostgresError) in
            var names = NameRecords()
            try transaction.copyOut(
                """
                SELECT l.concept, l.language, l.kind, l.text FROM ref.label l JOIN ref.concept c ON c.id = l.concept
                WHERE c.kind <> 'group' AND c.status = 'current' ORDER BY l.concept, l.kind <> 'preferred', l.text COLLATE "C", l.language
                """
            ) { row throws(PostgresError) in
                names.skills[ConceptID(try row.next()), default: []].append(try Self.name(&row))
            }
            try transaction.copyOut(
                """
                SELECT o.code, l.language, l.kind, l.text
                FROM ref.occupation_label l JOIN ref.occupation o ON o.id = l.occupation
                ORDER BY o.id, l.kind <> 'preferred', l.text COLLATE "C", l.language
                """
            ) { row throws(PostgresError) in
                names.occupations[try row.next(), default: []].append(try Self.name(&row))
            }
            return names
        }
    }

    private static func name(_ row: inout CopyRow) throws(PostgresError) -> NameRecords.Name {
        NameRecords.Name(
            language: try row.next(), kind: TaxonomyContent.Label.Kind(rawValue: try row.next()) ?? .alternative,
            text: try row.next())
    }
}
