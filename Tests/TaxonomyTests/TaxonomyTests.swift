import Model
import Taxonomy
import Testing

struct TaxonomyTests {
    @Test func `a concept is found by its code, its URI, its UUID or eight digits of it`() {
        let taxonomy = Taxonomy(records)
        for text in [
            "apply-haccp", "Apply-HACCP ", "http://data.europa.eu/esco/skill/5ba1d5b9-0000-4000-8000-000000000001",
            "5ba1d5b9-0000-4000-8000-000000000001", "5BA1D5B9", "5ba1d5b9-0000-4",
            "https://example.org/copied/5ba1d5b9-0000-4000-8000-000000000001",
        ] {
            #expect(taxonomy.concepts(code: text) == [ConceptID(1)], "\(text)")
        }
        #expect(taxonomy.concepts(code: "9b242812") == [ConceptID(4)])
        for text in ["5ba1d5b", "5ba1d5b8", "apply", "", "5ba1d5b9-zzzz"] {
            #expect(taxonomy.concepts(code: text) == [], "\(text)")
        }
    }

    @Test func `a beginning that fits several is none of them`() {
        #expect(Taxonomy(records).concepts(code: "d2150558") == [ConceptID(2), ConceptID(7)])
        #expect(Taxonomy(records).concepts(code: "d2150558-1") == [ConceptID(7)])
    }

    @Test func `a label falls back to English, then to any language, then to the code`() {
        let taxonomy = Taxonomy(records)
        #expect(taxonomy.label(of: ConceptID(1), in: "fr") == "appliquer la méthode HACCP")
        #expect(taxonomy.label(of: ConceptID(1), in: "ar") == "apply HACCP")
        #expect(taxonomy.label(of: ConceptID(2), in: "en") == "صناعة الجبن")
        #expect(taxonomy.label(of: ConceptID(4), in: "en") == "9b242812-0000-4000-8000-000000000001")
        #expect(taxonomy.label(of: ConceptID(99), in: "en") == "")
    }

    @Test func `facts, neighbours and successors are those of the concept asked`() {
        let taxonomy = Taxonomy(records)
        #expect(taxonomy.version == "test-1")
        #expect(taxonomy.concept(ConceptID(1))?.isTransversal == false)
        #expect(taxonomy.concept(ConceptID(3))?.kind == .group)
        #expect(taxonomy.concept(ConceptID(7))?.isRetired == true)
        #expect(taxonomy.concept(ConceptID(7))?.replacedBy == [ConceptID(2)])
        for missing in [ConceptID(0), ConceptID(5), ConceptID(8), ConceptID(-1), ConceptID(.max)] {
            #expect(taxonomy.concept(missing) == nil)
            #expect(taxonomy.neighbours(of: missing).isEmpty)
        }
        #expect(taxonomy.neighbours(of: ConceptID(1)).map(\.other) == [ConceptID(2), ConceptID(4)])
        #expect(taxonomy.relation(of: ConceptID(4), toAsked: ConceptID(1))?.usedTogether == 40)
        #expect(taxonomy.relation(of: ConceptID(1), toAsked: ConceptID(4)) == nil)
    }

    @Test func `a skill is the rarer, the fewer occupations use it, once there are a hundred of them`() {
        var records = records
        #expect(Taxonomy(records).rarity(of: ConceptID(1)) == 100)
        records.occupations = (0..<199).map { number in
            .init(
                code: "\(number)", essential: [ConceptID(1)], optional: number < 19 ? [ConceptID(1), ConceptID(2)] : [])
        }
        let taxonomy = Taxonomy(records)
        // Used by all, by 19 of 199, by none: 1 - ln 20 / ln 200.
        #expect([1, 2, 4].map { taxonomy.rarity(of: ConceptID($0)) } == [1, 28, 100])
        #expect(taxonomy.rarity(of: nil) == 43)
    }

    @Test func `a path leads up to the top, and out of a circle`() {
        var records = records
        #expect(Taxonomy(records).path(of: ConceptID(1)) == [ConceptID(3), ConceptID(6)])
        records.broader.append((ConceptID(6), ConceptID(3)))
        #expect(Taxonomy(records).path(of: ConceptID(1)) == [ConceptID(3), ConceptID(6)])
    }

    @Test func `an occupation is found by code and by URI`() {
        let taxonomy = Taxonomy(records)
        #expect(taxonomy.occupation("7513.1")?.essential == [ConceptID(1), ConceptID(2)])
        #expect(taxonomy.occupation("http://example.org/cheese")?.labels["en"] == "cheese maker")
        #expect(taxonomy.occupation("7513") == nil)
    }

    @Test func `an empty taxonomy answers nothing and breaks at nothing`() {
        let taxonomy = Taxonomy()
        #expect(taxonomy.concepts.isEmpty && taxonomy.sectors.isEmpty && taxonomy.occupations.isEmpty)
        #expect(taxonomy.concept(ConceptID(0)) == nil && taxonomy.concepts(code: "5ba1d5b9").isEmpty)
    }

    private var records: TaxonomyRecords {
        var records = TaxonomyRecords(version: "test-1")
        let esco = "http://data.europa.eu/esco/skill/"
        records.concepts = [
            .init(id: ConceptID(4), code: "9b242812-0000-4000-8000-000000000001"),
            .init(id: ConceptID(1), code: "apply-haccp", uri: esco + "5ba1d5b9-0000-4000-8000-000000000001"),
            .init(id: ConceptID(2), code: "make-cheese", uri: esco + "d2150558-0000-4000-8000-000000000001"),
            .init(id: ConceptID(3), code: "food", kind: .group), .init(id: ConceptID(6), code: "all", kind: .group),
            .init(id: ConceptID(7), code: "d2150558-1000-4000-8000-000000000001", status: .retired),
        ]
        records.labels = [
            .init(concept: ConceptID(1), language: "fr", text: "appliquer la méthode HACCP"),
            .init(concept: ConceptID(1), language: "en", text: "apply HACCP"),
            .init(concept: ConceptID(2), language: "ar", text: "صناعة الجبن"),
            .init(concept: ConceptID(55), language: "en", text: "of nobody"),
        ]
        records.broader = [(ConceptID(1), ConceptID(3)), (ConceptID(3), ConceptID(6))]
        records.replaced = [(ConceptID(7), ConceptID(2))]
        records.neighbours = [
            (
                ConceptID(1),
                [
                    Neighbour(other: ConceptID(2), alike: 70, usedTogether: nil),
                    Neighbour(other: ConceptID(4), alike: 0, usedTogether: 40),
                ]
            )
        ]
        records.occupations = [
            .init(
                code: "7513.1", uri: "http://example.org/cheese", isco: "7513", labels: ["en": "cheese maker"],
                essential: [ConceptID(1), ConceptID(2)])
        ]
        return records
    }
}
