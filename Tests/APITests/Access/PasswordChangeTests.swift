import Foundation
import Matching
import TestDatabase
import Testing

@testable import API

/// How passwords are chosen and changed (checklist 9, 12).
@Suite struct PasswordChangeTests {
    @Test(arguments: [
        ("passwordpassword", "/password password_weak"), ("fourteen chars", "/password value_out_of_range"),
        (String(repeating: "long ", count: 60), "/password value_out_of_range"),
        ("LOGIN", "/password password_weak"), ("", "/password value_missing"),
    ])
    func `a password that is short, endless or easy to guess is refused`(_ password: String, _ complaint: String)
        async throws
    {
        let interface = try await TestInterface.shared
        let login = "login-\(UUID().uuidString.lowercased())"
        let token = try await InviteAccount(login, as: .admin).run(in: interface.database.owner)
        let accept = { (password: String) in
            try await interface.ask(
                .post, "invitations", key: nil, #"{"invitation": "\#(token)", "password": "\#(password)"}"#)
        }
        let refused = try await accept(password.replacing("LOGIN", with: login))
        #expect(refused.status == 422)
        #expect(refused.json.complaints == [complaint])
        // The invitation stands until it is taken up.
        #expect(try await accept(Staff.password).status == 201)
        #expect(try await accept(Staff.password).json.complaints == ["/invitation unknown_code"])
    }

    @Test func `an invitation that came late is none, and a later one takes the place of an earlier`() async throws {
        let interface = try await TestInterface.shared
        let login = "late-\(UUID().uuidString.lowercased())"
        let owner = interface.database.owner
        let first = try await InviteAccount(login, as: .admin).run(in: owner)
        let second = try await InviteAccount(login).run(in: owner)
        let accept = { (token: String) in
            try await interface.ask(
                .post, "invitations", key: nil, #"{"invitation": "\#(token)", "password": "\#(Staff.password)"}"#)
        }
        #expect(try await accept(first).status == 422)
        try await interface.database.execute("UPDATE bg.account SET invited_until = now() WHERE login = \(login)")
        #expect(try await accept(second).status == 422)
        await #expect(throws: MatchingError.self) { try await InviteAccount(login, as: .admin).run(in: owner) }
        await #expect(throws: MatchingError.self) { try await InviteAccount("x y", as: .admin).run(in: owner) }
        await #expect(throws: MatchingError.self) { try await InviteAccount("nobody-\(login)").run(in: owner) }
    }

    @Test func `a new password takes the old one and a code, and ends the other sessions`() async throws {
        let staff = try await Staff(TestInterface.shared, as: .admin)
        let (session, other) = (try await staff.signIn(0), try await staff.signIn(1))
        let change = { (old: String, code: Int, new: String) in
            try await session.ask(
                .put, "account/password",
                #"{"old": "\#(old)", "code": "\#(staff.recoveryCodes[code])", "password": "\#(new)"}"#)
        }
        let new = "seven clouds over the atlas"
        #expect(try await change("wrong", 2, new).code == "sign_in_refused")
        #expect(try await change(Staff.password, 1, new).code == "sign_in_refused")
        #expect(try await change(Staff.password, 2, "short").json.complaints == ["/password value_out_of_range"])
        #expect(try await other.ask(.get, "account").status == 200)
        #expect(try await change(Staff.password, 2, new).status == 204)
        #expect(try await session.ask(.get, "account").status == 200)
        #expect(try await other.ask(.get, "account").code == "not_authenticated")
        #expect(try await staff.attempt(code: staff.recoveryCodes[3]).status == 401)
        #expect(try await staff.attempt(password: new, code: staff.recoveryCodes[3]).status == 201)
    }
}
