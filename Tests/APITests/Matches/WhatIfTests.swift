import HTTP
import Testing

@testable import API

/// What a list would be if more were true of the profile that asks.
@Suite struct WhatIfTests {
    private static let suppositions = [
        "language:fr:C1", "skill:accounting:4", "modes:visit", "places:MA", "sector:1050",
    ]

    private static func profile(_ skillLevel: Int, _ cefr: String, _ more: String) -> String {
        """
        {"skills": [{"skill": "accounting", "level": \(skillLevel)}, {"skill": "make cheese", "level": 3}],
         "languages": [{"language": "fr", "level": "\(cefr)"}], "modes": ["remote"\(more)}
        """
    }

    /// The profile of the tests, and the same with all suppositions true.
    private static let before = profile(1, "A2", "]")
    private static let after = profile(4, "C1", #", "visit"], "places": ["MA"], "sectors": [{"sector": "1050"}]"#)

    private func ask(_ body: String, _ headers: [String: String] = [:]) async throws -> Answer {
        let known = body.replacing(#"{"profile""#, with: #"{"origins": [{"country": "MA", "by": "birth"}], "profile""#)
        let answer = try await OfferedFrench.interface.ask(.post, "matches", known, headers)
        #expect(answer.status == 200, "\(answer.text)")
        return answer
    }

    /// The whole list, with the place of each by its identifier.
    private func list(_ question: (_ cursor: String) async throws -> Answer) async throws -> [String: [Int?]] {
        var places: [String: [Int?]] = [:]
        var cursor = ""
        repeat {
            let page = try await question(cursor)
            for item in page["items"].array ?? [] {
                let points = (item["parts"].array ?? []).map { $0["points"].integer }
                places[try #require(item["id"].string)] = [places.count + 1, item["score"].integer] + points
            }
            cursor = page["next"].string ?? ""
        } while !cursor.isEmpty
        return places
    }

    private func list(of profile: String) async throws -> [String: [Int?]] {
        try await list { cursor in
            let page = cursor.isEmpty ? "" : #", "cursor": "\#(cursor)""#
            return try await ask(#"{"profile": \#(profile), "limit": 100\#(page)}"#)
        }
    }

    private func compare(_ whatIf: JSONValue, _ before: [String: [Int?]], _ after: [String: [Int?]]) {
        let items = whatIf["items"].array ?? []
        let best = after.sorted { ($0.value.first ?? 0) ?? 0 < ($1.value.first ?? 0) ?? 0 }.prefix(100)
        #expect(items.map { $0["id"].string } == best.map(\.key))
        #expect(items.map { $0["rank"].integer } == best.map { $0.value[0] })
        #expect(items.map { $0["score"].integer } == best.map { $0.value[1] })
        #expect(items.map { $0["rank_before"].integer } == best.map { before[$0.key]?[0] })
        for item in items {
            if let had = before[item["id"].string ?? ""] { #expect(had[1] == item["score_before"].integer) }
            let gained = (item["factors"].array ?? []).reduce(0) {
                $0 + ($1["points"].integer ?? 0) - ($1["points_before"].integer ?? 0)
            }
            #expect(gained == (item["score"].integer ?? 0) - (item["score_before"].integer ?? 0))
        }
        #expect(whatIf["opened/offers"] == .integer(after.keys.count { before[$0] == nil }))
        #expect(whatIf["closed/offers"] == .integer(before.keys.count { after[$0] == nil }))
    }

    @Test func `a list under suppositions is the list that is there when they are true`() async throws {
        let list = Self.suppositions.map { "\"\($0)\"" }.joined(separator: ", ")
        let page = try await ask(#"{"profile": \#(Self.before), "limit": 100, "what_if": [\#(list)]}"#)
        let before = try await self.list(of: Self.before)
        let after = try await self.list(of: Self.after)
        #expect(page["items/0/id"].string == before.first { $0.value.first == 1 }?.key, "the page is what is")
        #expect(page["what_if/opened/offers"].integer ?? 0 >= 5)
        compare(page["what_if"], before, after)
        #expect(page["what_if/suppose"].array?.count == 5)
        #expect(page["what_if/alone"].array?.count == 5)
        for (place, supposition) in Self.suppositions.enumerated() {
            let single = try await ask(#"{"profile": \#(Self.before), "limit": 1, "what_if": ["\#(supposition)"]}"#)
            let alone = page["what_if/alone/\(place)"]
            #expect(alone["suppose/0"] == single["what_if/suppose/0"])
            #expect(alone["opened"] == single["what_if/opened"])
            #expect(single["what_if/alone"] == .array([]))
        }
        let worse = try await ask(#"{"profile": \#(Self.after), "limit": 100, "what_if": ["language:fr:A1"]}"#)
        compare(
            worse["what_if"], after,
            try await self.list(of: Self.after.replacing(#""level": "C1""#, with: #""level": "A1""#)))
        #expect(worse["what_if/closed/offers"].integer ?? 0 > 0)
    }

    @Test func `what a member supposes comes true with the record, in places, points and what opens`() async throws {
        let interface = try await OfferedFrench.interface
        let path = "members/me/matches?seek=offers&limit=100"
        func change(_ profile: String) async throws {
            let stored = try await interface.ask(.get, "members/me", as: .member)
            let changed = try await interface.ask(
                .patch, "members/me", as: .member, #"{"profile": \#(profile)}"#,
                ["If-Match": try #require(stored.etag), "Content-Type": "application/merge-patch+json"])
            #expect(changed.status == 200, "\(changed.text)")
            try await interface.service.load()
        }
        func all() async throws -> [String: [Int?]] {
            try await list { cursor in
                try await interface.ask(.get, path + (cursor.isEmpty ? "" : "&cursor=\(cursor)"), as: .member)
            }
        }
        try await change(Self.before.dropLast() + #", "sectors": null}"#)
        let before = try await all()
        let supposed = try await interface.ask(
            .get, path + "&what_if=" + Self.suppositions.joined(separator: ";"), as: .member)
        #expect(supposed.status == 200, "\(supposed.text)")
        let best = try #require(supposed["what_if/items/0/id"].string)
        let pair = try await interface.ask(
            .get, "members/me/matches/\(best)?what_if=" + Self.suppositions.joined(separator: ";"), as: .member)
        try await change(Self.after)
        compare(supposed["what_if"], before, try await all())
        let real = try await interface.ask(.get, "members/me/matches/\(best)", as: .member)
        for name in ["rank", "left_out"] { #expect(pair["what_if/\(name)"] == real[name], "\(name)") }
        for name in ["score", "fit", "evidence"] {
            #expect(pair["what_if/\(name)"] == real["match/\(name)"], "\(name)")
        }
        #expect(pair["what_if/opened"] == supposed["what_if/opened"])
        try await change(Bodies.profile.dropLast() + #", "places": null}"#)
    }

    @Test func `the sentence says it in the caller's language`() async throws {
        let body = #"{"profile": \#(Self.before), "limit": 3, "what_if": ["language:fr:C1"]}"#
        let english = try await ask(body)["what_if"]
        #expect(english["opened/offers"] == .integer(2))
        #expect(english["text"].string?.hasPrefix("French A2 → C1: opens 2 offers") == true, "\(english["text"])")
        let french = try await ask(body, ["Accept-Language": "fr"])["what_if/text"].string ?? ""
        #expect(french.hasPrefix("français A2 → C1 : ouvre 2 offres"), "\(french)")
        let nothing = try await ask(#"{"profile": \#(Self.after), "limit": 3, "what_if": ["language:fr:C1"]}"#)
        #expect(nothing["what_if/text"] == .string("French C1 → C1: changes nothing"))
    }

    @Test func `the second page says nothing more of what is supposed`() async throws {
        let body = #"{"profile": \#(Self.before), "limit": 2, "what_if": ["language:fr:C1"]"#
        let first = try await ask(body + "}")
        let next = try #require(first["next"].string)
        let second = try await ask(body + #", "cursor": "\#(next)"}"#)
        #expect(second["what_if"] == .null)
        let other = try await DemoInterface.shared.interface.ask(
            .post, "matches", #"{"profile": \#(Self.before), "limit": 2, "cursor": "\#(next)"}"#)
        #expect(other.code == "cursor_invalid")
    }

    @Test func `what cannot be supposed is refused at its place`() async throws {
        let demo = try await DemoInterface.shared
        let many = (1...11).map { #""skill:accounting:\#($0)""# }.joined(separator: ", ")
        let complaints = [
            #"{"profile": {}, "what_if": ["walk"]}"#: "/what_if/0 unknown_code",
            #"{"profile": {}, "what_if": ["language:fr", "language:fr:B2"]}"#: "/what_if/1 duplicate_item",
            #"{"profile": {}, "what_if": ["period:2027-05/2027-01"]}"#: "/what_if/0/until period_reversed",
            #"{"profile": {}, "what_if": ["place:1"]}"#: "/what_if/0 unknown_code",
            #"{"profile": {}, "what_if": [1]}"#: "/what_if/0 type_mismatch",
            #"{"profile": {}, "what_if": [\#(many)]}"#: "/what_if too_many_items",
        ]
        for (body, complaint) in complaints {
            let answer = try await demo.interface.ask(.post, "matches", body)
            #expect(answer.status == 422)
            #expect(answer.json.complaints == [complaint], "\(body)")
        }
        let venture = try await demo.interface.ask(
            .get, demo.venture + "/matches?what_if=language:fr:B2", key: demo.key)
        #expect(venture.status == 422)
        #expect(venture.json.complaints == ["/what_if unknown_field"])
    }

    @Test func `a supposition about one of a need's people says from where to where`() async throws {
        let demo = try await DemoInterface.shared
        let mentor = try #require(demo.mentors.first)
        let path = "\(demo.venture)/matches/\(mentor)?kind=mentors&what_if=language:fr:A1;skill:accounting:4"
        let answer = try await demo.interface.ask(.get, path, key: demo.key)
        #expect(answer["what_if/text"].string?.hasSuffix(": is then left out") == true, "\(answer["what_if"])")
        #expect(answer["what_if/left_out/0/code"] == .string("must_language"))
        #expect(answer["what_if/alone/0/rank"] == .null)
        #expect(answer["what_if/alone/1/text"].string?.contains("stays 1st") == true, "\(answer["what_if"])")
        #expect(answer["what_if/opened"] == .object(JSONObject([])))
    }
}
