import Foundation
import HTTP
import TestDatabase
import Testing

@testable import API

/// People of a desk who are registered twice, and its lead; in a database of their own, where the first page has whom they ask for.
struct MergeWorld: Sendable {
    let introductions: IntroductionWorld
    let lead: Staff.Session
    var interface: TestInterface { introductions.interface }
    var applications: ApplicationWorld { ApplicationWorld(interface: interface) }

    static var shared: MergeWorld { get async throws { try await starting.value } }
    private static let starting = Task { try await another() }

    /// In another database of its own, for who fills it with more people than a page has.
    static func another() async throws -> MergeWorld {
        let introductions = IntroductionWorld(interface: try await TestInterface(TestDatabase()))
        let lead = try await Staff.lead(of: introductions.interface.desk, introductions.interface)
        return MergeWorld(introductions: introductions, lead: lead)
    }

    /// A name that nobody else has.
    static var name: String { "Somebody \(UUID().uuidString.prefix(8))" }
    /// An address that nobody else has.
    static var address: String { "merge-\(UUID().uuidString.lowercased())@example.org" }

    func member(
        _ name: String = MergeWorld.name, born: String? = "1980-05", email: String = MergeWorld.address,
        consents: [String] = ["share_with_desk", "match"], key: String? = nil
    ) async throws -> String {
        let body = Bodies.member(name, consents: consents)
            .replacing("someone@example.org", with: email)
            .replacing(#""born": "1980-05", "#, with: born.map { #""born": "\#($0)", "# } ?? "")
        let answer = try await interface.ask(
            .post, "members", key: key ?? interface.keys[.desk], body, ["Idempotency-Key": UUID().uuidString])
        return try #require(answer["id"].string, "\(answer.text)")
    }

    /// Who is proposed to be the same as somebody.
    func proposed(_ id: String, to key: String? = nil) async throws -> [String] {
        let answer = try await interface.ask(.get, "duplicates?limit=100", key: key ?? interface.keys[.desk])
        return (answer["items"].array ?? []).compactMap { pair in
            let members = (pair["members"].array ?? []).compactMap(\.string)
            return members.contains(id) ? members.first { $0 != id } : nil
        }
    }

    /// As if what was merged until now had been so the day before: whoever merges many is not who is tested.
    func passDay() async throws {
        try await interface.database.execute(
            """
            UPDATE bg.merge SET at = at - interval '1 day', undone_at = undone_at - interval '1 day'
            WHERE at > now() - interval '1 day'
            """)
    }

    /// - Parameter areAlike: whether the absorbed gets the name of the kept one first, in Latin letters.
    func merge(
        _ absorbed: String, into kept: String, as lead: Staff.Session? = nil, areAlike: Bool = true
    ) async throws -> Answer {
        try await passDay()
        if areAlike {
            try await interface.database.execute(
                """
                UPDATE bg.person SET latin_name = (SELECT name FROM bg.person WHERE id = '\(literally: kept)')
                WHERE id = '\(literally: absorbed)' AND id <> '\(literally: kept)'
                """)
        }
        return try await (lead ?? self.lead).ask(.post, "members/\(kept)/merge", #"{"absorbed": "\#(absorbed)"}"#)
    }

    func merged(_ absorbed: String, into kept: String) async throws -> String {
        let answer = try await merge(absorbed, into: kept)
        return try #require(answer["id"].string, "\(answer.text)")
    }

    func undo(_ merge: String, as lead: Staff.Session? = nil) async throws -> Answer {
        try await (lead ?? self.lead).ask(.post, "merges/\(merge)/undo")
    }

    /// As if the thirty days were over.
    func outlast(_ merge: String) async throws {
        try await interface.database.execute(
            """
            UPDATE bg.merge SET at = at - interval '31 days', undo_until = now() - interval '1 day'
            WHERE id = '\(literally: merge)'
            """)
    }

    /// And what is due were done.
    func end(_ merge: String) async throws {
        try await outlast(merge)
        try await interface.database.execute("SELECT bg.end_merge('\(literally: merge)')")
    }

    /// How somebody is reached by mail.
    func email(_ id: String) async throws -> String {
        let rows = try await interface.database.contents(
            of: "SELECT value FROM bg.person_contact WHERE kind = 'email' AND person = '\(literally: id)'")
        return try #require(rows.first?.firstMatch(of: /[^"]+@[^"]+/)).output.description
    }

    /// The subjects and bodies of what waits to be sent to somebody.
    func mail(_ id: String) async throws -> [String] {
        try await interface.database.contents(
            of: """
                SELECT o.subject, o.body FROM log.outbox o JOIN bg.person_contact c ON c.value = o.address
                WHERE c.person = '\(literally: id)'
                """)
    }

    /// Every row that has one of the identifiers in it, but for what counts up and what is said of who did what.
    func rows(of ids: [String]) async throws -> [String] {
        let tables = [
            "bg.person", "bg.person_contact", "bg.person_equality", "bg.person_origin", "bg.person_residence",
            "bg.consent", "bg.consent_withdrawal", "bg.member", "bg.mentor", "bg.founder", "bg.introduction",
            "bg.contest", "bg.session", "bg.api_key", "bg.break_glass", "bg.criteria", "bg.criteria_skill",
            "bg.criteria_sector", "bg.criteria_language", "bg.criteria_place", "bg.venture",
        ]
        var rows: [String] = []
        for table in tables {
            let mentored = table == "bg.venture" ? "t.id IN (SELECT venture FROM bg.introduction)" : "false"
            rows += try await interface.database.contents(
                of: """
                    SELECT \(table) AS of, to_jsonb(t) - 'version' - 'updated_at' - 'latin_name' AS row FROM \(literally: table) t
                    WHERE to_jsonb(t)::text ~ \(ids.joined(separator: "|")) OR \(literally: mentored) ORDER BY 2::text
                    """)
        }
        return rows.sorted()
    }
}
