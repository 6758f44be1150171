import Taxonomy
import Testing

struct RelatednessTests {
    @Test func `labels that share words are alike, both ways by the same figure`() throws {
        let related = compute(skills: ["bake bread", "bake rye bread", "repair cars", "keep accounts"])
        let forth = try #require(related[0].first { $0.other == 1 })
        let back = try #require(related[1].first { $0.other == 0 })
        #expect(forth.alike >= 30 && forth.alike <= 80)
        #expect(forth.alike == back.alike)
        #expect(!related[0].contains { $0.other == 2 })
        #expect(forth.usedTogether == nil)
    }

    @Test func `forms of a word are alike`() {
        let related = compute(skills: ["bookkeeping", "bookkeeper"] + (0..<60).map { "\($0)" })
        #expect(related[0].map(\.other) == [1])
    }

    @Test func `used together counts the more, the more occupations use both`() {
        for (jobs, expected) in [(1, UInt8(40)), (2, 48), (5, 55), (18, 58)] {
            let related = compute(
                skills: ["bake", "mill", "sail", "count"], jobs: Array(repeating: [0, 1], count: jobs))
            let relation = related[0].first { $0.other == 1 }
            #expect(relation?.usedTogether == expected)
            #expect(relation?.alike == 0)
        }
    }

    @Test func `the same field of work adds to the same job`() {
        var content = content(skills: ["bake", "mill", "sail", "count"], jobs: Array(repeating: [0, 1], count: 5))
        for index in content.occupations.indices { content.occupations[index].isco = "7512" }
        // 0.6 × (5 / 5.5 + 0.4 × 1)
        #expect(Relatedness.compute(content)[0].first?.usedTogether == 79)
    }

    @Test func `descriptions that share words are alike`() {
        var content = content(skills: ["bake", "mill", "sail", "count"])
        content.concepts[0].description = "Knead dough for the oven."
        content.concepts[2].description = "The oven takes dough."
        let related = Relatedness.compute(content)
        #expect(related[0].map(\.other) == [2])
        #expect(related[2].first?.alike == related[0].first?.alike)
    }

    @Test func `what many occupations use stands for little else, and yet else stands for it`() {
        // A hundred occupations are enough to tell what is rare; the second skill is used by half of them.
        let jobs = (0..<120).map { $0 < 60 ? [1] : $0 == 60 ? [0] : [2 + $0 % 2] }
        let related = compute(skills: ["bake bread", "bread", "sail", "count"], jobs: jobs)
        #expect(related[0].isEmpty)
        #expect(related[1].map(\.other) == [0])
    }

    @Test func `an occupation with many skills says less than one with few`() throws {
        let narrow = Array(repeating: [0, 1], count: 5) + Array(repeating: [0, 2, 3, 4, 5, 6, 7], count: 5)
        let related = compute(skills: ["bake", "mill", "sail", "count", "dig", "sew", "fry", "act"], jobs: narrow)
        let (first, second) = (related[0].first { $0.other == 1 }, related[0].first { $0.other == 2 })
        #expect(try #require(first?.usedTogether) > (try #require(second?.usedTogether)))
    }

    @Test func `an optional skill says less than an essential one`() throws {
        var content = content(skills: ["bake", "mill", "sail", "count"], jobs: Array(repeating: [0, 1, 2], count: 5))
        content.occupationSkills += [.init(occupation: 0, concept: 3, essential: true)]
        for index in content.occupationSkills.indices where content.occupationSkills[index].occupation == 1 {
            content.occupationSkills[index].essential = content.occupationSkills[index].concept != 2
        }
        let related = Relatedness.compute(content)[0]
        let (essential, optional) = (related.first { $0.other == 1 }, related.first { $0.other == 2 })
        #expect(try #require(essential?.usedTogether) > (try #require(optional?.usedTogether)))
    }

    @Test func `transversal skills are never used together`() {
        for transversal in [0, 1] {
            var content = content(skills: ["bake", "mill", "sail", "count"], jobs: Array(repeating: [0, 1], count: 9))
            content.concepts[transversal].transversal = true
            #expect(Relatedness.compute(content).allSatisfy { $0.allSatisfy { $0.usedTogether == nil } })
        }
    }

    @Test func `a relation that ESCO gives counts three tenths, both ways`() {
        var content = content(skills: ["bake", "mill", "sail", "count"])
        content.relations = [.init(from: 0, to: 1, kind: .optional)]
        let related = Relatedness.compute(content)
        #expect(related[0] == [Related(other: 1, alike: 30, usedTogether: nil)])
        #expect(related[1] == [Related(other: 0, alike: 30, usedTogether: nil)])
    }

    @Test func `what people judged goes before what is computed`() {
        var content = content(skills: ["bake bread", "bread", "sail", "count"])
        content.judged = [
            .init(first: 0, second: 1, alike: 21, usedTogether: nil),
            .init(first: 0, second: 2, alike: nil, usedTogether: 70),
        ]
        let related = Relatedness.compute(content)
        #expect(
            related[0] == [
                Related(other: 2, alike: 0, usedTogether: 70),
                Related(other: 1, alike: 21, usedTogether: nil),
            ])
    }

    @Test func `a small group makes its members a little alike, a circle of groups ends`() {
        var content = content(skills: ["bake", "mill", "sail", "count", "dig", "sew", "fry", "act"])
        content.concepts.append(.init(code: "8", uri: nil, kind: .group))
        content.concepts.append(.init(code: "9", uri: nil, kind: .group))
        content.relations = [
            .init(from: 0, to: 8, kind: .broader), .init(from: 1, to: 8, kind: .broader),
            .init(from: 8, to: 9, kind: .broader), .init(from: 9, to: 8, kind: .broader),
            .init(from: 0, to: 1, kind: .optional),
        ]
        // The group's 1 - ln 2 / ln 8 = 2/3, × 0.2, and the given relation's 0.3: 1 - (1 - 0.1333) × 0.7.
        let related = Relatedness.compute(content)
        #expect(related[0] == [Related(other: 1, alike: 39, usedTogether: nil)])
        #expect(related[8].isEmpty && related[9].isEmpty)
    }

    @Test func `retired concepts and groups have no relatives and are nobody's`() {
        var content = content(skills: ["bake bread", "bread", "bread baking", "count"])
        content.concepts[1].status = .retired
        content.concepts[2].kind = .group
        #expect(Relatedness.compute(content).allSatisfy { $0.isEmpty })
    }

    @Test func `sixty relatives are kept, the strongest first`() {
        var content = content(skills: (0..<70).map { "\($0)" }, jobs: Array(repeating: Array(0..<70), count: 5))
        content.judged = [.init(first: 0, second: 69, alike: nil, usedTogether: 61)]
        // Ties go by position.
        #expect(Relatedness.compute(content)[0].map(\.other) == [69] + (1..<60))
    }

    @Test func `nothing at all has no relatives`() {
        #expect(Relatedness.compute(TaxonomyContent()).isEmpty)
        #expect(compute(skills: ["alone"]) == [[]])
    }

    private func compute(skills: [String], jobs: [[Int]] = []) -> [[Related]] {
        Relatedness.compute(content(skills: skills, jobs: jobs))
    }

    private func content(skills: [String], jobs: [[Int]] = []) -> TaxonomyContent {
        var content = TaxonomyContent()
        for (position, skill) in skills.enumerated() {
            content.concepts.append(.init(code: "\(position)", uri: nil, kind: .skill))
            content.labels.append(.init(subject: position, language: "en", kind: .preferred, text: skill))
        }
        for (position, job) in jobs.enumerated() {
            content.occupations.append(.init(code: "\(position)", uri: nil, isco: "", isic: nil))
            for skill in job {
                content.occupationSkills.append(.init(occupation: position, concept: skill, essential: true))
            }
        }
        return content
    }
}
