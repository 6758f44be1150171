import Model

/// The taxonomy in memory, as scoring and the interface ask it: concepts with their labels, relatives and successors,
/// sectors and occupations. Immutable; a copy costs one reference.
package struct Taxonomy: Sendable {
    private let storage: Storage

    /// The facts of one concept.
    package struct Concept: Sendable {
        package let id: ConceptID
        package let code: String
        package let uri: String?
        package let kind: TaxonomyContent.Concept.Kind
        /// Whether every occupation uses it, so that being used in the same job says nothing.
        package let isTransversal: Bool
        package let isRetired: Bool
        /// The successors of a retired concept.
        package let replacedBy: [ConceptID]
        /// Directly broader concepts, groups among them.
        package let broader: [ConceptID]
    }

    private final class Storage: Sendable {
        let version: String
        let concepts: [Concept]
        /// The codes of `concepts`: whoever reads one out of a concept copies the concept.
        let conceptCodes: [String]
        /// The position in `concepts` by number, -1 where there is none.
        let positions: [Int32]
        let labels: [String: [String?]]
        let fallback: [String?]
        let neighbours: [[Neighbour]]
        let rarities: [Int]
        let codes: ConceptCodes
        let sectors: SectorTree
        let occupations: [TaxonomyRecords.Occupation]
        let occupationPositions: [String: Int]

        init(_ records: TaxonomyRecords) {
            version = records.version
            let broader = Dictionary(grouping: records.broader) { $0.concept }
            let replaced = Dictionary(grouping: records.replaced) { $0.concept }
            concepts = records.concepts.sorted { $0.id < $1.id }.map { record in
                Concept(
                    id: record.id, code: record.code, uri: record.uri, kind: record.kind,
                    isTransversal: record.transversal, isRetired: record.status == .retired,
                    replacedBy: (replaced[record.id] ?? []).map(\.by).sorted(),
                    broader: (broader[record.id] ?? []).map(\.broader).sorted())
            }
            conceptCodes = concepts.map(\.code)
            var positions = [Int32](repeating: -1, count: Int(concepts.last?.id.rawValue ?? -1) + 1)
            for (position, concept) in concepts.enumerated() {
                positions[Int(concept.id.rawValue)] = Int32(position)
            }
            self.positions = positions
            func position(_ id: ConceptID) -> Int? { Self.position(of: id, in: positions) }

            var labels: [String: [String?]] = [:]
            var fallback = [String?](repeating: nil, count: concepts.count)
            for label in records.labels.sorted(by: { $0.language < $1.language }) {
                guard let position = position(label.concept) else { continue }
                labels[label.language, default: [String?](repeating: nil, count: concepts.count)][position] = label.text
                if fallback[position] == nil || label.language == "en" { fallback[position] = label.text }
            }
            self.labels = labels
            self.fallback = fallback

            var neighbours = [[Neighbour]](repeating: [], count: concepts.count)
            for row in records.neighbours {
                if let position = position(row.concept) { neighbours[position] = row.neighbours }
            }
            self.neighbours = neighbours
            rarities = SkillRarity.percents(
                concepts.count,
                used: records.occupations.map { Set(($0.essential + $0.optional).compactMap(position)) })
            codes = ConceptCodes(records.concepts)
            sectors = SectorTree(records.sectors)
            occupations = records.occupations
            occupationPositions = Dictionary(
                records.occupations.enumerated().flatMap { position, occupation in
                    [(occupation.code, position)] + (occupation.uri.map { [($0, position)] } ?? [])
                }, uniquingKeysWith: { first, _ in first })
        }

        static func position(of id: ConceptID, in positions: [Int32]) -> Int? {
            let index = Int(id.rawValue)
            guard positions.indices.contains(index), positions[index] >= 0 else { return nil }
            return Int(positions[index])
        }

        func position(of id: ConceptID) -> Int? { Self.position(of: id, in: positions) }
    }

    package init(_ records: TaxonomyRecords) { storage = Storage(records) }

    /// The taxonomy of a database into which nothing was imported.
    package init() { self.init(TaxonomyRecords(version: "none")) }

    /// The release, such as `esco-1.1.1`.
    package var version: String { storage.version }

    /// The code of a concept alone; null for a number that the taxonomy does not have.
    package func code(of id: ConceptID) -> String? { storage.position(of: id).map { storage.conceptCodes[$0] } }

    /// All concepts, by number.
    package var concepts: [Concept] { storage.concepts }

    /// Null for a number that the taxonomy does not have.
    package func concept(_ id: ConceptID) -> Concept? { storage.position(of: id).map { storage.concepts[$0] } }

    /// The concepts that a code can mean: our short name, a URI, its UUID, or at least eight hexadecimal digits with
    /// which the UUID begins. Usually one; none where it is unknown; several where a beginning fits several.
    package func concepts(code text: String) -> [ConceptID] { storage.codes.concepts(text) }

    /// The preferred label in a language, else in English, else in any; the code where there is none.
    package func label(of id: ConceptID, in language: String) -> String {
        guard let position = storage.position(of: id) else { return "" }
        return storage.labels[language]?[position] ?? storage.fallback[position] ?? storage.concepts[position].code
    }

    /// What can stand for an asked concept, the most related first; empty for one that is unknown.
    package func neighbours(of asked: ConceptID) -> [Neighbour] {
        storage.position(of: asked).map { storage.neighbours[$0] } ?? []
    }

    /// How a concept that somebody has stands to one that is asked; null where it cannot stand for it.
    package func relation(of had: ConceptID, toAsked asked: ConceptID) -> Neighbour? {
        neighbours(of: asked).first { $0.other == had }
    }

    /// How much of a skill counts for its rarity, 1 to 100: what ``SkillRarity`` says of its users.
    package func rarity(of id: ConceptID?) -> Int {
        let percent = id.flatMap { storage.position(of: $0) }.map { storage.rarities[$0] } ?? SkillRarity.unknown
        return max(1, Int((100 * SkillRarity.share(of: percent)).rounded()))
    }

    /// The concepts above one, the nearest first, along its first broader concept at each step.
    package func path(of id: ConceptID) -> [ConceptID] {
        var path: [ConceptID] = []
        var next = concept(id)?.broader.first
        while let id = next, !path.contains(id) {
            path.append(id)
            next = concept(id)?.broader.first
        }
        return path
    }

    /// ISIC's codes at all depths, in their order.
    package var sectors: [SectorCode] { storage.sectors.codes }

    /// How near two sectors are, 0 to 100; ``SectorTree/proximity(_:_:)`` has the table.
    package func proximity(_ left: SectorCode, _ right: SectorCode) -> Int { SectorTree.proximity(left, right) }

    /// The title in a language, else in English; the code where ISIC was not imported.
    package func label(of sector: SectorCode, in language: String) -> String {
        storage.sectors.title(of: sector, in: language)
    }

    package var occupations: [TaxonomyRecords.Occupation] { storage.occupations }

    /// The preferred label of an occupation in a language, else in English, else in any; the code where there is none.
    package func label(of occupation: TaxonomyRecords.Occupation, in language: String) -> String {
        let labels = occupation.labels
        return labels[language] ?? labels["en"] ?? labels.min { $0.key < $1.key }?.value ?? occupation.code
    }

    /// By code (`7411.1.4`) or URI.
    package func occupation(_ code: String) -> TaxonomyRecords.Occupation? {
        storage.occupationPositions[code].map { storage.occupations[$0] }
    }
}
