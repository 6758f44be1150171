import Store
import TestDatabase
import Testing

@testable import API

/// Whatever tells of a person counts for the day's 20,000, in each operation of the policy (checklist 29).
@Suite struct PersonsToldTests {
    /// What is said of people in these tenancies, and of nothing else.
    private static let told = [
        "Fromagère", "Conseil", Tenants.secret, "Own Person", #""found":"#, "I can do more than that.",
    ]
    /// Where one hears what one has just said or read; and what the same key prepares, which is answered as its like.
    private static let unasked: Set = [
        "registerMember", "registerMentor", "askMatches", "suggestSkills", "findSkills", "answerContest",
        "placeApplicant",
    ]

    @Test func `who may be shown nobody more today is told of nobody, by no operation of the policy`() async throws {
        let (database, now) = (try await TestDatabase(), ContinuousClock.now)
        let limit = RateLimit(keyLimit: 1_000_000) { now }
        let tenants = try await Tenants(TestInterface(database, limit: limit))
        for key in try await database.owner.run(FindKeys()) { _ = limit.take(.persons(key.id), cost: 20_000) }
        var refused: Set<String> = []
        let staff: [Role] = [.desk, .partner, .admin, .auditor]
        for asked in PolicyTests.Case.all
        where staff.contains(asked.role) && !Self.unasked.contains(asked.operation.name) {
            let reach = Policy.published.outcomes[asked.name]?[asked.role] ?? [:]
            for (relation, outcome) in reach where [.yes, .card].contains(outcome) {
                let answer = try await asked.question(relation).ask(tenants).answer
                if answer.code == "rate_limited" { refused.insert(asked.operation.name) }
                let told = Self.told.filter(answer.text.contains)
                #expect(told.isEmpty, "\(asked) \(relation): \(answer.text.prefix(300))")
            }
        }
        #expect(
            refused.sorted() == [
                "acceptIntroduction", "assignCohort", "changeMember", "changeMentor", "explainMembersMatch",
                "explainMentorsMatch",
                "explainOffersMatch", "explainVenturesMatch", "findMembersMatches", "findMentorsMatches",
                "findOffersMatches", "findPanel", "findVenturesMatches", "interviewApplication", "listApplications",
                "listContests", "offerPlace", "readApplication", "readAssignment", "readContest",
                "readMember", "readMentor", "replayMatches", "searchMembers", "searchMentors", "shortlistApplication",
            ])
    }

    @Test func `each person told of counts once, and oneself not at all`() async throws {
        let (database, now) = (try await TestDatabase(), ContinuousClock.now)
        let limit = RateLimit(keyLimit: 600) { now }
        let interface = try await TestInterface(database, limit: limit)
        let keys = try await database.owner.run(FindKeys())
        let desk = try #require(keys.first { $0.organisation?.description == interface.desk }).id
        func cost(_ ask: () async throws -> Answer) async throws -> Duration {
            let before = limit.look(.persons(desk)).reset
            let answer = try await ask()
            #expect(answer.status == 200, "\(answer.text)")
            return limit.look(.persons(desk)).reset - before
        }
        let mentor = try await interface.register("mentors", as: .desk, Bodies.mentor(interface.member))
        let venture = try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk))
        let cohort = try await interface.register("cohorts", as: .desk, Tenants.cohort(interface.desk, venture))
        try await interface.service.load()
        var log = ""
        let costs = [
            try await cost { try await interface.ask(.get, "members/\(interface.member)", as: .desk) },
            try await cost { try await interface.ask(.get, "mentors/\(mentor)", as: .desk) },
            try await cost {
                let answer = try await interface.ask(.get, "ventures/\(venture)/matches?seek=mentors", as: .desk)
                log = answer["log"].string ?? ""
                return answer
            },
            try await cost { try await interface.ask(.get, "ventures/\(venture)/matches/\(mentor)", as: .desk) },
            try await cost { try await interface.ask(.get, "ventures/\(venture)/panel", as: .desk) },
            try await cost { try await interface.ask(.get, "matches/\(log)/replay", as: .desk) },
            try await cost {
                let need = #"{"seek": ["mentors"], "need": \#(Bodies.need)}"#
                return try await interface.ask(.post, "matches", as: .desk, need)
            },
            try await cost {
                try await interface.ask(.post, "cohorts/\(cohort)/assignment", as: .desk, #"{"dry_run": true}"#)
            },
        ]
        #expect(costs == Array(repeating: .milliseconds(4_320), count: 8), "\(costs)")
        let member = try #require(keys.first { $0.person?.description == interface.member }).id
        let before = limit.look(.persons(member)).left
        #expect(try await interface.ask(.get, "members/me", as: .member).status == 200)
        #expect(limit.look(.persons(member)).left == before)
    }
}
