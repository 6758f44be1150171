import Foundation
import HTTP
import Matching
import Model
import Postgres
import Secrets
import Store
import TestDatabase
import Testing

@testable import API

/// How staff sign in (checklist 9 to 12, 16).
@Suite struct SignInTests {
    private func staff(as role: InviteAccount.Role = .admin) async throws -> Staff {
        try await Staff(TestInterface.shared, as: role)
    }

    /// An answer without what is another each time.
    private func told(_ answer: Answer) -> String { PolicyQuestion.comparable(answer, []) }

    @Test func `who is invited chooses a password, signs in with a code, and is somebody until signing out`()
        async throws
    {
        let interface = try await TestInterface.shared
        let staff = try await staff(as: .desk([TestInterface.id(interface.desk)]))
        #expect(staff.recoveryCodes.count == 10)
        let code = try #require(OneTimeCode.code(try await staff.secret, OneTimeCode.step(.now)))
        let answer = try await staff.attempt(code: code)
        let cookie = try #require(answer.headers["set-cookie"])
        #expect(cookie.contains(/^__Host-session=[A-Za-z0-9_\-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/))
        let session = try Staff.session(answer, interface)
        let account = try await session.ask(.get, "account")
        #expect(account["login"].string == staff.login)
        #expect(account["role"].string == "desk")
        #expect(account["organisations/0"].string == interface.desk)
        #expect(account["csrf"].string == session.csrf)
        #expect(try await session.ask(.get, "ventures").status == 200)
        let other = try await staff.signIn()
        #expect(other.cookie != session.cookie)
        let sessions = try await session.ask(.get, "sessions")
        #expect(sessions["items"].array?.count == 2)
        #expect(sessions["items/1/current"].bool == true)
        let ended = try await session.ask(.delete, "sessions/current")
        #expect(ended.status == 204)
        #expect(ended.headers["set-cookie"]?.hasPrefix("__Host-session=; Max-Age=0; ") == true)
        #expect(try await session.ask(.get, "account").code == "not_authenticated")
        #expect(try await other.ask(.get, "account").status == 200)
    }

    @Test func `a login is one, however it is composed and whichever of its letters are typed`() async throws {
        let interface = try await TestInterface.shared
        let end = "-\(UUID().uuidString.lowercased())@example.org"
        let token = try await InviteAccount("Ame\u{301}li\u{FF25}\(end)", as: .admin).run(in: interface.database.owner)
        let accepted = try await interface.ask(
            .post, "invitations", key: nil, #"{"invitation": "\#(token)", "password": "\#(Staff.password)"}"#)
        let codes = (accepted["recovery_codes"].array ?? []).compactMap(\.string)
        for (code, login) in zip(codes, ["am\u{E9}lie", "AME\u{301}LIE", "\u{FF21}me\u{301}lie"]) {
            let answer = try await interface.ask(
                .post, "sessions", key: nil, Staff.body(login + end, Staff.password, code))
            #expect(answer.status == 201, "\(login): \(answer.text)")
            await #expect(throws: MatchingError.self) {
                _ = try await InviteAccount(login + end, as: .admin).run(in: interface.database.owner)
            }
        }
        for login in ["am\u{200B}elie", "ame\u{AD}lie", "amelie\u{3164}", "ame\u{2028}lie", "ame\u{34F}lie", "ame lie"]
        {
            let refused = await #expect(throws: MatchingError.self) {
                _ = try await InviteAccount(login + end, as: .admin).run(in: interface.database.owner)
            }
            if case .invalid? = refused { continue }
            Issue.record("\(login.unicodeScalars.map { String($0.value, radix: 16) })")
        }
    }

    @Test func `an answer does not tell whether the account is there, and what was wrong`() async throws {
        let interface = try await TestInterface.shared
        let staff = try await staff()
        let invited = "invited-\(UUID().uuidString.lowercased())"
        _ = try await InviteAccount(invited, as: .admin).run(in: interface.database.owner)
        let refused = try await staff.attempt(code: "000000")
        #expect(refused.status == 401)
        #expect(refused.code == "sign_in_refused")
        let code = staff.recoveryCodes[0]
        for body in [
            Staff.body(staff.login, Staff.password + "!", code), Staff.body("nobody-there", Staff.password, code),
            Staff.body(invited, Staff.password, code), Staff.body(staff.login, Staff.password, "abcd-efgh"),
        ] { #expect(told(try await interface.ask(.post, "sessions", key: nil, body)) == told(refused)) }
        // The right ones sign in all the same.
        _ = try await staff.signIn()
    }

    @Test func `five failures lock an account for a while, for who knows the password too`() async throws {
        let staff = try await staff()
        var refused: Set<String> = []
        for _ in 0..<5 {
            refused.insert(told(try await staff.attempt(password: "wrong", code: staff.recoveryCodes[0])))
        }
        refused.insert(told(try await staff.attempt(code: staff.recoveryCodes[0])))
        #expect(refused.count == 1)
        try await staff.interface.database.execute(
            "UPDATE bg.account SET locked_until = locked_until - interval '61 seconds' WHERE login = \(staff.login)")
        _ = try await staff.signIn()
        for _ in 0..<4 { _ = try await staff.attempt(password: "wrong", code: staff.recoveryCodes[1]) }
        _ = try await staff.signIn(1)
    }

    @Test func `a code of the app is good once, and so is one to recover with`() async throws {
        let staff = try await staff()
        let secret = try await staff.secret
        let step = OneTimeCode.step(.now)
        let code = { (step: Int) in try #require(OneTimeCode.code(secret, step)) }
        #expect(try await staff.attempt(code: code(step + 1)).status == 201)
        // A step that is past the last one taken stays refused.
        for used in [step + 1, step, step - 1] { #expect(try await staff.attempt(code: code(used)).status == 401) }
        #expect(try await staff.attempt(code: staff.recoveryCodes[2].uppercased()).status == 201)
        #expect(try await staff.attempt(code: staff.recoveryCodes[2]).status == 401)
    }

    @Test func `two who show the same code at once are let in once`() async throws {
        let staff = try await staff()
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { try await staff.attempt(code: staff.recoveryCodes[0]).status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.sorted() == [201] + Array(repeating: 401, count: 7))
        #expect(try await staff.attempt(code: staff.recoveryCodes[1]).status == 201, "nobody is locked out by it")
    }

    @Test(arguments: ["idle_until = now()", "ends_at = now(), idle_until = now()"])
    func `a session ends when it is not used, and after its time`(change: String) async throws {
        let session = try await staff().signIn()
        #expect(try await session.ask(.get, "account").status == 200)
        let token = session.cookie.drop { $0 != "=" }.dropFirst()
        let hash = Secret.hash(String(token))
        let set = { (change: String) in
            try await session.interface.database.execute(
                "UPDATE bg.session SET created_at = now() - interval '1 day', \(literally: change) WHERE hash = \(Bytes(hash))"
            )
        }
        // Using it keeps it, but not past its end.
        try await set("idle_until = now() + interval '1 minute', ends_at = now() + interval '20 minutes'")
        #expect(try await session.ask(.get, "account").status == 200)
        let own = try await session.ask(.get, "sessions")
        #expect(own["items/0/idle_until"].string == own["items/0/ends_at"].string)
        try await set(change)
        #expect(try await session.ask(.get, "account").code == "not_authenticated")
    }

    @Test func `who works for nobody any more, or is disabled, is nobody from the next request on`() async throws {
        let interface = try await TestInterface.shared
        let (first, second) = (
            try TestInterface.id(interface.desk) as Identifier<Organisation>,
            try TestInterface.id(interface.otherDesk) as Identifier<Organisation>
        )
        let staff = try await staff(as: .desk([first]))
        let session = try await staff.signIn()
        let owner = interface.database.owner
        let set = { (organisation: Identifier<Organisation>, isMember: Bool) in
            try await owner.run(SetMembership(of: staff.login, organisation, isMember ? .staff : .none))
        }
        let sees = { (desk: String) in
            let mine = try await session.ask(.get, "account")["organisations"].array ?? []
            return mine.contains { $0.string == desk }
        }
        try await set(second, true)
        #expect(try await sees(interface.otherDesk))
        try await set(first, false)
        #expect(try await !sees(interface.desk))
        try await set(second, false)
        #expect(try await session.ask(.get, "account").code == "not_authenticated")
        try await set(first, true)
        #expect(try await session.ask(.get, "account").status == 200)
        try await owner.run(SetAccountStatus(of: staff.login, isActive: false))
        #expect(try await session.ask(.get, "account").code == "not_authenticated")
        #expect(try await staff.attempt(code: staff.recoveryCodes[1]).code == "sign_in_refused")
        try await owner.run(SetAccountStatus(of: staff.login, isActive: true))
        #expect(try await session.ask(.get, "account").code == "not_authenticated", "sessions stay ended")
        _ = try await staff.signIn(2)
    }

    @Test func `nothing that proves somebody is kept as it is`() async throws {
        let staff = try await staff()
        let session = try await staff.signIn()
        let rows = try await staff.interface.database.contents(
            of: """
                SELECT a.*, s.*, r.* FROM bg.account a LEFT JOIN bg.session s ON s.account = a.id
                    LEFT JOIN bg.recovery_code r ON r.account = a.id
                """)
        #expect(rows.contains { $0.contains(staff.login) })
        let secrets = [Staff.password, String(session.cookie.drop { $0 != "=" }.dropFirst()), session.csrf]
        for secret in secrets + staff.recoveryCodes { #expect(!rows.contains { $0.contains(secret) }) }
    }
}
