import Foundation
import HTTP
import TestDatabase
import Testing

@testable import API

/// How members sign in and register, by a code that is sent to an address of theirs (checklist 8, 10, 12).
@Suite struct MemberSessionTests {
    private func visitor(_ address: String? = nil) async throws -> Visitor {
        let interface = try await TestInterface.shared
        return address.map { Visitor(interface, at: $0) } ?? Visitor(interface)
    }

    @Test func `whoever proves an address registers with it once, belongs to no desk, and comes back as the same`()
        async throws
    {
        let visitor = try await visitor()
        let interface = visitor.interface
        let session = try await visitor.signIn()
        #expect(try await session.ask(.get, "members/me").status == 404)
        #expect(try await session.ask(.get, "account")["role"].string == "member")
        let body =
            #"{"name": "Selfmade Person", "profile": \#(Bodies.profile), "consents": [{"purpose": "match", "text_version": "1", "language": "fr"}]}"#
        let key = ["Idempotency-Key": UUID().uuidString]
        let made = try await session.ask(.post, "members", body, key)
        #expect(made.status == 201, "\(made.text)")
        let id = try #require(made["id"].string)
        #expect(try await session.ask(.post, "members", body, key)["id"].string == id)
        let again = try await session.ask(.post, "members", body, ["Idempotency-Key": UUID().uuidString])
        #expect(again.code == "member_exists")
        #expect(try await session.ask(.get, "members/me/export")["contact/email"].string == visitor.address)
        for key in [interface.keys[.desk], interface.otherDeskKey] {
            let card = try await interface.ask(.get, "members/\(id)", key: key)
            #expect(card.status == 200)
            #expect(!card.text.contains("Selfmade"))
        }
        let later = try await visitor.signIn()
        #expect(try await later.ask(.get, "members/me")["id"].string == id)
        #expect(try await later.ask(.get, "sessions")["items"].array?.count == 2)
        let wrong = try await interface.ask(
            .post, "members", as: .member, body, ["Idempotency-Key": UUID().uuidString])
        #expect(wrong.code == "member_exists")
    }

    @Test func `sessions that were begun before anybody had the address register once, at the same moment too`()
        async throws
    {
        let visitor = try await visitor()
        let sessions = [try await visitor.signIn(), try await visitor.signIn(), try await visitor.signIn()]
        let register = { @Sendable (session: Staff.Session) in
            try await session.ask(
                .post, "members", #"{"name": "Registered Once", "profile": \#(Bodies.profile), "consents": []}"#,
                ["Idempotency-Key": UUID().uuidString])
        }
        let answers = try await AtOnce.all(Array(sessions.prefix(2)), register)
        #expect(answers.map(\.status).sorted() == [201, 409], "\(answers.map(\.text))")
        #expect(answers.contains { $0.code == "member_exists" })
        #expect(try await register(sessions[2]).code == "member_exists")
    }

    @Test func `nobody registers with an address that was not proved, in whatever field it comes`() async throws {
        let (visitor, victim) = (try await visitor(), try await visitor())
        let session = try await visitor.signIn()
        for contact in [#"{"phone": "+212661000000"}"#, #"{"phone": "\#(victim.address)"}"#] {
            let refused = try await session.ask(
                .post, "members",
                #"{"name": "Claiming Person", "contact": \#(contact), "profile": \#(Bodies.profile)}"#,
                ["Idempotency-Key": UUID().uuidString])
            #expect(refused.json.complaints == ["/contact/phone unknown_code"])
        }
        #expect(try await victim.signIn().ask(.get, "members/me").status == 404)
    }

    @Test func `a desk writes one address of its kind, to which a message can be sent`() async throws {
        let interface = try await TestInterface.shared
        let answer = { (contact: String) in
            try await interface.ask(
                .post, "members", as: .desk,
                Bodies.member("Mistyped Person").replacing(#""email": "someone@example.org""#, with: contact),
                ["Idempotency-Key": UUID().uuidString])
        }
        for email in [
            "one@example.org,two@example.org", "a;b@example.org", "Om <om@example.org>", "plain", "+212661000000",
        ] {
            let refused = try await answer(#""email": "\#(email)""#)
            #expect(refused.json.complaints == ["/contact/email unknown_code"], "\(email)")
        }
        for phone in ["abc", "0661000000", "one@example.org"] {
            let refused = try await answer(#""phone": "\#(phone)""#)
            #expect(refused.json.complaints == ["/contact/phone unknown_code"], "\(phone)")
            #expect(refused["errors/0/detail"].string?.hasPrefix("give one telephone number") == true)
        }
        let taken = try await answer(#""email": "One@Example.org", "phone": "+212 661-00 00 00", "post": "Rue 1""#)
        #expect(taken.status == 201, "\(taken.text)")
        let id = try #require(taken["id"].string)
        let kept = try await interface.database.contents(
            of: "SELECT kind AS a, value AS b FROM bg.person_contact WHERE person = '\(literally: id)'")
        #expect(kept.count == 3 && kept.contains { $0.contains("+212661000000") }, "kept as it is compared")
    }

    @Test func `the cookie of a session that ended keeps nobody from signing in, and is taken back`() async throws {
        let visitor = try await visitor()
        let session = try await visitor.register("Returning Person").session
        _ = try await session.ask(.delete, "sessions/current")
        let refused = try await session.ask(.get, "members/me")
        #expect(refused.code == "not_authenticated")
        #expect(refused.headers["set-cookie"]?.hasPrefix("__Host-session=; Max-Age=0; ") == true)
        #expect(try await session.ask(.get, "offers").status == 200)
        try await visitor.waitForAnotherCode()
        #expect(try await session.ask(.post, "codes", #"{"address": "\#(visitor.address)"}"#).status == 202)
        let code = try await visitor.code
        let again = try await session.ask(.post, "sessions", #"{"address": "\#(visitor.address)", "code": "\#(code)"}"#)
        #expect(again.status == 201, "\(again.text)")
    }

    @Test func `an address of another kind takes a code from the one there is, which is told`() async throws {
        let old = try await visitor()
        let new = try await visitor("+2126" + String(UInt32.random(in: 10_000_000...99_999_999)))
        let (id, session) = try await old.register("Telephoning Person")
        let other = try await old.signIn()
        try await old.waitForAnotherCode()
        _ = try await (old.requestCode(), new.requestCode())
        let (oldCode, newCode) = (try await old.code, try await new.code)
        let change = { (oldCode: String) in
            try await session.ask(
                .put, "members/me/address",
                #"{"address": "\#(new.address)", "code": "\#(newCode)", "old_code": "\#(oldCode)"}"#)
        }
        #expect(try await change("").code == "sign_in_refused")
        try await old.interface.database.execute("UPDATE bg.person SET language = 'ar' WHERE id = '\(literally: id)'")
        #expect(try await change(oldCode).status == 204)
        #expect(try await old.messages.contains { $0.contains("من الآن نتصل بك على عنوان آخر") })
        #expect(try await session.ask(.get, "account").status == 200)
        #expect(try await other.ask(.get, "account").code == "not_authenticated")
        #expect(try await new.signIn().ask(.get, "members/me")["id"].string == id)
    }

    @Test func `asking for a code does not tell whether anybody has the address`() async throws {
        let (known, unknown) = (try await visitor(), try await visitor())
        _ = try await known.register("Known Person")
        try await known.waitForAnotherCode()
        let answers = [try await known.requestCode(), try await unknown.requestCode()]
        #expect(answers.map(\.status) == [202, 202])
        #expect(Set(answers.map { PolicyQuestion.comparable($0, []) }).count == 1)
        #expect(try await unknown.messages.count == 1)
    }

    @Test func `a code is written in the language that is read, for ten minutes`() async throws {
        let visitor = try await visitor()
        _ = try await visitor.requestCode(["Accept-Language": "fr-MA, en;q=0.5"])
        #expect(try await visitor.messages.last?.contains("Votre code") == true)
        let code = try await visitor.code
        try await visitor.interface.database.execute(
            "UPDATE log.one_time_code SET expires_at = now() WHERE address = sha256(convert_to(\(visitor.address), 'UTF8'))"
        )
        #expect(try await visitor.attempt(code: code).code == "sign_in_refused")
    }

    @Test func `a code is good once, also for two who show it at once`() async throws {
        let visitor = try await visitor()
        // Which of them comes first differs from time to time.
        for _ in 0..<5 {
            try await visitor.waitForAnotherCode()
            _ = try await visitor.requestCode()
            let code = try await visitor.code
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await visitor.attempt(code: code).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201, 401, 401, 401])
            #expect(try await visitor.attempt(code: code).code == "sign_in_refused")
        }
    }

    @Test func `after five wrong codes the right one is refused like them`() async throws {
        let visitor = try await visitor()
        _ = try await visitor.requestCode()
        let code = try await visitor.code
        let wrong = String(code.reversed()) == code ? "00000001" : String(code.reversed())
        for _ in 0..<5 { #expect(try await visitor.attempt(code: wrong).status == 401) }
        let refused = PolicyQuestion.comparable(try await visitor.attempt(code: wrong), [])
        #expect(PolicyQuestion.comparable(try await visitor.attempt(code: code), []) == refused)
        _ = try await visitor.signIn()
    }

    @Test func `an address gets one code a minute and ten a day`() async throws {
        let visitor = try await visitor()
        for _ in 0..<3 { #expect(try await visitor.requestCode().status == 202) }
        #expect(try await visitor.messages.count == 1)
        for _ in 0..<12 {
            try await visitor.waitForAnotherCode()
            _ = try await visitor.requestCode()
        }
        #expect(try await visitor.messages.count == 10)
    }

    @Test func `who shares an address says who they are, and can be nobody else`() async throws {
        let visitor = try await visitor()
        let interface = visitor.interface
        let body = Bodies.member("Shared Person").replacing("someone@example.org", with: visitor.address.uppercased())
        let first = try await interface.register("members", as: .desk, body)
        let second = try await interface.register("members", as: .desk, body)
        _ = try await visitor.requestCode()
        let code = try await visitor.code
        let asked = try await visitor.attempt(code: code)
        #expect(asked.json.complaints == ["/member ambiguous_label"])
        #expect(Set((asked["errors/0/candidates"].array ?? []).compactMap(\.string)) == [first, second])
        #expect(try await visitor.attempt(code: code, as: interface.member).code == "sign_in_refused")
        let session = try Staff.session(try await visitor.attempt(code: code, as: second), interface)
        #expect(try await session.ask(.get, "members/me")["id"].string == second)
    }

    @Test func `another address takes a code from both`() async throws {
        let (old, new) = (try await visitor(), try await visitor())
        let (id, session) = try await old.register("Moving Person")
        try await old.waitForAnotherCode()
        _ = try await old.requestCode()
        _ = try await new.requestCode()
        let (oldCode, newCode) = (try await old.code, try await new.code)
        let change = { (code: String, oldCode: String) in
            try await session.ask(
                .put, "members/me/address",
                #"{"address": "\#(new.address)", "code": "\#(code)", "old_code": "\#(oldCode)"}"#)
        }
        #expect(try await change(newCode, newCode).code == "sign_in_refused")
        #expect(try await change(oldCode, oldCode).code == "sign_in_refused")
        #expect(try await change(newCode, oldCode).status == 204)
        #expect(try await change(newCode, oldCode).code == "sign_in_refused")
        #expect(try await new.signIn().ask(.get, "members/me")["id"].string == id)
        #expect(try await old.signIn().ask(.get, "members/me").status == 404)
    }

    @Test(arguments: ["nobody", "a@b", "06 12 34 56 78", "a@b@c.org", "a<b@c.org"])
    func `what is no address is refused`(_ text: String) async throws {
        let refused = try await visitor(text).requestCode()
        #expect(refused.json.complaints == ["/address unknown_code"])
    }
}
