import Foundation
import HTTP
import Matching
import Model
import Postgres
import Store
import TestDatabase
import Testing

@testable import API

/// What staff were shown is computed again from the log alone, to the same bits.
@Suite struct MatchReplayTests {
    private func replay(_ log: String, _ interface: TestInterface) async throws -> Answer {
        let answer = try await interface.ask(.get, "matches/\(log)/replay", as: .auditor)
        #expect(answer.status == 200, "\(answer.text.prefix(200))")
        return answer
    }

    private func states(_ replay: Answer, _ name: String = "state") -> [String] {
        (replay["matches"].array ?? []).compactMap { $0[name].string }
    }

    @Test func `the pages of the demo's people are replayed to the same bits, part by part`() async throws {
        let demo = try await DemoInterface.shared
        let interface = demo.interface
        let mentor = "mentors/\(demo.mentors[0].uuidString.lowercased())"
        let member = "members/\(demo.mentors[0].uuidString.lowercased())"
        var compared = 0
        for path in [
            "\(demo.venture)/matches?limit=100", "\(demo.venture)/matches?limit=100&ask_next=true",
            "\(demo.venture)/panel?size=3",
            "\(member)/matches?seek=offers&limit=100&what_if=language:es:C1",
            "\(mentor)/matches?seek=ventures&limit=100",
            "\(demo.venture)/matches/\(demo.mentors[1].uuidString.lowercased())?kind=mentors",
        ] {
            let page = try await interface.ask(.get, path, key: demo.key)
            let replay = try await replay(
                try #require(page["log"].string, "\(path) \(page.text.prefix(300))"), interface)
            #expect(replay["equal"] == .bool(true), "\(path)")
            #expect(Set(states(replay)) == ["equal"], "\(path)")
            #expect(Set(states(replay, "inputs")) == ["same"], "\(path)")
            let shown = (page["items"].array ?? page["members"].array?.map { $0["match"] } ?? [page["match"]])
            let replayed = replay["matches"].array ?? []
            #expect(replayed.count >= shown.count)
            for match in shown {
                let same = try #require(replayed.first { $0["id"] == match["id"] && $0["kind"] == match["kind"] })
                #expect(same["replayed"] == match["score"])
                let parts = (same["parts"].array ?? []).map { $0["shown"] }
                for name in ["factor", "asked", "weight", "value", "points", "found", "how"] {
                    #expect(parts.map { $0[name] } == (match["parts"].array ?? []).map { $0[name] }, "\(path) \(name)")
                }
                compared += 1
            }
        }
        #expect(compared > 150)
    }

    @Test func `the pairs of an assignment are replayed, and those that were better`() async throws {
        let world = try await CohortWorld()
        let cohort = try await world.interface.register(
            "cohorts", as: .desk, world.body(Array(world.ventures.prefix(2)), [world.mentors[0]]))
        let assigned = try await world.interface.ask(
            .post, "cohorts/\(cohort)/assignment", as: .desk,
            #"{"capacities": [{"mentor": "\#(world.mentors[0])", "capacity": 1}]}"#)
        let replay = try await replay(try #require(assigned["log"].string, "\(assigned.text)"), world.interface)
        #expect(replay["equal"] == .bool(true) && replay["subject"].string == cohort)
        // One has the mentor; the other would have had, and is told the score.
        #expect(Set(states(replay, "need")) == Set(world.ventures.prefix(2)))
        #expect(states(replay, "inputs") == ["same", "same"])
        let scores = (assigned["items"].array ?? []).compactMap { $0["best/score"].integer }
        #expect((replay["matches"].array ?? []).map { $0["replayed"].integer } == scores)
    }

    @Test func `a bit that is altered is found, wherever it stands`() async throws {
        let world = try await CohortWorld()
        let database = world.interface.database
        let page = try await world.interface.ask(.get, "ventures/\(world.ventures[0])/matches?limit=1", as: .desk)
        let id = try #require(page["log"].string.flatMap { UUID(uuidString: $0) })
        let sound = try await replay(id.uuidString, world.interface)
        #expect(sound["equal"] == .bool(true))
        let length = try await database.contents(of: "SELECT length(entries[1]) AS n FROM log.match WHERE id = \(id)")
        let bits = 8 * (try #require(Int(length[0].filter(\.isNumber))))
        for bit in stride(from: 0, to: bits, by: 5) {
            let flip = "UPDATE log.match SET entries[1] = set_bit(entries[1], \(bit), 1 - get_bit(entries[1], \(bit)))"
            try await database.execute("\(literally: flip)")
            let answer = try await replay(id.uuidString, world.interface)
            // The kind decides nothing but which record it is.
            #expect(answer["equal"] == .bool(false) || (8..<16).contains(bit), "bit \(bit): \(states(answer))")
            try await database.execute("\(literally: flip)")
        }
        for (table, column, bit) in [("log.match", "asked", 203), ("log.match_shape", "content", 100)] {
            let flip = "UPDATE \(table) SET \(column) = set_bit(\(column), \(bit), 1 - get_bit(\(column), \(bit)))"
            try await database.execute("\(literally: flip)")
            #expect(try await replay(id.uuidString, world.interface)["equal"] == .bool(false), "\(column)")
            try await database.execute("\(literally: flip)")
        }
        #expect(try await replay(id.uuidString, world.interface)["equal"] == .bool(true))
    }

    @Test func `who has changed since is replayed as it was, and that it is another by now is told`() async throws {
        let world = try await CohortWorld()
        let path = "ventures/\(world.ventures[0])/matches?seek=mentors"
        let page = try await world.interface.ask(.get, path, as: .desk)
        let log = try #require(page["log"].string)
        let changed = try await world.interface.ask(
            .patch, "mentors/\(world.mentors[0])", as: .desk,
            #"{"profile": {"languages": [{"language": "fr", "level": "A2"}]}}"#,
            ["If-Match": "\"1\"", "Content-Type": "application/merge-patch+json"])
        #expect(changed.status == 200, "\(changed.text)")
        // Nothing that the need asks about.
        let beside = try await world.interface.ask(
            .patch, "mentors/\(world.mentors[1])", as: .desk, #"{"headline": "Another"}"#,
            ["If-Match": "\"1\"", "Content-Type": "application/merge-patch+json"])
        #expect(beside.status == 200, "\(beside.text)")
        try await world.interface.service.load()
        let replay = try await replay(log, world.interface)
        #expect(replay["equal"] == .bool(true))
        let inputs = (replay["matches"].array ?? []).reduce(into: [String: String]()) {
            $0[$1["id"].string ?? ""] = $1["inputs"].string
        }
        #expect(inputs == [world.mentors[0]: "changed", world.mentors[1]: "same"])
        // To those who do not see a mentor any more, there is none.
        try await world.handOver(world.ventures[1], world.mentors[1])
        let own = try await world.interface.ask(.get, "matches/\(log)/replay", as: .desk)
        #expect(Set(states(own, "inputs")) == ["changed", "gone"] && !own.text.contains(world.mentors[1]))
    }

    @Test(arguments: [(Method.delete, "consents/match"), (.put, "restriction")])
    func `who withdraws or restricts is in no replay any more but an auditor's`(
        _ method: Method, _ path: String
    ) async throws {
        let world = try await CohortWorld()
        let interface = world.interface
        let mentor = world.mentors[0]
        let page = try await interface.ask(.get, "ventures/\(world.ventures[0])/matches?seek=mentors", as: .desk)
        let asked = try await interface.ask(.get, "members/\(mentor)/matches?seek=ventures", as: .desk)
        let logs = [try #require(page["log"].string), try #require(asked["log"].string)]
        for log in logs {
            let before = try await interface.ask(.get, "matches/\(log)/replay", as: .desk)
            #expect(before.text.contains(mentor) && before.text.contains("fr:"))
        }
        let said = try await interface.ask(method, "members/me/\(path)", key: try await interface.memberKey(mentor))
        #expect(said.status == 200, "\(said.text)")
        try await interface.service.load()
        for log in logs {
            let own = try await interface.ask(.get, "matches/\(log)/replay", as: .desk)
            #expect(own["equal"] == .bool(true) && !own.text.contains(mentor), "\(own.text.prefix(500))")
            let gone = (own["matches"].array ?? []).filter { $0["inputs"].string == "gone" }
            #expect(!gone.isEmpty && gone.allSatisfy { $0.object?.members.count == 2 })
            #expect(try await replay(log, interface).text.contains(mentor))
        }
    }

    @Test func `what needs ask is on the disk before a node takes it for written, and is written anew after long`()
        async throws
    {
        let world = try await CohortWorld()
        let database = world.interface.database
        for statement: SQL in [
            "CREATE TABLE log.planted (setting text)", "GRANT INSERT ON log.planted TO PUBLIC",
            """
            CREATE FUNCTION log.plant() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO log.planted VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$
            """,
            "CREATE TRIGGER planted BEFORE INSERT ON log.match FOR EACH ROW EXECUTE FUNCTION log.plant()",
        ] { try await database.execute(statement) }
        let ask = {
            _ = try await world.interface.ask(.get, "ventures/\(world.ventures[0])/matches?seek=mentors", as: .desk)
        }
        try await ask()
        try await ask()
        let settings = try await database.contents(
            of: "SELECT string_agg(setting, ' ' ORDER BY ctid) AS all FROM log.planted")
        #expect(settings == [#"{"all": "on off"}"#])
        // Another node has not heard that it is written, or has forgotten it.
        try await database.execute("UPDATE log.match_shape SET used = used - 200")
        let forgetful = try Interface(
            Service(
                store: world.interface.service.store, index: world.interface.service.index,
                organisations: world.interface.service.organisations, shapes: KeptShapes(term: .zero),
                now: world.interface.service.now))
        let desk = Caller(role: .desk([try TestInterface.id(world.interface.desk)]), principal: nil)
        for _ in 1...2 {
            try await database.execute("UPDATE log.match_shape SET used = used - 200")
            let request = Request(.get, ["v1", "ventures", world.ventures[0], "matches"])
            #expect(await forgetful.answer(request, as: desk).status == .ok)
            let days = try await database.contents(
                of: "SELECT DISTINCT current_date - used AS days FROM log.match_shape")
            #expect(days == [#"{"days": 0}"#])
        }
    }

    @Test func `a score of other weights and another taxonomy is replayed by those`() async throws {
        let world = try await CohortWorld()
        let database = world.interface.database
        let page = try await world.interface.ask(.get, "ventures/\(world.ventures[0])/matches", as: .desk)
        let log = try #require(page["log"].string)
        // Nothing is near anything any more; and who wrote the row had other weights.
        try await database.execute("UPDATE ref.neighbour SET others = '{}', alike = '{}', same_job = '{}'")
        try await database.execute(
            "INSERT INTO ref.release (version, source, sha256, loaded_at) VALUES ('another', 's', 'h', now() + interval '1 hour')"
        )
        try await database.execute("UPDATE log.match SET weights = '4'")
        try await world.interface.service.load()
        let replay = try await replay(log, world.interface)
        #expect(replay["equal"] == .bool(true))
        #expect(replay["weights"] == .string("4") && replay["now/weights"] == .string("6"))
        #expect(replay["taxonomy"] == page["taxonomy"])
        #expect(replay["now/taxonomy"] != page["taxonomy"])
        #expect(Set(states(replay, "inputs")) == ["changed"])
    }
}
