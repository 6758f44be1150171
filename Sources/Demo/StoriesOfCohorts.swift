import Model

/// The stories in which several mentors or several ventures are looked at together: 6 and 12.
extension Story {
    static func panel(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(6, "TN", skills)
        let languages: [(String, CEFR)] = [("ar", .c2), ("fr", .c1)]
        let asked = ["183134a2", "736ef286", "0959a14b", "0d207bf2"]
        let trader = try people.mentor(
            "Yasmin Ennakhla", livesIn: ["FR"], people.profile(asked.prefix(3).map { ($0, 4) }, languages: languages))
        let sewer = try people.mentor(
            "Zeytoun Elmarsa", livesIn: ["IT"], people.profile([(asked[3], 4)], languages: languages))
        let seller = try people.mentor(
            "Nesma Elouaha", livesIn: ["DE"],
            people.profile([(asked[0], 4), (asked[1], 4), (asked[2], 2)], languages: languages))
        let venture = try people.venture(
            "Médenine weavers (demo)", people.need(asked.map { ($0, 3) }), collective: true, mentorsWanted: 3)
        var singles = Expectation(.venture(venture), seek: .mentors)
        singles.order = [trader, seller, sewer].map(\.uuid)
        let best = PanelExpectation(
            venture: venture, size: 3, among: [trader, sewer, seller], members: [trader, sewer], covered: 4)
        // Whoever adds nothing is not on it.
        let other = PanelExpectation(
            venture: venture, size: 2, among: [trader, seller], members: [trader], covered: 3)
        return Story(
            number: 6, title: "Tunisia, panel", population: people.population,
            steps: [.expect(singles), .expectPanel(best), .expectPanel(other)])
    }

    static func cohort(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(12, "MA", skills)
        let both = try people.mentor(
            "Warda Elwadi", livesIn: ["ES"],
            people.profile([("5ba1d5b9", 4)], languages: [("fr", .c1), ("ary", .c2)]), capacity: 1)
        let french = try people.mentor(
            "Nour Sakiya", livesIn: ["FR"], people.profile([("5ba1d5b9", 2)], languages: [("fr", .c1)]), capacity: 1)
        let spanish = try people.mentor(
            "Rihane Elbahri", livesIn: ["ES"], people.profile([("5ba1d5b9", 3)], languages: [("es", .c1)]), capacity: 2)
        var ventures: [Identifier<Venture>] = []
        for (name, language) in [("dairy", "fr"), ("bakery", "ary"), ("oil press", "es"), ("cannery", "es")] {
            ventures.append(
                try people.venture(
                    "Tanger \(name) (demo)", people.need([("5ba1d5b9", 3)], languages: [("\(language)!", .b2)])))
        }
        let cohort = try people.cohort("Tanger 2026 (demo)", ventures, [both, french, spanish])
        let best = AssignmentExpectation(
            cohort: cohort,
            mentors: [ventures[0]: french, ventures[1]: both, ventures[2]: spanish, ventures[3]: spanish],
            regret: CohortPair(venture: ventures[0], mentor: both))
        let pinned = AssignmentExpectation(
            cohort: cohort, pins: [CohortPair(venture: ventures[0], mentor: both)],
            mentors: [ventures[0]: both, ventures[1]: nil, ventures[2]: spanish, ventures[3]: spanish])
        return Story(
            number: 12, title: "Tanger cohort", population: people.population,
            steps: [.expectAssignment(best), .expectAssignment(pinned)])
    }
}
