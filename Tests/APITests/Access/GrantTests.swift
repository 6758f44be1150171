import Foundation
import HTTP
import Matching
import Model
import Store
import TestDatabase
import Testing

@testable import API

/// With whom a member shares: a desk sees a member whole while the member says so, and no other desk does.
@Suite struct GrantTests {
    private func member(_ interface: TestInterface) async throws -> (id: String, key: String) {
        let id = try await interface.register("members", as: .desk, Bodies.member("Granting Person"))
        return (id, try await interface.memberKey(id))
    }

    private func share(_ organisation: String, _ more: String = "") -> String {
        #"{"purpose": "share_with_desk", "organisation": "\#(organisation)", "text_version": "1", "language": "fr"\#(more)}"#
    }

    private func isWhole(_ id: String, _ interface: TestInterface, _ key: String?) async throws -> Bool {
        let shown = try await interface.ask(.get, "members/\(id)", key: key)
        #expect(shown.status == 200, "\(shown.text)")
        return shown["name"].string != nil
    }

    @Test func `another desk sees a card until the member shares with it, and again from the withdrawal on`()
        async throws
    {
        let interface = try await TestInterface.shared
        let (id, key) = try await member(interface)
        let (desk, other) = (interface.keys[.desk], interface.otherDeskKey)
        #expect(try await isWhole(id, interface, desk))
        #expect(try await !isWhole(id, interface, other))
        let given = try await interface.ask(.post, "members/me/consents", key: key, share(interface.otherDesk))
        #expect(given.status == 200, "\(given.text)")
        let shared = { (answer: Answer) in
            Set((answer["shared"].array ?? []).compactMap { $0["organisation"].string })
        }
        #expect(shared(given) == [interface.desk, interface.otherDesk])
        #expect(try await isWhole(id, interface, other))
        let changed = try await interface.ask(
            .patch, "members/\(id)", key: other, #"{"headline": "Changed"}"#, ["If-Match": "\"1\""])
        #expect(changed.status == 200)
        let withdrawn = try await interface.ask(
            .delete, "members/me/consents/share_with_desk?organisation=\(interface.otherDesk)", key: key)
        #expect(shared(withdrawn) == [interface.desk])
        #expect(shared(try await interface.ask(.get, "members/me/consents", key: key)) == [interface.desk])
        #expect(try await !isWhole(id, interface, other))
        #expect(try await isWhole(id, interface, desk))
        let refused = try await interface.ask(
            .patch, "members/\(id)", key: other, #"{"headline": "Again"}"#, ["If-Match": "\"2\""])
        #expect(refused.code == "scope_missing")
    }

    @Test func `what is shared with a desk is shared with the region above it, not the other way round`() async throws {
        let interface = try await TestInterface.shared
        let make = { (kind: String, parent: String?) in
            try await interface.register(
                "organisations", as: .admin, Bodies.organisation(kind, "MA", parent: parent))
        }
        let region = try await make("region", nil)
        let desk = try await make("desk", region)
        let owner = interface.database.owner
        let regionKey = try await CreateKey(for: .desk(TestInterface.id(region))).run(in: owner)
        let deskKey = try await CreateKey(for: .desk(TestInterface.id(desk))).run(in: owner)
        let (id, own) = try await member(interface)
        _ = try await interface.ask(.post, "members/me/consents", key: own, share(desk))
        #expect(try await isWhole(id, interface, deskKey))
        #expect(try await isWhole(id, interface, regionKey))
        _ = try await interface.ask(.delete, "members/me/consents/share_with_desk", key: own)
        _ = try await interface.ask(.post, "members/me/consents", key: own, share(region))
        #expect(try await !isWhole(id, interface, deskKey))
        #expect(try await isWhole(id, interface, regionKey))
    }

    @Test func `sharing ends by itself at its time, even where nobody looks at the clock`() async throws {
        let interface = try await TestInterface.shared
        let (id, key) = try await member(interface)
        let until = Instant.text(.now.addingTimeInterval(3_600))
        let given = try await interface.ask(
            .post, "members/me/consents", key: key, share(interface.otherDesk, #", "until": "\#(until)""#))
        #expect(given["shared"].array?.contains { $0["until"].string == until } == true, "\(given.text)")
        #expect(try await isWhole(id, interface, interface.otherDeskKey))
        let uuid = try #require(UUID(uuidString: id))
        try await interface.database.execute(
            """
            WITH past AS (UPDATE bg.consent SET given_at = now() - interval '2 hours', until = now() - interval '1 second'
                WHERE person = \(uuid) AND until IS NOT NULL)
            UPDATE bg.member SET granted_until = now() - interval '1 second' WHERE id = \(uuid)
            """)
        #expect(try await !isWhole(id, interface, interface.otherDeskKey))
        #expect(try await !isWhole(id, interface, interface.keys[.desk]), "nothing counts before the clock has looked")
        try await interface.service.store.run(EndGrants())
        #expect(try await !isWhole(id, interface, interface.otherDeskKey))
        #expect(try await isWhole(id, interface, interface.keys[.desk]))
    }

    @Test func `the later of two words on how long to share counts, and ends nothing else`() async throws {
        let interface = try await TestInterface.shared
        let (id, key) = try await member(interface)
        let until = Instant.text(.now.addingTimeInterval(3_600))
        for (end, stands) in [("", JSONValue.null), (#", "until": "\#(until)""#, .string(until)), ("", .null)] {
            let given = try await interface.ask(
                .post, "members/me/consents", key: key, share(interface.otherDesk, end))
            let told = given["shared"].array?.filter { $0["organisation"].string == interface.otherDesk } ?? []
            #expect(told.map { $0["until"] } == [stands], "\(given.text)")
            #expect(try await isWhole(id, interface, interface.otherDeskKey))
            #expect(try await isWhole(id, interface, interface.keys[.desk]))
        }
    }

    @Test func `sharing names with whom, and no other purpose does`() async throws {
        let interface = try await TestInterface.shared
        let key = try await member(interface).key
        let nobody = UUID().uuidString.lowercased()
        let match = share(interface.desk).replacing("share_with_desk", with: "match")
        for (body, complaint) in [
            (
                share(interface.desk).replacing("\"organisation\": \"\(interface.desk)\", ", with: ""),
                "/organisation value_missing"
            ),
            (share(nobody), "/organisation unknown_code"), (share("desk"), "/organisation type_mismatch"),
            (match, "/organisation value_out_of_range"),
            (share(interface.desk, #", "until": "2020-01-01T00:00:00Z""#), "/until date_impossible"),
        ] {
            let refused = try await interface.ask(.post, "members/me/consents", key: key, body)
            #expect(refused.json.complaints == [complaint], "\(refused.text)")
        }
        let wrong = try await interface.ask(.delete, "members/me/consents/share_with_desk?organisation=x", key: key)
        #expect(wrong.code == "malformed_parameter")
    }

    @Test func `a desk records consents to itself alone, and says who recorded them`() async throws {
        let interface = try await TestInterface.shared
        let foreign = Bodies.member("Foreign Person").replacing(
            #""purpose": "share_with_desk""#,
            with: #""purpose": "share_with_desk", "organisation": "\#(interface.otherDesk)""#)
        let refused = try await interface.ask(
            .post, "members", as: .desk, foreign, ["Idempotency-Key": UUID().uuidString])
        #expect(refused.json.complaints == ["/consents/0/organisation unknown_code"])
        let (id, key) = try await member(interface)
        _ = try await interface.ask(.post, "members/me/consents", key: key, share(interface.otherDesk))
        let uuid = try #require(UUID(uuidString: id))
        let witnesses = try await interface.database.contents(
            of: """
                SELECT c.purpose, k.role FROM bg.consent c JOIN bg.api_key k ON k.id = c.witness WHERE c.person = \(uuid)
                """)
        #expect(witnesses.count { $0.contains(#""role": "desk""#) } == 2)
        #expect(witnesses.count { $0.contains(#""role": "member""#) } == 1)
    }
}
