import Foundation
import HTTP
import Testing

@testable import API

/// Why one matches, why not, and what would change it.
@Suite struct ExplanationTests {
    private func explain(_ other: UUID, _ query: String = "", _ headers: [String: String] = [:]) async throws -> Answer
    {
        let demo = try await DemoInterface.shared
        return try await demo.interface.ask(
            .get, "\(demo.venture)/matches/\(other)\(query)", key: demo.key, nil, headers)
    }

    @Test func `a match is explained as the list has it`() async throws {
        let demo = try await DemoInterface.shared
        let best = try #require(demo.mentors.first)
        let why = try await explain(best, "?kind=mentors")
        #expect(why.status == 200, "\(why.text)")
        #expect(why["left_out"] == .array([]))
        let page = try await demo.interface.ask(.get, demo.venture + "/matches?seek=mentors&limit=100", key: demo.key)
        let listed = page["items"].array ?? []
        let place = try #require(listed.firstIndex { $0["id"] == why["match/id"] })
        #expect(why["rank"] == .integer(place + 1))
        #expect(why["match"] == listed[place])
    }

    @Test func `who is left out is told why by name, in the own language`() async throws {
        let demo = try await DemoInterface.shared
        let english = try await explain(demo.leftOut)
        #expect(english["rank"] == .null)
        #expect(english["left_out"].array?.count == 1)
        #expect(english["left_out/0/code"] == .string("must_language"))
        let french = try await explain(demo.leftOut, "", ["Accept-Language": "fr-MA, fr;q=0.9"])
        #expect(french["left_out/0/code"] == .string("must_language"))
        #expect(french["left_out/0/text"].string != english["left_out/0/text"].string)
    }

    @Test func `what is supposed brings in whom it was lacking, and changes nothing`() async throws {
        let demo = try await DemoInterface.shared
        let before = try await explain(demo.leftOut)
        let supposed = try await explain(demo.leftOut, "?what_if=language:fr:B2")
        #expect(supposed["rank"] == .null)
        #expect(supposed["what_if/left_out"] == .array([]))
        #expect(supposed["what_if/rank"].integer ?? 0 >= 1)
        #expect(supposed["what_if/score"].integer ?? 0 > supposed["match/score"].integer ?? .max)
        #expect(try await explain(demo.leftOut)["match"] == before["match"])
        for wrong in ["language:fr:Z9", "skill:none", "walk", "skill:accounting:9", "mode:x"] {
            #expect(try await explain(demo.leftOut, "?what_if=\(wrong)").status == 422, "\(wrong)")
        }
    }

    @Test func `the instant decides about what is dated`() async throws {
        let demo = try await DemoInterface.shared
        let offers = try await demo.interface.ask(.get, "offers?country=MA&limit=1")
        let offer = try #require(offers["items/0/id"].string)
        let path = "members/me/matches/\(offer)"
        let now = try await demo.interface.ask(.get, path, as: .member)
        #expect(now.status == 200, "\(now.text)")
        let late = try await demo.interface.ask(.get, path + "?at=2100-01-01", as: .member)
        #expect(late.status == 404, "an offer that has closed is none")
    }

    @Test func `nobody is explained who does not exist`() async throws {
        let demo = try await DemoInterface.shared
        #expect(try await explain(UUID()).status == 404)
        #expect(try await explain(try #require(demo.mentors.first), "?kind=offers").status == 404)
        #expect(try await explain(try #require(demo.mentors.first), "?kind=people").code == "malformed_parameter")
    }
}
