import Foundation
import Model
import Postgres
import Store
import Taxonomy
import TestDatabase

/// A classification of a few crafts, small enough to see in whole what writing it does.
struct SmallTaxonomy {
    /// What goes in, by code: the preferred label in English.
    var labels = ["weaving": "weave carpets", "dyeing": "dye wool", "felting": "make felt"]
    /// Other labels of weaving.
    var others: [(language: String, kind: TaxonomyContent.Label.Kind, text: String)] = [
        ("fr", .preferred, "tisser des tapis"), ("en", .alternative, "carpet weaving"),
    ]

    var content: TaxonomyContent {
        var content = TaxonomyContent()
        for (position, code) in labels.keys.sorted().enumerated() {
            content.concepts.append(.init(code: code, uri: "http://example.org/\(code)", kind: .skill))
            content.labels.append(
                .init(subject: position, language: "en", kind: .preferred, text: labels[code] ?? code))
            guard code == "weaving" else { continue }
            for (language, kind, text) in others {
                content.labels.append(.init(subject: position, language: language, kind: kind, text: text))
            }
        }
        let known = Dictionary(uniqueKeysWithValues: content.concepts.enumerated().map { ($1.code, $0) })
        if let weaving = known["weaving"], let felting = known["felting"] {
            content.relations = [.init(from: felting, to: weaving, kind: .broader)]
            content.judged = [.init(first: felting, second: weaving, alike: 70, usedTogether: nil)]
        }
        return content
    }

    func write(as version: String, into database: TestDatabase) async throws -> WriteTaxonomy.Outcome {
        let content = content
        return try await database.owner.run(
            WriteTaxonomy(content, related: Relatedness.compute(content), version: version, source: "a test"))
    }
}

extension TestDatabase {
    /// What a statement counts.
    func count(_ sql: SQL) async throws -> Int {
        try await owner.transaction(as: .owner) { transaction throws(StoreError) in
            do throws(PostgresError) {
                guard var row = try transaction.query(sql).first else { return 0 }
                return Int(try row.next(Int64.self))
            } catch {
                throw StoreError(error)
            }
        }
    }

    /// A profile with the given skills, in their order.
    func profile(_ mentions: [(text: String, concept: ConceptID?)]) async throws -> UUID {
        let id = UUID()
        try await store.transaction { transaction throws(StoreError) in
            do throws(PostgresError) {
                _ = try transaction.query(
                    "INSERT INTO bg.criteria (id, side, owner, kind) VALUES (\(id), 'profile', \(id), 1)")
                for (position, mention) in mentions.enumerated() {
                    _ = try transaction.query(
                        """
                        INSERT INTO bg.criteria_skill (criteria, position, text, concept, owner, kind)
                        VALUES (\(id), \(Int16(position)), \(mention.text), \(mention.concept?.rawValue), \(id), 1)
                        """)
                }
            } catch {
                throw StoreError(error)
            }
        }
        return id
    }
}
