import Foundation
import HTTP
import Testing

@testable import API

/// Pages of matches of what is kept.
@Suite struct MatchPageTests {
    private func ask(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
        let demo = try await DemoInterface.shared
        return try await demo.interface.ask(.get, demo.venture + path, key: demo.key, nil, headers)
    }

    @Test func `the best mentors come first, with where the figures are from`() async throws {
        let demo = try await DemoInterface.shared
        let page = try await ask("/matches?seek=mentors")
        #expect(page.status == 200, "\(page.text)")
        let ids = (page["items"].array ?? []).compactMap { $0["id"].string.flatMap { UUID(uuidString: $0) } }
        #expect(ids.filter(demo.mentors.contains) == demo.mentors)
        #expect(!ids.contains(demo.leftOut))
        #expect(page["asOf"].string?.hasSuffix("Z") == true)
        #expect(page["weights"] == .string("6"))
        #expect(page["taxonomy"].string?.isEmpty == false)
        #expect((page["total"].integer ?? 0) >= ids.count)
        #expect(page["left_out/must_language"].integer ?? 0 > 0, "\(page["left_out"])")
    }

    @Test func `the parts of a match sum to its score, and its figures follow from them`() async throws {
        let page = try await ask("/matches?limit=50")
        let items = page["items"].array ?? []
        #expect(items.count > 10)
        for item in items {
            let parts = item["parts"].array ?? []
            for part in parts {
                let weight = try #require(part["weight"].integer)
                let value = try #require(part["value"].integer)
                #expect(part["points"].integer == weight * value)
                #expect(part["text"].string?.isEmpty == false)
                let ways = ["same", "alike", "same-job", "used", "unstated", "none"]
                #expect(ways.contains(part["how"].string ?? "?"), "\(part)")
                // What adds up says of what.
                let shares = (part["shares"].array ?? []).compactMap { $0["value"].integer }
                if part["asked"] == .string("skills-of-use") {
                    #expect(min(250, shares.reduce(0, +)) == value && shares == shares.sorted(by: >))
                } else {
                    #expect(shares.isEmpty)
                }
            }
            let score = try #require(item["score"].integer)
            #expect(parts.reduce(0) { $0 + ($1["points"].integer ?? 0) } == score)
            let percent = try #require(item["percent"].double)
            #expect(abs(percent - Double(score) / 625) <= 0.0501)
            for share in ["fit", "evidence"] { #expect((0...1).contains(item[share].double ?? -1)) }
            #expect(["mentors", "members"].contains(item["kind"].string ?? "?"))
        }
        let scores = items.compactMap { $0["score"].integer }
        #expect(scores == scores.sorted(by: >))
    }

    @Test func `the pages together are the whole list, without gaps and repeats`() async throws {
        let whole = try await everything(limit: 100)
        #expect(whole.count > 100)
        #expect(Set(whole).count == whole.count)
        let slow = try await everything(limit: 7)
        #expect(slow == whole)
    }

    /// All matches by kind and identifier, following `next`.
    private func everything(limit: Int) async throws -> [String] {
        var found: [String] = []
        var cursor: String?
        repeat {
            let page = try await ask("/matches?limit=\(limit)" + (cursor.map { "&cursor=\($0)" } ?? ""))
            try #require(page.status == 200, "\(page.text)")
            found += (page["items"].array ?? []).map { "\($0["kind"]) \($0["id"])" }
            cursor = page["next"].string
            #expect((cursor == nil) == (page.headers["link"] == nil))
            if let cursor { #expect(page.headers["link"]?.contains("cursor=\(cursor)") == true) }
            #expect(page["total"].integer ?? 0 >= found.count)
        } while cursor != nil
        return found
    }

    @Test func `a cursor is good for its own question alone`() async throws {
        let demo = try await DemoInterface.shared
        let first = try await ask("/matches?limit=3")
        let cursor = try #require(first["next"].string)
        #expect(try await ask("/matches?limit=5&cursor=\(cursor)").status == 200)
        for path in [
            "/matches?seek=mentors&cursor=\(cursor)", "/matches?cursor=\(cursor)A", "/matches?cursor=nonsense",
            "/matches?at=2026-07-01&cursor=\(cursor)",
        ] {
            let refused = try await ask(path)
            #expect(refused.status == 400, "\(path)")
            #expect(refused.code == "cursor_invalid")
        }
        let other = try await demo.interface.ask(.get, "offers?cursor=\(cursor)", key: demo.key)
        #expect(other.code == "cursor_invalid")
    }

    @Test(arguments: ["fr", "es", "ar"])
    func `reasons are told in the language that is asked for`(language: String) async throws {
        let english = try await ask("/matches?limit=5")
        let other = try await ask("/matches?limit=5", ["Accept-Language": language])
        let texts = { (page: Answer) in
            (page["items"].array ?? []).flatMap { $0["parts"].array ?? [] }.compactMap { $0["text"].string }
        }
        #expect(texts(english).count == texts(other).count)
        #expect(texts(english) != texts(other))
        #expect(english["items/0/score"] == other["items/0/score"])
        if language == "ar" {
            #expect(texts(other).allSatisfy { $0.unicodeScalars.contains { (0x600...0x6FF).contains($0.value) } })
        }
    }

    @Test func `what cannot be sought, or not by this caller, is said so`() async throws {
        let demo = try await DemoInterface.shared
        #expect(try await ask("/matches?seek=offers").json.complaints == ["/seek unknown_code"])
        #expect(try await ask("/matches?seek=everybody").code == "malformed_parameter")
        #expect(try await ask("/matches?at=tomorrow").code == "malformed_parameter")
        let own = "members/me/matches"
        #expect(try await demo.interface.ask(.get, own, as: .member).status == 200)
        #expect(try await demo.interface.ask(.get, own + "?seek=ventures", as: .member).code == "scope_missing")
    }
}
