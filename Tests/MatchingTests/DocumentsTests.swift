import Matching
import Model
import Ranking
import Scoring
import Taxonomy
import Testing

@Suite struct DocumentsTests {
    private let skills: Int32 = 60
    private let neighbours: Int32 = 60

    /// Each skill has so many neighbours that a need of all of them leaves some out.
    private var taxonomy: Taxonomy {
        var records = TaxonomyRecords(version: "test")
        records.concepts = (0..<skills * (neighbours + 1)).map {
            TaxonomyRecords.Concept(id: ConceptID($0), code: "\($0)")
        }
        records.neighbours = (0..<skills).map { skill in
            (
                ConceptID(skill),
                (0..<neighbours).map {
                    Neighbour(other: ConceptID(skills + skill * neighbours + $0), alike: 90, usedTogether: nil)
                }
            )
        }
        return Taxonomy(records)
    }

    private func need(_ count: Int32) -> Need {
        var need = Need()
        need.skills = (0..<count).map {
            Need.Skill(mention: SkillMention(text: "s", concept: ConceptID($0)), level: .expert)
        }
        return need
    }

    @Test func `what a need asks does not depend on the needs before it`() {
        let documents = Documents(taxonomy: taxonomy, organisations: OrganisationNumbers())
        let desk = Identifier<Organisation>(number: 1)
        for count in [skills, 1, skills, 5] {
            let document = documents.venture(Identifier(number: 2), need(count), desk: desk, country: "MA")
            let alone = NeedItems(need(count), in: taxonomy, ofMentors: true).items.map(\.shape)
            #expect(document.demands.map(\.shape) == alone)
            #expect(document.demands.map(\.key) == alone.map(ShapeMemory.key))
        }
    }

    @Test func `a memory that is closed gives what there is, and keeps nothing more`() {
        let memory = ShapeMemory()
        let shape = NeedItems(need(1), in: taxonomy, ofMentors: true).items[0].shape
        var built: [Int32] = []
        func ask(_ number: Int32) {
            _ = memory.known(.skill(ConceptID(number), level: nil)) {
                built.append(number)
                return shape
            }
        }
        ask(1)
        memory.close()
        for number in [1, 2, 1, 2] as [Int32] { ask(number) }
        #expect(built == [1, 2, 2])
    }
}
