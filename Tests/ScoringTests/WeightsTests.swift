import Model
import Scoring
import Taxonomy
import Testing

@Suite struct WeightsTests {
    @Test func `weights sum to exactly the total, whatever is asked`() {
        var state: UInt64 = 1
        func below(_ count: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % count)
        }
        for _ in 0..<2_000 {
            let items = (0...below(40)).map { _ in
                (factor: Factor.allCases[below(7)], importance: 1 + below(3))
            }
            for total in [250, 125] {
                let weights = Weights.allocate(total, among: items)
                #expect(weights.reduce(0, +) == total)
                #expect(weights.allSatisfy { $0 >= 0 })
            }
        }
    }

    @Test func `asking for more skills does not make skills count more`() {
        let language = (factor: Factor.language, importance: 2)
        let one = Weights.allocate(250, among: [(.skills, 2), language])
        let many = Weights.allocate(250, among: Array(repeating: (.skills, 2), count: 20) + [language])
        #expect(one.last == many.last)
    }

    @Test func `an essential item counts three times a helpful one`() {
        let weights = Weights.allocate(240, among: [(.skills, 3), (.skills, 1)])
        #expect(weights == [180, 60])
    }

    @Test func `what cannot be divided evenly goes to the greatest remainders, the earlier first`() {
        #expect(Weights.allocate(250, among: Array(repeating: (.skills, 2), count: 3)) == [84, 83, 83])
    }

    @Test func `nothing asked has no weights`() {
        #expect(Weights.allocate(250, among: []).isEmpty)
    }

    @Test func `a skill that few occupations use weighs more than one that all use`() {
        var records = TaxonomyRecords(version: "test")
        let (common, rare) = (ConceptID(0), ConceptID(1))
        records.concepts = [common, rare].map { TaxonomyRecords.Concept(id: $0, code: "\($0)") }
        records.occupations = (0..<200).map {
            TaxonomyRecords.Occupation(code: "\($0)", essential: $0 == 0 ? [common, rare] : [common])
        }
        var need = Need()
        need.skills = [common, rare].map { Need.Skill(mention: SkillMention(text: "s", concept: $0), level: nil) }
        let taxonomy = Taxonomy(records)
        let weights = NeedItems(need, in: taxonomy, ofMentors: false).weights
        let rarities = [common, rare].map { taxonomy.rarity(of: $0) }
        #expect(rarities[0] < rarities[1])
        let importances = rarities.map { 2 * $0 }
        let use = importances.reduce(0, +) * 2 / 3
        #expect(weights == Weights.allocate(250, among: (importances + [use]).map { (.skills, $0) }))
    }

    @Test func `what a need asks in two ways counts less than twice, and not less than once`() {
        var records = TaxonomyRecords(version: "test")
        let (one, again, other) = (ConceptID(0), ConceptID(1), ConceptID(2))
        records.concepts = [one, again, other].map { TaxonomyRecords.Concept(id: $0, code: "\($0)") }
        records.neighbours = [(one, again), (again, one)].map {
            ($0.0, [Neighbour(other: $0.1, alike: 80, usedTogether: nil)])
        }
        let taxonomy = Taxonomy(records)
        func weights(_ concepts: [ConceptID]) -> [Int] {
            var need = Need()
            need.skills = concepts.map { Need.Skill(mention: SkillMention(text: "s", concept: $0), level: nil) }
            return NeedItems(need, in: taxonomy, ofMentors: false).weights
        }
        #expect(weights([one, other]) == [75, 75, 100])
        let three = weights([one, again, other])
        #expect(abs(three[0] - three[1]) <= 1 && three[0] < three[2] && three[0] + three[1] > three[2])
    }
}
