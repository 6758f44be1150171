import Foundation
import HTTP
import Matching
import Store
import TestDatabase
import Testing

@testable import API

/// Everything that is kept about somebody is in the export, whoever wrote it and whoever reads it.
@Suite struct ExportTests {
    /// Where each reference to a person is told in the export.
    private static let told = [
        "bg.account_link": "of staff", "bg.application": "applications",
        "bg.assignment_forbid": "of a cohort's desk, by identifiers alone",
        "bg.assignment_mentor": "of a cohort's desk, by identifiers alone",
        "bg.assignment_venture": "of a cohort's desk, by identifiers alone", "bg.api_key": "keys",
        "bg.break_glass": "opened", "bg.consent": "consents", "bg.contest": "contests", "bg.founder": "founded",
        "bg.introduction": "introductions", "bg.member": "member", "bg.mentor": "mentor",
        "bg.person_contact": "contact", "bg.person_equality": "equality", "bg.person_origin": "member",
        "bg.person_residence": "member", "bg.session": "sessions", "log.erasure": "who is erased exports nothing",
        "bg.person": "member", "bg.merge": "merges", "bg.told_apart": "told_apart",
        "log.audit": "acts", "log.match": "shown", "log.event": "of introductions and applications, which are told",
    ]

    @Test func `whatever table speaks of a person is told of`() async throws {
        let tables = try await TestInterface.shared.database.contents(
            of: """
                SELECT DISTINCT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]
                WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text IN ('bg', 'log')
                    AND (k.confrelid IN ('bg.person'::regclass, 'bg.member'::regclass, 'bg.mentor'::regclass)
                        OR a.attname IN ('person', 'member', 'mentor', 'subject') AND a.atttypid = 'uuid'::regtype)
                """)
        #expect(tables.count > 15)
        for table in tables { #expect(Self.told.keys.contains { table.contains("\"\($0)\"") }, "\(table)") }
    }

    @Test func `each part is there, as the person has it`() async throws {
        let world = try await IntroductionWorld.shared
        let visitor = Visitor(world.interface)
        let consent = #"{"purpose": "match", "text_version": "1", "language": "fr"}"#
        let (id, session) = try await visitor.register("Exporting Person", consents: consent)
        let body = Bodies.mentor(id, status: "offered").replacing(
            #""desks": []"#, with: #""desks": ["\#(world.interface.desk)"]"#
        ).replacing(#"{"skills": ["#, with: #"{"skills": [{"skill": "tressage d'alfa"}, "#)
        let offered = try await session.ask(.post, "mentors", body, ["Idempotency-Key": UUID().uuidString])
        #expect(offered.status == 201, "\(offered.text)")
        let opened = try await world.interface.ask(
            .patch, "mentors/\(id)", as: .desk, #"{"status": "open"}"#, ["If-Match": "\"1\""])
        #expect(opened.status == 200, "\(opened.text)")
        _ = try await world.interface.memberKey(id)
        _ = try await world.introduced(IntroductionWorld.Party(id: id, key: ""), to: try await world.venture().id)
        try await world.interface.database.execute(
            "INSERT INTO bg.person_equality (person, sex) VALUES ('\(literally: id)', 'female')")
        let glass = try await world.interface.ask(
            .post, "members/\(id)/break-glass", as: .admin, #"{"reason": "a letter of the person asks for it"}"#)
        #expect(glass.status == 201, "\(glass.text)")
        _ = try await world.interface.ask(.get, "members/\(id)", as: .admin)

        let applying = ApplicationWorld(interface: world.interface)
        let party = ApplicationWorld.Party(id: id, key: try await world.interface.memberKey(id))
        try await applying.share(party, with: world.interface.centre)
        let application = try await applying.applied(
            party, to: try await applying.offer(), #", "share": ["name", "skills"]"#)
        _ = try await applying.read(application, key: applying.partner)

        let export = try await session.ask(.get, "members/me/export")
        #expect(export.status == 200, "\(export.text)")
        #expect(export["mentor/profile/skills/0/skill"].string == "tressage d'alfa", "words that no code stands for")
        #expect(export["equality/sex"].string == "female")
        #expect(export["introductions/0/as"].string == "mentor")
        #expect(export["introductions/0/reason"].string == "they know one another")
        #expect(export["applications/0/id"].string == application)
        #expect(export["applications/0/share"].array?.compactMap(\.string) == ["name", "skills"])
        #expect(export["sessions/0/address"].string == visitor.address)
        #expect(export["keys/0/scopes"].array?.count == 2)
        #expect(export["opened/0/reason"].string == "a letter of the person asks for it")
        #expect((export["messages"].array ?? []).contains { $0["subject"].string?.contains("proposed") == true })
        let acts = (export["acts"].array ?? []).map { "\($0["role"].string ?? "") \($0["act"].string ?? "")" }
        #expect(acts.contains("admin read"))
        #expect(acts.contains("partner read"))
        #expect(acts.contains("member insert"))
        let other = try await world.mentor()
        let foreign = try await world.interface.ask(.get, "members/me/export", key: other.key)
        #expect(!foreign.text.contains(visitor.address) && !foreign.text.contains("they know one another"))
    }

    @Test func `that a mentor withdrew is the mentor's to read, and no founder's`() async throws {
        let world = try await IntroductionWorld.shared
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        _ = try await world.introduced(mentor, to: venture)
        _ = try await world.interface.ask(.delete, "members/me/consents/match", key: mentor.key)
        for (party, told) in [(mentor, "consent_withdrawn"), (founder, nil)] {
            let export = try await world.interface.ask(.get, "members/me/export", key: party.key)
            #expect(export["introductions/0/state"].string == "closed", "\(export.text)")
            #expect(export["introductions/0/end_reason"].string == told)
        }
    }

    @Test func `an export holds the latest thousand of what was done, and says where it goes on`() async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register("members", as: .desk, Bodies.member("Often Changed"))
        let key = try await interface.memberKey(id)
        try await interface.database.execute(
            """
            INSERT INTO log.audit (act, kind, subject, fields)
            SELECT 'update', 'person', '\(literally: id)', ARRAY[n::text] FROM generate_series(1, 2950) AS n
            """)
        let export = try await interface.ask(.get, "members/me/export", key: key)
        #expect(export.status == 200 && export["acts"].array?.count == 1_000)
        #expect(export["acts/0/fields/0"].string == "2950")
        var seen = export["acts"].array ?? []
        var next = export["acts_next"].string
        while let cursor = next {
            let page = try await interface.ask(.get, "members/me/acts?limit=100&cursor=\(cursor)", key: key)
            try #require(page.status == 200, "\(page.text)")
            seen += page["items"].array ?? []
            next = page["next"].string
        }
        #expect(seen.compactMap { $0["fields/0"].string }.compactMap { Int($0) } == Array((1...2_950).reversed()))
        #expect(seen.last?["operation"].string == "registerMember")

        // Who reads the page follows a link, which answers with a page.
        let html = ["Accept": "text/html"]
        let page = try await interface.ask(.get, "members/me/export", key: key, nil, html)
        let link = try #require(page.text.firstMatch(of: /<a href="\/v1\/([^"]*\/acts[^"]*)">/))
        let rest = try await interface.ask(.get, String(link.1).replacing("&amp;", with: "&"), key: key, nil, html)
        #expect(rest.headers["content-type"] == "text/html; charset=utf-8")
        #expect(rest.text.contains("<p dir=\"auto\">1950</p>") && rest.text.contains("/acts?limit=100&amp;cursor="))
    }
}
