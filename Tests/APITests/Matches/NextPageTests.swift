import Foundation
import HTTP
import Testing

@testable import API

/// Lists by codes, walked by the links that they give.
@Suite struct NextPageTests {
    @Test(arguments: [
        ("offers?kind=apprenticeship&limit=4", true), ("offers?country=MA,NP&limit=6", true),
        ("organisations?kind=desk&limit=5", true), ("ventures?country=MA&limit=6", false),
    ])
    func `following the links gives each record once`(path: String, isPublic: Bool) async throws {
        let demo = try await DemoInterface.shared
        var ids: [String] = []
        var next: String? = path
        var pages = 0
        while let path = next, pages < 100 {
            let page = try await demo.interface.ask(.get, path, key: isPublic ? nil : demo.key)
            #expect(page.status == 200, "\(page.text)")
            ids += (page["items"].array ?? []).compactMap { $0["id"].string }
            next = page.headers["link"].flatMap { $0.firstMatch(of: /<([^>]*)>; rel="next"/) }.map {
                String($0.1.dropFirst(4))
            }
            #expect((next == nil) == page["next"].isNull)
            pages += 1
        }
        #expect(pages > 1)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `offers are found by words of their titles, with a letter missing too`() async throws {
        let demo = try await DemoInterface.shared
        for words in ["structural welder", "weldr", "WELDER pokhara"] {
            let query = words.replacing(" ", with: "%20")
            let page = try await demo.interface.ask(.get, "offers?q=\(query)")
            let titles = (page["items"].array ?? []).compactMap { $0["card"]["headline"].string?.lowercased() }
            #expect(!titles.isEmpty && titles.contains { $0.contains("weld") }, "\(words): \(titles)")
        }
    }
}
