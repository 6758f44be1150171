import Foundation
import HTTP
import Matching
import Model
import Store
import TestDatabase
import Testing

@testable import API

/// An administrator sees nobody's record but where a reason is given, for an hour, and others are told.
@Suite struct BreakGlassTests {
    private static let reason = #"{"reason": "a letter of the person asks what is kept"}"#

    @Test func `a reason opens one record for an hour, and the leads of the member's desks are told`() async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register("members", as: .desk, Bodies.member("Opened Person"))
        let other = try await interface.register("members", as: .desk, Bodies.member("Closed Person"))
        let desk: Identifier<Organisation> = try TestInterface.id(interface.desk)
        let (lead, staff) = (
            try await Staff(interface, as: .desk([desk])), try await Staff(interface, as: .desk([desk]))
        )
        try await interface.database.owner.run(SetMembership(of: lead.login, desk, .lead))
        let read = { (id: String, key: String?) in try await interface.ask(.get, "members/\(id)", key: key) }
        let admin = interface.keys[.admin]
        #expect(try await read(id, admin)["name"].isNull)
        let opened = try await interface.ask(.post, "members/\(id)/break-glass", key: admin, Self.reason)
        #expect(opened.status == 201, "\(opened.text)")
        let until = try #require(Instant.parse(opened["until"].string ?? ""))
        #expect((3_500...3_600).contains(until.timeIntervalSinceNow))
        #expect(try await read(id, admin)["name"].string == "Opened Person")
        #expect(try await read(other, admin)["name"].isNull)
        let second = try await CreateKey(for: .admin).run(in: interface.database.owner)
        #expect(try await read(id, second)["name"].isNull, "it is open to who gave the reason alone")
        let changed = try await interface.ask(
            .patch, "members/\(id)", key: admin, #"{"headline": "x"}"#, ["If-Match": "\"1\""])
        #expect(changed.code == "scope_missing")

        let told = try await interface.database.contents(
            of: "SELECT address, body FROM log.outbox WHERE position('\(literally: id)' IN body) > 0")
        // The member in the language of the record.
        for (address, text) in [(lead.login, "opened the record"), ("someone@example.org", "a ouvert le dossier")] {
            #expect(
                told.count { $0.contains(address) && $0.contains(text) && $0.contains("a letter of the person") } == 1)
        }
        #expect(!told.contains { $0.contains(staff.login) || $0.contains("Opened Person") })
        let audit = try await interface.ask(.get, "audit/\(id)?limit=100", as: .auditor)
        let acts = (audit["items"].array ?? []).map { "\($0["act"].string ?? "") \($0["kind"].string ?? "")" }
        #expect(Array(acts.prefix(2)) == ["read member", "insert break_glass"])

        try await interface.database.execute(
            "UPDATE bg.break_glass SET at = at - interval '2 hours', until = until - interval '2 hours'")
        #expect(try await read(id, admin)["name"].isNull)
    }

    @Test func `it opens who is not matched too, and what was written goes with an erasure`() async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register(
            "members", as: .desk, Bodies.member("Unmatched Person", consents: ["share_with_desk"]))
        #expect(try await interface.ask(.get, "members/\(id)", as: .admin).status == 404)
        let opened = try await interface.ask(
            .post, "members/\(id)/break-glass", as: .admin, #"{"reason": "Qanarireason of somebody"}"#)
        #expect(opened.status == 201)
        #expect(try await interface.ask(.get, "members/\(id)", as: .admin)["name"].string == "Unmatched Person")
        let key = try await interface.memberKey(id)
        #expect(try await interface.ask(.post, "members/me/erasure", key: key).status == 204)
        #expect(try await !interface.database.owner.run(EveryTable()).contains("Qanarireason"))
        #expect(try await interface.ask(.get, "members/\(id)", as: .admin).status == 404)
    }

    @Test func `what nobody would hear of is not opened, nor more than 20 records a day, nor who is erased`()
        async throws
    {
        // A database of its own, in which there is no auditor.
        let interface = try await TestInterface(TestDatabase())
        let quiet = try await interface.register(
            "members", as: .desk, Bodies.member("Quiet Person").replacing(#""email": "someone@example.org""#, with: ""))
        let open = { (id: String, key: String?) in
            try await interface.ask(.post, "members/\(id)/break-glass", key: key, Self.reason)
        }
        let admin = interface.keys[.admin]
        #expect(try await open(quiet, admin).code == "nobody_to_tell")
        #expect(try await interface.ask(.get, "members/\(quiet)", as: .admin)["name"].isNull)
        _ = try await InviteAccount("auditor@example.org", as: .auditor).run(in: interface.database.owner)
        #expect(try await open(quiet, admin).status == 201)
        for _ in 2...20 { #expect(try await open(interface.member, admin).status == 201) }
        #expect(try await open(interface.member, admin).code == "break_glass_limit")
        let second = try await CreateKey(for: .admin).run(in: interface.database.owner)
        _ = try await interface.ask(.post, "members/me/erasure", as: .member)
        #expect(try await open(interface.member, second).code == "not_found")
    }

    @Test(arguments: ["{}", #"{"reason": "because"}"#])
    func `a reason says something`(_ body: String) async throws {
        let interface = try await TestInterface.shared
        let refused = try await interface.ask(.post, "members/\(interface.member)/break-glass", as: .admin, body)
        #expect(refused.status == 422, "\(refused.text)")
        #expect(refused.json.complaints.first?.hasPrefix("/reason ") == true)
    }

    @Test func `an auditor reads and proves the audit, and nobody's record`() async throws {
        let interface = try await TestInterface.shared
        let proof = try await interface.ask(.get, "audit", as: .auditor)
        #expect(proof["whole"].bool == true, "\(proof.text)")
        #expect((proof["lines"].integer ?? 0) > 0)
        for path in ["members/\(interface.member)", "members/\(interface.member)/export", "ventures", "cohorts"] {
            #expect(try await interface.ask(.get, path, as: .auditor).code == "scope_missing", "\(path)")
        }
        #expect(try await interface.ask(.get, "offers", as: .auditor).status == 200)
        for role in [Role.admin, .desk, .partner, .member] {
            #expect(try await interface.ask(.get, "audit/\(interface.member)", as: role).code == "scope_missing")
        }
    }
}
