import Foundation
import HTTP
import Matching
import Testing

@testable import API

/// The pages in a browser: nothing that somebody wrote runs, and nothing of theirs is forbidden by their own policy
/// (checklist 17, 20).
@Suite struct BrowserTests {
    /// Ends the attribute and the element that it stands in, and opens a dialog with its number.
    private static func probe(_ number: Int) -> String { #"\"><img src=x onerror=alert(\#(number))>"# }
    private static func shown(_ number: Int) -> String { "&quot;&gt;&lt;img src=x onerror=alert(\(number))&gt;" }

    /// Every text of somebody's choice that their page shows, by the field that it is written in.
    private static let fields = [
        "name", "latin_name", "headline", "profile/skills", "wish/skills", "contact/post", "text_version",
        "mentor/headline", "introduction/reason", "introduction/note", "contest/text", "contest/reason",
        "break-glass/reason",
    ]

    private static var member: String {
        """
        {"name": "\(probe(0))", "latin_name": "\(probe(1))", "headline": "\(probe(2))", "language": "fr",
         "residences": ["FR-75"], "origins": [{"country": "MA", "by": "birth"}],
         "profile": {"skills": [{"skill": "accounting"}, {"skill": "\(probe(3))"}], "modes": ["remote"]},
         "wish": {"modes": ["remote"], "skills": [{"skill": "\(probe(4))"}]},
         "consents": [{"purpose": "share_with_desk", "text_version": "\(probe(6))", "language": "fr"},
                      {"purpose": "match", "text_version": "1", "language": "fr"}],
         "contact": {"email": "probed-\(UUID().uuidString.lowercased())@example.org", "post": "\(probe(5))"}}
        """
    }

    /// A person of whom all is kept that somebody can write, and their key.
    private func probed(_ interface: TestInterface) async throws -> String {
        let world = IntroductionWorld(interface: interface)
        let id = try await interface.register("members", as: .desk, Self.member)
        let key = try await interface.memberKey(id)
        _ = try await interface.register(
            "mentors", as: .desk, Bodies.mentor(id).replacing("Conseil", with: Self.probe(7)))
        let introduced = try await world.propose(
            id, to: world.venture().id, #", "reason": "\#(Self.probe(8))", "note": "\#(Self.probe(9))""#)
        #expect(introduced.status == 201, "\(introduced.text)")
        let venture = try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk))
        try await interface.service.load()
        let matches = try await interface.ask(.get, "ventures/\(venture)/matches?limit=100", as: .desk)
        #expect(matches.text.contains(id))
        let contest = try await interface.ask(
            .post, "contests", key: key,
            #"{"log": "\#(matches["log"].string ?? "")", "text": "\#(Self.probe(10))"}"#,
            ["Idempotency-Key": UUID().uuidString])
        let answered = try await interface.ask(
            .post, "contests/\(contest["id"].string ?? "")/answer", as: .desk,
            #"{"outcome": "upheld", "reason": "\#(Self.probe(11))"}"#)
        #expect(answered.status == 200, "\(answered.text)")
        let opened = try await interface.ask(
            .post, "members/\(id)/break-glass", as: .admin, #"{"reason": "\#(Self.probe(12))"}"#)
        #expect(opened.status == 201, "\(opened.text)")
        return key
    }

    /// Serves the pages to a browser that cannot show a key; what is kept about somebody as if it had.
    private func withPages(
        of key: String, _ interface: TestInterface, _ body: (_ address: String) async throws -> Void
    ) async throws {
        let caller = try await Authenticate(.key(key)).run(in: interface.service)
        let answers = try Interface(interface.service)
        let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { request in
            await answers.answer(request, as: request.segments.last == "export" ? caller : nil)
        }
        do { try await body("http://127.0.0.1:\(server.port)/v1/") } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func `a browser finds nothing on the pages that their own policy forbids`() async throws {
        let interface = try await TestInterface.shared
        let key = try await interface.memberKey(interface.member)
        try await withPages(of: key, interface) { address in
            for (path, title) in [
                ("docs", "BrainGain: the interface"), ("members/me/export", "What BrainGain keeps about you"),
            ] {
                let shown = try Browser.open(address + path)
                #expect(shown.page.contains("<title>\(title)</title>"), "\(shown.page.prefix(300))")
                #expect(shown.console == [], "\(path)")
            }
        }
    }

    @Test func `whatever somebody writes into any field is shown as text, in its own direction, and opens no dialog`()
        async throws
    {
        let interface = try await TestInterface.shared
        let key = try await probed(interface)
        let page = try await interface.ask(.get, "members/me/export", key: key, nil, ["Accept": "text/html"])
        for (number, field) in Self.fields.enumerated() {
            let isolated = page.text.components(separatedBy: Self.shown(number)).dropLast().allSatisfy {
                $0.split(separator: "<").last?.hasPrefix("p dir=\"auto\">") == true
            }
            #expect(page.text.contains(Self.shown(number)), "\(field) is not shown")
            #expect(isolated, "\(field)")
        }
        #expect(!page.text.contains("<img"))
        // With the header that forbids scripts, and without it: the page itself has none to run.
        try await withPages(of: key, interface) { address in
            let shown = try Browser.open(address + "members/me/export")
            #expect(shown.console == [])
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString).html")
        try page.body.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let shown = try Browser.open(file.absoluteString).page
        #expect(shown.contains("&lt;img src=x onerror=alert(0)&gt;") && !shown.contains("<img"))
    }
}
