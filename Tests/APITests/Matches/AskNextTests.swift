import HTTP
import Testing

@testable import API

/// The one question to ask next, with what its answer would change.
@Suite struct AskNextTests {
    private static let profile = #"{"skills": [{"skill": "accounting", "level": 3}], "modes": ["remote"]}"#

    private func ask(_ more: String, _ headers: [String: String] = [:]) async throws -> Answer {
        let body = """
            {"profile": \(Self.profile), "origins": [{"country": "MA", "by": "birth"}], "limit": 20, \(more)}
            """
        let answer = try await OfferedFrench.interface.ask(.post, "matches", body, headers)
        #expect(answer.status == 200, "\(answer.text)")
        return answer
    }

    /// What the ten best rise, the first place being worth 2,520, and what opens.
    private func worth(_ whatIf: JSONValue) -> [Int] {
        let risen = (whatIf["items"].array ?? []).prefix(10).reduce(0) { sum, item in
            let before = item["rank_before"].integer.flatMap { $0 <= 10 ? 2_520 / $0 : nil } ?? 0
            return sum + max(0, 2_520 / (item["rank"].integer ?? .max) - before)
        }
        return [risen, (whatIf["opened/offers"].integer ?? 0) - (whatIf["closed/offers"].integer ?? 0)]
    }

    @Test func `no other answer about what the list asks would move it more`() async throws {
        let page = try await ask(#""ask_next": true"#)
        let next = page["ask_next"]
        let asked = try #require(next["asked"].string, "\(page.text)")
        let supposed = try await ask(#""what_if": ["\#(asked)"]"#)
        for name in ["text", "suppose", "opened", "closed", "items"] {
            #expect(next["what_if/\(name)"] == supposed["what_if/\(name)"], "\(name)")
        }
        #expect(worth(next["what_if"])[0] > 0)
        var others: Set<String> = []
        for item in page["items"].array ?? [] {
            for part in item["parts"].array ?? [] where part["value"].integer != 250 {
                others.insert(part["asked"].string ?? "")
            }
        }
        #expect(others.count > 5)
        for other in others.sorted() where !other.hasPrefix("unmapped") {
            let worth = worth(try await ask(#""what_if": ["\#(other)"]"#)["what_if"])
            #expect(!self.worth(next["what_if"]).lexicographicallyPrecedes(worth), "\(other) rather than \(asked)")
        }
    }

    @Test func `it is asked in the caller's language, and only where it is wanted`() async throws {
        let english = try await ask(#""ask_next": true"#)
        let french = try await ask(#""ask_next": true"#, ["Accept-Language": "fr"])
        #expect(english["ask_next/text"].string?.hasSuffix("?") == true)
        #expect(french["ask_next/text"].string?.hasSuffix(" ?") == true)
        #expect(french["ask_next/asked"] == english["ask_next/asked"])
        #expect(try await ask(#""ask_next": false"#)["ask_next"] == .null)
        let path = "offers/\(english["items/0/id"].string ?? "")/matches?ask_next=maybe"
        #expect(try await OfferedFrench.interface.ask(.get, path, as: .admin).code == "malformed_parameter")
    }

    @Test func `whoever a need finds is asked what brings the most points, from where to where`() async throws {
        let demo = try await DemoInterface.shared
        let path = demo.venture + "/matches?seek=mentors&limit=20"
        let plain = try await demo.interface.ask(.get, path, key: demo.key)
        let page = try await demo.interface.ask(.get, path + "&ask_next=true", key: demo.key)
        #expect(page.status == 200, "\(page.text)")
        var asked = 0
        for (place, person) in (page["items"].array ?? []).enumerated() {
            #expect(person["parts"] == plain["items/\(place)/parts"])
            #expect(plain["items/\(place)/ask_next/what_if"] == .null)
            let next = person["ask_next"]
            let silent = (person["parts"].array ?? []).filter { $0["how"] == .string("unstated") }
            let id = person["id"].string ?? ""
            guard next["what_if"] != .null else {
                #expect(silent.isEmpty)
                continue
            }
            asked += 1
            for part in silent {
                let subject = try #require(part["asked"].string)
                let query = "?kind=mentors&what_if=\(subject)"
                let supposed = try await demo.interface.ask(
                    .get, "\(demo.venture)/matches/\(id)\(query)", key: demo.key)["what_if"]
                #expect(supposed["score"].integer ?? .max <= next["what_if/items/0/score"].integer ?? 0)
                guard subject == next["asked"].string else { continue }
                #expect(supposed["score"] == next["what_if/items/0/score"])
                #expect(supposed["rank"] == next["what_if/items/0/rank"])
                #expect(supposed["text"] == next["what_if/text"])
                #expect(next["what_if/items/0/rank_before"] == .integer(place + 1))
            }
        }
        #expect(asked > 0)
    }
}
