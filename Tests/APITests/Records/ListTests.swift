import Foundation
import HTTP
import Testing

@testable import API

/// Lists by codes and words, page by page.
@Suite struct ListTests {
    /// The identifiers of all pages of a list.
    private func everything(_ path: String, _ key: String? = nil) async throws -> [String] {
        let demo = try await DemoInterface.shared
        var ids: [String] = []
        var cursor: String?
        repeat {
            let page = try await demo.interface.ask(.get, path + (cursor.map { "&cursor=\($0)" } ?? ""), key: key)
            try #require(page.status == 200, "\(page.text)")
            ids += (page["items"].array ?? []).compactMap { $0["id"].string }
            cursor = page["next"].string
        } while cursor != nil
        return ids
    }

    @Test(arguments: ["offers?", "offers?country=ma&", "organisations?", "organisations?kind=desk&"])
    func `the pages of a list are the list`(path: String) async throws {
        let whole = try await everything(path + "limit=100")
        #expect(whole.count > 3)
        #expect(Set(whole).count == whole.count)
        #expect(try await everything(path + "limit=3") == whole)
    }

    @Test func `a filter leaves in what has the code, and no more`() async throws {
        let demo = try await DemoInterface.shared
        let all = Set(try await everything("offers?limit=100"))
        let moroccan = Set(try await everything("offers?country=MA&limit=100"))
        let posts = Set(try await everything("offers?kind=post&limit=100"))
        #expect(moroccan.isStrictSubset(of: all))
        #expect(posts.isStrictSubset(of: all))
        #expect(Set(try await everything("offers?country=MA&kind=post&limit=100")) == moroccan.intersection(posts))
        #expect(Set(try await everything("offers?country=MA,SN&limit=100")).isStrictSuperset(of: moroccan))
        for id in posts.prefix(3) {
            #expect(try await demo.interface.ask(.get, "offers/\(id)")["kind"] == .string("post"))
        }
    }

    @Test func `codes carry titles in the language that is asked for`() async throws {
        let interface = try await TestInterface.shared
        for (path, code, language, title) in [
            ("countries", "MA", "fr", "Maroc"), ("countries", "MA", "ar", "المغرب"),
            ("countries", "MA", "wo", "Morocco"),
        ] {
            let list = try await interface.ask(.get, path, as: .anonymous, nil, ["Accept-Language": language])
            let entry = list["items"].array?.first { $0["code"] == .string(code) }
            #expect(entry?["title"] == .string(title))
        }
        let sectors = try await interface.ask(.get, "sectors")
        let dairy = sectors["items"].array?.first { $0["code"] == .string("1050") }
        #expect(dairy?["parent"].string == "105")
    }

    @Test func `skills are found by what people type, and read with their relatives`() async throws {
        let interface = try await TestInterface.shared
        let found = try await interface.ask(.get, "skills?q=comptabilit%C3%A9&lang=fr&limit=3")
        #expect(found["items/0/skill"] == .string("accounting"))
        #expect(found["items/0/found/language"] == .string("fr"))
        #expect(found["items"].array?.count ?? 0 <= 3)
        let skill = try await interface.ask(.get, "skills/accounting", as: .anonymous, nil, ["Accept-Language": "es"])
        #expect(skill["label"] == .string("contabilidad"))
        #expect(skill["related"].array?.isEmpty == false)
    }
}
