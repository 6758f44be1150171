import API
import Demo
import Foundation
import FoundationNetworking
import HTTP
import Matching
import Model
import Store
import TestDatabase
import Testing

/// The demo's stories, asked over a real connection as a desk or a returnee asks them.
@Suite struct StoriesOverHTTPTests {
    @Test func `every story is answered over HTTP within the whole population`() async throws {
        let database = try await TestDatabase()
        _ = try await LoadDemo().run(in: database.store)
        let service = try await database.service(at: Population.clock)
        let interface = try Interface(service)
        let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { await interface.answer($0) }
        let teller = StoryTeller(
            base: "http://127.0.0.1:\(server.port)/v1", service: service, database: database,
            key: try await CreateKey(for: .admin).run(in: database.owner))
        for story in try Story.all(DemoSkills(try await database.taxonomy())) {
            for step in story.steps { try await teller.tell(step, of: story.title) }
        }
        await server.stop()
    }
}

/// Tells the steps of stories to an interface.
private struct StoryTeller {
    let base: String
    let service: Service
    let database: TestDatabase
    let key: String

    func tell(_ step: Story.Step, of title: String) async throws {
        switch step {
        case .expect(let expected): try await expect(expected, title)
        case .expectPanel(let expected): try await expect(expected, title)
        case .expectAssignment(let expected): try await expect(expected, title)
        case .setHeld(let id, let held):
            try await database.execute("UPDATE bg.mentor SET held = \(held) WHERE id = \(id.uuid)")
            try await service.load()
        case .setProfile(let id, let profile):
            try await change(id) { $0.profile = profile }
        }
    }

    private func change(_ id: Identifier<Member>, _ body: @escaping @Sendable (inout Mentor) -> Void) async throws {
        try await database.owner.transaction { transaction throws(StoreError) in
            guard let stored = try ReadMentor(id: id).run(in: transaction) else { throw .notFound }
            var changed = stored.value
            body(&changed)
            try UpdateMentor(stored, to: changed).run(in: transaction)
        }
        try await service.load()
    }

    private func expect(_ expected: Story.Expectation, _ title: String) async throws {
        guard let path = path(of: expected.subject) else { return try await expectList(expected, title) }
        var ranks: [Int] = []
        for id in expected.order {
            // The supposition is about one of the pair; of the others the place beside that one is looked at.
            guard expected.supposing == nil || expected.supposing?.id == id else { continue }
            let answer = try await explain(path, id, expected)
            let standing = answer["what_if"] as? [String: Any] ?? answer
            ranks.append(try #require(standing["rank"] as? Int, "\(title)"))
            let match = try #require(answer["match"] as? [String: Any])
            let parts = try #require(match["parts"] as? [[String: Any]])
            #expect(parts.reduce(0) { $0 + ($1["points"] as? Int ?? 0) } == match["score"] as? Int, "\(title)")
            #expect((match["card"] as? [String: Any])?["name"] == nil)
        }
        #expect(ranks == ranks.sorted(), "\(title)")
        if let supposing = expected.supposing, expected.order.first == supposing.id {
            #expect(ranks == [1], "\(title)")
        }
        for (id, reason) in expected.leftOut {
            let answer = try await explain(path, id, expected)
            let codes = (answer["left_out"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
            #expect(codes.contains(reason.code), "\(title)")
            if let rule = expected.brokenRule {
                let told = (answer["left_out"] as? [[String: Any]])?.first { $0["code"] as? String == reason.code }
                #expect(told?["clause"] as? String == rule.clause && told?["version"] as? Int == rule.version)
            }
        }
        for id in expected.absent {
            #expect(try await get("\(path)/matches/\(id)?kind=\(expected.seek.rawValue)").status == 404, "\(title)")
        }
        if expected.nobody {
            let answer = try await get("\(path)/matches?seek=\(expected.seek.rawValue)")
            #expect(answer.status == 200)
            #expect((answer.json["items"] as? [Any])?.isEmpty == true, "\(title)")
            #expect((answer.json["nearest"] as? [Any])?.isEmpty == false, "\(title)")
        }
    }

    /// Among the story's own mentors, since the population has others.
    private func expect(_ expected: Story.PanelExpectation, _ title: String) async throws {
        let among = expected.among.map(\.description).sorted().joined(separator: ",")
        let answer = try await get("ventures/\(expected.venture)/panel?size=\(expected.size)&among=\(among)")
        let members = (answer.json["members"] as? [[String: Any]] ?? []).compactMap {
            ($0["match"] as? [String: Any])?["id"] as? String
        }
        #expect(Set(members) == Set(expected.members.map(\.description)), "\(title): \(answer.json)")
        #expect((answer.json["skills"] as? [String: Any])?["covered"] as? Int == expected.covered, "\(title)")
        let parts = try #require(answer.json["parts"] as? [[String: Any]], "\(title)")
        #expect(parts.reduce(0) { $0 + ($1["points"] as? Int ?? 0) } == answer.json["score"] as? Int, "\(title)")
    }

    private func expect(_ expected: Story.AssignmentExpectation, _ title: String) async throws {
        let pins = expected.pins.map { "[\"\($0.venture)\",\"\($0.mentor)\"]" }.joined(separator: ",")
        let answer = try await send(
            "POST", "cohorts/\(expected.cohort)/assignment", body: "{\"pins\":[\(pins)]}", key: key)
        #expect(answer.status == 201, "\(title): \(answer.json)")
        let again = try await get("cohorts/\(expected.cohort)/assignment")
        // The log has a row for each time that it is shown.
        let unlogged = [again, answer].map { NSDictionary(dictionary: $0.json.filter { $0.key != "log" }) }
        #expect(unlogged[0] == unlogged[1], "\(title)")
        let items = try #require(answer.json["items"] as? [[String: Any]], "\(title)")
        #expect(items.count == expected.mentors.count, "\(title)")
        for item in items {
            let venture = try #require((item["venture"] as? String).flatMap { Identifier<Venture>($0) }, "\(title)")
            #expect(item["mentor"] as? String == expected.mentors[venture]??.description, "\(title)")
            let regret = try #require(item["regret"] as? Int)
            #expect((regret > 0) == (expected.regret?.venture == venture || item["mentor"] is NSNull), "\(title)")
        }
        let unmatched = expected.mentors.values.count { $0 == nil }
        #expect((answer.json["total"] as? [String: Any])?["unmatched"] as? Int == unmatched, "\(title)")
    }

    /// A profile that is stored nowhere is asked without an account, and the list is read to its end.
    private func expectList(_ expected: Story.Expectation, _ title: String) async throws {
        guard case .profile(let profile, let wish, _) = expected.subject else { return }
        var ids: [String] = []
        var cursor: String?
        repeat {
            let body = Self.question(profile, wish, cursor)
            let answer = try await send("POST", "matches", body: body, key: nil)
            #expect(answer.status == 200, "\(title): \(answer.json)")
            ids += (answer.json["items"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
            cursor = answer.json["next"] as? String
        } while cursor != nil
        #expect(Set(ids).count == ids.count)
        let places = expected.order.map { id in ids.firstIndex(of: id.uuidString.lowercased()) ?? -1 }
        #expect(!places.contains(-1) && places == places.sorted(), "\(title): \(places)")
        for id in Array(expected.leftOut.keys) + expected.absent {
            #expect(!ids.contains(id.uuidString.lowercased()), "\(title)")
        }
    }

    private static func question(_ profile: Profile, _ wish: Need?, _ cursor: String?) -> String {
        let quoted = { (texts: [String]) in "[\(texts.map { "\"\($0)\"" }.joined(separator: ","))]" }
        let skill = { (mention: SkillMention, level: SkillLevel?) in
            "{\"skill\":\"\(mention.text)\"\(level.map { ",\"level\":\($0.rawValue)" } ?? "")}"
        }
        let criteria = { (skills: [String], languages: [String], places: [Place], modes: Modes, period: Period?) in
            let from = period?.from.map { ",\"period\":{\"from\":\"\($0)\"}" } ?? ""
            return "{\"skills\":[\(skills.joined(separator: ","))],\"languages\":[\(languages.joined(separator: ","))],"
                + "\"places\":\(quoted(places.map(\.description))),\"modes\":\(quoted(modes.names))\(from)}"
        }
        let language = { (tag: LanguageTag, level: CEFR?) in
            "{\"language\":\"\(tag)\"\(level.map { ",\"level\":\"\($0.name)\"" } ?? "")}"
        }
        var body = "{\"seek\":[\"offers\"],\"limit\":100,\"at\":\"2026-06-01T09:00:00Z\",\"profile\":"
        body += criteria(
            profile.skills.map { skill($0.mention, $0.level) }, profile.languages.map { language($0.tag, $0.level) },
            profile.places, profile.modes, profile.period)
        if let wish {
            body +=
                ",\"wish\":"
                + criteria(
                    wish.skills.map { skill($0.mention, $0.level) }, wish.languages.map { language($0.tag, $0.level) },
                    wish.places, wish.modes, wish.period)
        }
        return body + (cursor.map { ",\"cursor\":\"\($0)\"}" } ?? "}")
    }

    private func path(of subject: MatchSubject) -> String? {
        switch subject {
        case .venture(let id): "ventures/\(id)"
        case .offer(let id): "offers/\(id)"
        case .member(let id): "members/\(id)"
        case .mentor(let id): "mentors/\(id)"
        case .need, .profile: nil
        }
    }

    private func explain(_ path: String, _ id: UUID, _ expected: Story.Expectation) async throws -> [String: Any] {
        var query = "kind=\(expected.seek.rawValue)&at=\(expected.at.formatted(.iso8601))"
        if let supposing = expected.supposing { query += "&what_if=\(supposing.statement)" }
        let answer = try await get("\(path)/matches/\(id)?\(query)")
        #expect(answer.status == 200, "\(answer.json)")
        return answer.json
    }

    private func get(_ path: String) async throws -> (status: Int, json: [String: Any]) {
        // Of a member the member asks: to others a card says neither where somebody comes from nor what they wish for.
        guard path.hasPrefix("members/"), let id = Identifier<Member>(String(path.split(separator: "/")[1])) else {
            return try await send("GET", path, body: nil, key: key)
        }
        try await database.execute("UPDATE bg.api_key SET revoked_at = now() WHERE person = \(id.uuid)")
        return try await send(
            "GET", path, body: nil, key: try await CreateKey(for: .member(id)).run(in: database.owner))
    }

    private func send(
        _ method: String, _ path: String, body: String?, key: String?
    ) async throws -> (status: Int, json: [String: Any]) {
        var request = URLRequest(url: try #require(URL(string: "\(base)/\(path)")), timeoutInterval: 60)
        request.httpMethod = method
        request.httpBody = body.map { Data($0.utf8) }
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        let (data, response) = try await URLSession.shared.data(for: request)
        let json = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, json ?? [:])
    }
}
