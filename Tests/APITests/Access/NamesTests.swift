import HTTP
import Testing

@testable import API

/// Names of people are in no answer about many of them.
@Suite struct NamesTests {
    @Test func `no search and no match tells the name of anybody`() async throws {
        let demo = try await DemoInterface.shared
        let names = Set(demo.names)
        #expect(names.count > 500)
        let search = #"{"limit": 100}"#
        let need = #"{"need": \#(Bodies.need.replacing("true", with: "false")), "limit": 100}"#
        let admin = demo.interface.keys[.admin]
        for key in [demo.key, admin] {
            let answers = [
                try await demo.interface.ask(.get, demo.venture + "/matches?limit=100", key: key),
                try await demo.interface.ask(.get, "\(demo.venture)/matches/\(demo.leftOut)", key: key),
                try await demo.interface.ask(.post, "matches", key: key, need),
                try await demo.interface.ask(.post, "members/search", key: key, search),
                try await demo.interface.ask(.post, "mentors/search", key: key, search),
                try await demo.interface.ask(.get, "ventures?limit=100", key: key),
                try await demo.interface.ask(.get, "mentors/\(demo.leftOut)", key: key),
                try await demo.interface.ask(.get, "members/\(demo.leftOut)", key: key),
            ]
            for answer in answers {
                #expect(answer.status == 200, "\(answer.text.prefix(300))")
                let words = Set(answer.text.split { !$0.isLetter })
                let told = names.filter { $0.split { !$0.isLetter }.allSatisfy(words.contains) }
                #expect(told.isEmpty)
            }
            #expect(answers[3]["items"].array?.count == 100)
        }
    }

    @Test func `a search pages through the cards without repeats, and refuses codes that it does not know`()
        async throws
    {
        let demo = try await DemoInterface.shared
        var ids: [String] = []
        var cursor: String?
        repeat {
            let next = cursor.map { #", "cursor": "\#($0)""# } ?? ""
            let page = try await demo.interface.ask(
                .post, "mentors/search", key: demo.key, #"{"languages": ["fr"], "limit": 30\#(next)}"#)
            try #require(page.status == 200, "\(page.text)")
            ids += (page["items"].array ?? []).compactMap { $0["id"].string }
            cursor = page["next"].string
        } while cursor != nil
        #expect(ids.count > 30)
        #expect(Set(ids).count == ids.count)
        let refused = try await demo.interface.ask(
            .post, "members/search", key: demo.key,
            #"{"skills": ["nothing at all"], "sectors": ["fish"], "countries": ["Maroc"], "modes": ["walk"], "name": "x"}"#
        )
        #expect(
            refused.json.complaints.sorted() == [
                "/countries unknown_code", "/modes unknown_code", "/name unknown_field", "/sectors unknown_code",
            ])
    }
}
