import HTTP
import Testing

@testable import API

/// Matches of a need or a profile that is stored nowhere.
@Suite struct AskMatchesTests {
    static let profile = """
        {"skills": [{"skill": "comptabilité", "level": 3}], "languages": [{"language": "fr", "level": "C1"}],
         "modes": ["remote", "visit"]}
        """

    private func ask(_ body: String, as role: Role = .anonymous) async throws -> Answer {
        let demo = try await DemoInterface.shared
        return try await demo.interface.ask(.post, "matches", as: role, body)
    }

    @Test func `somebody who is not registered finds open offers`() async throws {
        let body = """
            {"profile": \(Self.profile), "wish": {"places": ["MA"], "modes": ["visit"]},
             "origins": [{"country": "MA", "by": "birth"}], "limit": 5}
            """
        let page = try await ask(body)
        #expect(page.status == 200, "\(page.text)")
        let items = page["items"].array ?? []
        #expect(items.count == 5)
        #expect(items.allSatisfy { $0["kind"] == .string("offers") && $0["card/closes_at"].string != nil })
        let next = try #require(page["next"].string)
        let second = try await ask(body.replacing(#""limit": 5"#, with: #""limit": 5, "cursor": "\#(next)""#))
        #expect(second.status == 200, "\(second.text)")
        let ids = (items + (second["items"].array ?? [])).compactMap { $0["id"].string }
        #expect(Set(ids).count == ids.count)
        #expect(ids.count > 5)
        let otherOrder = """
            {"cursor": "\(next)", "limit": 3, "origins": [{"by": "birth", "country": "MA"}],
             "wish": {"modes": ["visit"], "places": ["MA"]}, "profile": \(Self.profile)}
            """
        #expect(try await ask(otherOrder).status == 200, "neither the order of members nor the limit is part of it")
        let ofOthers = otherOrder.replacing(#""country": "MA""#, with: #""country": "TN""#)
        #expect(try await ask(ofOthers).code == "cursor_invalid")
        let other = try await ask(#"{"profile": {"modes": ["remote"]}, "cursor": "\#(next)"}"#)
        #expect(other.code == "cursor_invalid")
    }

    @Test func `people are found by desks alone`() async throws {
        let body =
            #"{"need": {"skills": [{"skill": "comptabilité", "importance": 3}]}, "seek": ["mentors"], "limit": 3}"#
        for role in [Role.anonymous, .member, .partner] {
            let refused = try await ask(body, as: role)
            #expect(refused.status == 403, "\(role)")
            #expect(refused.code == "scope_missing")
        }
        let found = try await ask(body, as: .desk)
        #expect(found.status == 200, "\(found.text)")
        #expect(found["items"].array?.count == 3)
        #expect(found["items/0/parts/0/asked"].string?.hasPrefix("skill:accounting") == true)
    }

    @Test func `what is asked must be one thing, and a right one`() async throws {
        let complaints = [
            "{}": "/need value_missing", #"{"need": {}, "profile": {}}"#: "/need value_missing",
            #"{"need": {}, "wish": {}}"#: "/wish unknown_field",
            #"{"profile": {}, "seek": ["x"]}"#: "/seek/0 unknown_code",
            #"{"profile": {}, "limit": 101}"#: "/limit value_out_of_range",
            #"{"profile": {}, "at": "soon"}"#: "/at date_impossible",
            #"{"profile": {"skills": [{"skill": ""}]}}"#: "/profile/skills/0/skill name_empty",
            #"{"profile": {}, "seek": ["members"]}"#: "/seek unknown_code",
        ]
        for (body, complaint) in complaints {
            let refused = try await ask(body, as: .desk)
            #expect(refused.status == 422, "\(body)")
            #expect(refused.json.complaints == [complaint], "\(body)")
        }
    }

    @Test func `what is asked is stored nowhere`() async throws {
        let demo = try await DemoInterface.shared
        let words = "Fauconnerie ancienne"
        let page = try await ask(#"{"profile": {"skills": [{"skill": "\#(words)"}]}}"#)
        #expect(page.status == 200, "\(page.text)")
        let waiting = try await demo.interface.ask(.get, "curation/skills", as: .admin)
        #expect(waiting.status == 200)
        #expect(!waiting.text.contains(words))
    }
}
