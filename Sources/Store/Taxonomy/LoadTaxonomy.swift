import Foundation
import Model
import Postgres
import Taxonomy

/// The taxonomy as it is computed with: without the labels that only look-up needs.
package struct LoadTaxonomy: Query {
    package static var role: StoreRole? { .matcher }
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> TaxonomyRecords {
        let version = try transaction.first("SELECT version FROM ref.release ORDER BY loaded_at DESC LIMIT 1") {
            row throws(PostgresError) in try row.next(String.self)
        }
        guard let version else { return TaxonomyRecords(version: "none") }
        return try transaction.read { () throws(PostgresError) in
            var records = TaxonomyRecords(version: version)
            try concepts(into: &records, in: transaction)
            try neighbours(into: &records, in: transaction)
            try occupations(into: &records, in: transaction)
            return records
        }
    }

    private func concepts(into records: inout TaxonomyRecords, in transaction: Transaction) throws(PostgresError) {
        try transaction.copyOut("SELECT id, code, uri, kind, transversal, status FROM ref.concept ORDER BY id") {
            row throws(PostgresError) in
            records.concepts.append(
                TaxonomyRecords.Concept(
                    id: ConceptID(try row.next()), code: try row.next(), uri: try row.nextOptional(),
                    kind: TaxonomyContent.Concept.Kind(rawValue: try row.next()) ?? .skill, transversal: try row.next(),
                    status: TaxonomyContent.Concept.Status(rawValue: try row.next()) ?? .current))
        }
        try transaction.copyOut("SELECT concept, language, text FROM ref.label WHERE kind = 'preferred'") {
            row throws(PostgresError) in
            records.labels.append(
                TaxonomyRecords.Label(
                    concept: ConceptID(try row.next()), language: try row.next(), text: try row.next()))
        }
        try transaction.copyOut("SELECT a, b, kind FROM ref.relation WHERE kind IN ('broader', 'replaced_by')") {
            row throws(PostgresError) in
            let (from, to) = (ConceptID(try row.next()), ConceptID(try row.next()))
            if try row.next(String.self) == "broader" {
                records.broader.append((concept: from, broader: to))
            } else {
                records.replaced.append((concept: from, by: to))
            }
        }
        try transaction.copyOut("SELECT code, parent, titles::text FROM ref.code WHERE scheme = 'isic' ORDER BY code") {
            row throws(PostgresError) in
            let (code, parent) = (try row.next(String.self), try row.nextOptional(String.self))
            let titles = try? JSONDecoder().decode([String: String].self, from: Data(try row.next(String.self).utf8))
            records.sectors.append(CodeListEntry(code: code, parent: parent, titles: titles ?? [:]))
        }
    }

    private func neighbours(into records: inout TaxonomyRecords, in transaction: Transaction) throws(PostgresError) {
        try transaction.copyOut("SELECT concept, others, alike, same_job FROM ref.neighbour") {
            row throws(PostgresError) in
            let concept = ConceptID(try row.next())
            let (others, alike) = (try row.next([Int32].self), try row.next([Int16].self))
            let sameJob = try row.next([Int16].self)
            let list = others.indices.map { index in
                Neighbour(
                    other: ConceptID(others[index]), alike: UInt8(clamping: alike[index]),
                    usedTogether: sameJob[index] < 0 ? nil : UInt8(clamping: sameJob[index]))
            }
            records.neighbours.append((concept: concept, neighbours: list))
        }
    }

    private func occupations(into records: inout TaxonomyRecords, in transaction: Transaction) throws(PostgresError) {
        var positions: [Int32: Int] = [:]
        try transaction.copyOut("SELECT id, code, uri, isco, isic FROM ref.occupation ORDER BY code") {
            row throws(PostgresError) in
            positions[try row.next()] = records.occupations.count
            records.occupations.append(
                TaxonomyRecords.Occupation(
                    code: try row.next(), uri: try row.nextOptional(), isco: try row.next(),
                    isic: try row.nextOptional()))
        }
        try transaction.copyOut("SELECT occupation, language, text FROM ref.occupation_label WHERE kind = 'preferred'")
        {
            row throws(PostgresError) in
            let (id, language) = (try row.next(Int32.self), try row.next(String.self))
            if let position = positions[id] { records.occupations[position].labels[language] = try row.next() }
        }
        try transaction.copyOut("SELECT occupation, concept, essential FROM ref.occupation_skill ORDER BY 1, 2") {
            row throws(PostgresError) in
            let (id, concept) = (try row.next(Int32.self), ConceptID(try row.next()))
            let skills =
                try row.next(Bool.self) ? \TaxonomyRecords.Occupation.essential : \TaxonomyRecords.Occupation.optional
            if let position = positions[id] { records.occupations[position][keyPath: skills].append(concept) }
        }
    }
}
