import Foundation
import HTTP
import Matching
import TestDatabase
import Testing

@testable import API

/// Of somebody who does not share with a desk it sees a card: nothing tells more, and nothing is changed.
@Suite struct CardTests {
    /// A member of the other desk, with a key.
    private func stranger(_ interface: TestInterface, born: String = "MA") async throws -> (id: String, key: String) {
        let answer = try await interface.ask(
            .post, "members", key: interface.otherDeskKey,
            Bodies.member("Strange Person").replacing(
                #"{"country": "MA", "by": "descent", "generation": 1}"#,
                with: #"{"country": "\#(born)", "by": "birth"}"#),
            ["Idempotency-Key": UUID().uuidString])
        let id = try #require(answer["id"].string, "\(answer.text)")
        return (id, try await interface.memberKey(id))
    }

    @Test func `a mentor who names no desk is changed by those that the person shares with alone`() async throws {
        let interface = try await TestInterface.shared
        let (id, key) = try await stranger(interface)
        let body = Bodies.mentor(id)
        let registered = try await interface.ask(
            .post, "mentors", key: interface.otherDeskKey, body, ["Idempotency-Key": UUID().uuidString])
        #expect(registered.status == 201, "\(registered.text)")
        #expect(registered["desks"].array?.compactMap(\.string) == [interface.otherDesk])
        #expect(try await interface.ask(.get, "mentors/\(id)", as: .desk).status == 404)
        let opened = try await interface.ask(
            .patch, "mentors/\(id)", key: key, #"{"desks": []}"#, ["If-Match": "\"1\""])
        #expect(opened.status == 200, "\(opened.text)")
        #expect(try await interface.ask(.get, "mentors/\(id)", as: .desk).status == 200)
        for (method, change) in [(HTTP.Method.patch, #"{"headline": "Changed by a stranger"}"#), (.delete, nil)] {
            let refused = try await interface.ask(method, "mentors/\(id)", as: .desk, change, ["If-Match": "\"2\""])
            #expect(refused.code == "scope_missing", "\(refused.text)")
        }
        let own = try await interface.ask(
            .patch, "mentors/\(id)", key: interface.otherDeskKey, #"{"headline": "Changed"}"#, ["If-Match": "\"2\""])
        #expect(own.status == 200, "\(own.text)")

        for purpose in ["match", "share_with_desk"] {
            _ = try await interface.ask(.delete, "members/me/consents/\(purpose)", key: key)
        }
        for desk in [interface.keys[.desk], interface.otherDeskKey, interface.keys[.admin]] {
            #expect(try await interface.ask(.get, "mentors/\(id)", key: desk).status == 404)
        }
        let venture = try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk))
        let proposed = try await interface.ask(
            .post, "introductions", as: .desk, #"{"venture": "\#(venture)", "mentor": "\#(id)", "reason": "x"}"#,
            ["Idempotency-Key": UUID().uuidString])
        #expect(proposed["errors/0/pointer"].string == "/mentor", "as for one who is not there")
    }

    @Test func `a desk that a mentor names neither shows the mentor to others nor shuts one out`() async throws {
        let interface = try await TestInterface.shared
        let (id, key) = try await stranger(interface)
        let named = { (desks: String) in #"{"desks": [\#(desks)]}"# }
        let own = interface.otherDesk
        let region = try await interface.register("organisations", as: .admin, Bodies.organisation("desk", "SN"))
        let wide = Bodies.mentor(id).replacing(#""desks": []"#, with: #""desks": ["\#(own)", "\#(region)"]"#)
        let refused = try await interface.ask(
            .post, "mentors", key: interface.otherDeskKey, wide, ["Idempotency-Key": UUID().uuidString])
        #expect(refused.code == "consent_missing", "\(refused.text)")
        let registered = try await interface.ask(
            .post, "mentors", key: interface.otherDeskKey, Bodies.mentor(id), ["Idempotency-Key": UUID().uuidString])
        #expect(registered.status == 201, "\(registered.text)")
        let both = named(#""\#(own)", "\#(region)""#)
        #expect(try await interface.ask(.patch, "mentors/\(id)", key: key, both, ["If-Match": "\"1\""]).status == 200)
        for others in ["", #""\#(own)", "\#(interface.desk)""#, #""\#(own)""#] {
            let refused = try await interface.ask(
                .patch, "mentors/\(id)", key: interface.otherDeskKey, named(others), ["If-Match": "\"2\""])
            #expect(refused.code == "consent_missing", "\(refused.text)")
            #expect(try await interface.ask(.get, "mentors/\(id)", as: .desk).status == 404)
        }
        let opened = try await interface.ask(.patch, "mentors/\(id)", key: key, named(""), ["If-Match": "\"2\""])
        #expect(opened.status == 200, "\(opened.text)")
        #expect(try await interface.ask(.get, "mentors/\(id)", as: .desk).status == 200)
    }

    @Test func `nothing that is asked tells in which region somebody lives, and where else`() async throws {
        let interface = try await TestInterface(TestDatabase())
        var ids: [String] = []
        for (home, other) in [("MA-01", "ES"), ("MA-06", "SN")] {
            let body = Bodies.member("Strange Person").replacing(#"["FR-75"]"#, with: #"["\#(home)", "\#(other)"]"#)
            ids.append(
                try #require(
                    try await interface.ask(
                        .post, "members", key: interface.otherDeskKey, body, ["Idempotency-Key": UUID().uuidString])[
                            "id"
                        ]
                        .string))
        }
        try await interface.service.load()
        for role in [Role.desk, .admin] {
            for (place, found) in [("MA", true), ("MA-01", false), ("MA-06", false), ("ES", false), ("SN", false)] {
                let need = { (must: Bool) in
                    #"{"seek": ["members"], "need": {"places": ["\#(place)"], "places_must": \#(must)}}"#
                }
                let asked = try await interface.ask(.post, "matches", as: role, need(true))
                #expect(asked.status == 200, "\(asked.text)")
                let named = Set((asked["items"].array ?? []).compactMap { $0["id"].string })
                #expect(ids.allSatisfy { named.contains($0) == found }, "\(role) \(place)")
                let ranked = try await interface.ask(.post, "matches", as: role, need(false))
                let scores = (ranked["items"].array ?? []).filter { ids.contains($0["id"].string ?? "") }
                    .map { $0["score"].integer }
                #expect(scores.count == 2 && scores[0] == scores[1], "\(ranked.text)")
            }
            let search = #"{"countries": ["ES"], "limit": 100}"#
            #expect(try await !interface.ask(.post, "members/search", as: role, search).text.contains(ids[0]))
        }
    }

    @Test func `words that no code stands for are on no card`() async throws {
        let interface = try await TestInterface.shared
        let profile = #"{"skills": [{"skill": "accounting"}, {"skill": "cousin of Amina Secretname"}]}"#
        let id = try #require(
            try await interface.ask(
                .post, "members", key: interface.otherDeskKey, Bodies.member("Strange Person", profile: profile),
                ["Idempotency-Key": UUID().uuidString])["id"].string)
        _ = try await interface.ask(
            .post, "mentors", key: interface.otherDeskKey, Bodies.mentor(id).replacing(Bodies.profile, with: profile),
            ["Idempotency-Key": UUID().uuidString])
        _ = try await interface.ask(
            .patch, "mentors/\(id)", key: try await interface.memberKey(id), #"{"desks": []}"#, ["If-Match": "\"1\""])
        for kind in ["members", "mentors"] {
            for role in [Role.desk, .admin] {
                let card = try await interface.ask(.get, "\(kind)/\(id)", as: role)
                #expect(card["profile/skills"].array?.count == 1, "\(card.text)")
                #expect(!card.text.contains("Secretname"))
            }
            let whole = try await interface.ask(.get, "\(kind)/\(id)", key: interface.otherDeskKey)
            #expect(whole["profile/skills"].array?.count == 2, "\(whole.text)")
        }
    }

    @Test func `no replay tells what somebody wishes for to a desk that is shared with no more`() async throws {
        let interface = try await TestInterface(TestDatabase())
        let offer = try await interface.register(
            "offers", as: .partner, Bodies.offer(interface.employer, interface.centre))
        let (id, key) = try await stranger(interface)
        let wish = #"{"wish": {"languages": [{"language": "ko", "level": "B2"}]}}"#
        let wished = try await interface.ask(.patch, "members/me", key: key, wish, ["If-Match": "\"1\""])
        #expect(wished.status == 200, "\(wished.text)")
        try await interface.service.load()
        let explained = try await interface.ask(
            .get, "members/\(id)/matches/\(offer)?kind=offers&at=2026-07-01T00:00:00Z", key: interface.otherDeskKey)
        let log = try #require(explained["log"].string, "\(explained.text)")
        let replay = { (key: String?) in try await interface.ask(.get, "matches/\(log)/replay", key: key) }
        #expect(try await replay(interface.otherDeskKey).text.contains("language:ko"))
        let withdrawn = try await interface.ask(.delete, "members/me/consents/share_with_desk", key: key)
        #expect(withdrawn.status == 200, "\(withdrawn.text)")
        try await interface.service.load()
        let hidden = try await replay(interface.otherDeskKey)
        #expect(hidden.status == 200 && hidden["matches/0/inputs"].string == "gone", "\(hidden.text)")
        #expect(!hidden.text.contains("language:ko") && hidden["matches/0"].object?.members.count == 2)
        #expect(try await replay(interface.keys[.auditor]).text.contains("language:ko"))
    }

    @Test func `no offer's rule tells where somebody comes from, and no match what they wish for`() async throws {
        let interface = try await TestInterface(TestDatabase())
        let offer = try await interface.register(
            "offers", as: .partner, Bodies.offer(interface.employer, interface.centre))
        let (one, key) = try await stranger(interface)
        let (other, _) = try await stranger(interface, born: "SN")
        let wish = #"{"wish": {"languages": [{"language": "ko", "level": "B2"}]}}"#
        let wished = try await interface.ask(.patch, "members/me", key: key, wish, ["If-Match": "\"1\""])
        #expect(wished.status == 200, "\(wished.text)")
        try await interface.service.load()
        let explained = { (id: String, key: String?) in
            try await interface.ask(
                .get, "members/\(id)/matches/\(offer)?kind=offers&at=2026-07-01T00:00:00Z", key: key)
        }
        for asking in [interface.keys[.desk], interface.keys[.admin]] {
            let codes = try await [one, other].asyncMap { id in
                (try await explained(id, asking)["left_out"].array ?? []).compactMap { $0["clause"].string }
            }
            #expect(codes[0] == codes[1], "born in the offer's country, and in another")
            #expect(try await !explained(one, asking).text.contains("language:ko"))
        }
        #expect(try await explained(one, key)["left_out"].array?.isEmpty == true)
        #expect(
            try await explained(one, interface.otherDeskKey)["left_out"].array?.isEmpty == true,
            "it sees the member whole")
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
