import Foundation
import HTTP
import Testing

@testable import API

/// What is kept about a member, as a page (checklist 17, 20); BrowserTests open it.
@Suite struct RecordPageTests {
    /// Texts that would do something if they were taken for more than texts.
    private static let hostile = [
        "<script>document.title='run'</script>", "\"><img src=x onerror=\"document.title='run'\">",
        "</p><svg onload=document.title='run'>", "&lt;b&gt; & \"quoted\"",
    ]

    private func page(_ headers: [String: String]) async throws -> (answer: Answer, id: String) {
        let interface = try await TestInterface.shared
        let skills = Self.hostile.map { text in
            let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return #"{"skill": "\#(escaped)"}"#
        }
        let id = try await interface.register(
            "members", as: .desk,
            Bodies.member("أمينة الإدريسي", profile: #"{"skills": [\#(skills.joined(separator: ", "))]}"#))
        let key = try await interface.memberKey(id)
        return (try await interface.ask(.get, "members/me/export", key: key, nil, headers), id)
    }

    @Test func `the page shows everything as text, each in its own direction, and runs nothing`() async throws {
        let (page, id) = try await page(["Accept": "text/html,application/xhtml+xml;q=0.9", "Accept-Language": "ar"])
        #expect(page.status == 200)
        #expect(page.headers["content-type"] == "text/html; charset=utf-8")
        #expect(page.headers["content-security-policy"]?.contains("script-src") != true)
        #expect(page.text.contains(#"<html lang="ar" dir="rtl">"#))
        #expect(page.text.contains(#"<p dir="auto">أمينة الإدريسي</p>"#))
        #expect(page.text.contains(id))
        for tag in ["<script", "<img", "<svg", "onerror=\"", "<b>"] { #expect(!page.text.contains(tag), "\(tag)") }
        #expect(page.text.contains("&lt;script&gt;document.title='run'&lt;/script&gt;"))
        #expect(page.text.contains("&amp;lt;b&amp;gt; &amp; &quot;quoted&quot;"))
    }

    @Test func `a program gets JSON, and so does who asks for nothing`() async throws {
        for headers in [[:], ["Accept": "application/json"], ["Accept": "*/*"]] {
            #expect(try await page(headers).answer["member/name"].string == "أمينة الإدريسي")
        }
    }

    @Test(arguments: [
        ("text/html;q=0", false), ("text/html;q=0, */*", false), ("text/html; Q=0.5, application/json", false),
        ("application/json, text/html", false), ("text/html, application/json", true),
        ("TEXT/HTML,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true), ("text/*", true),
        ("*/*;q=0.1, text/html", true), ("application/*;q=0, */*", true), ("text/html;q=much", true),
    ])
    func `whoever wants the page more than JSON gets it`(accept: String, isPage: Bool) async throws {
        let answer = try await page(["Accept": accept]).answer
        #expect((answer.headers["content-type"]?.hasPrefix("text/html") == true) == isPage, "\(answer.text.prefix(80))")
    }
}
