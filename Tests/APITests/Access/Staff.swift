import Foundation
import HTTP
import Matching
import Store
import Testing

@testable import API

/// Somebody of the staff, who signs in over HTTP.
struct Staff: Sendable {
    static let password = "the goat eats wild thyme"

    let interface: TestInterface
    let login: String
    let recoveryCodes: [String]

    /// Makes an account and takes its invitation up.
    ///
    /// - Parameter leading: of which organisation it is the lead; null for none.
    init(_ interface: TestInterface, as role: InviteAccount.Role, leading: String? = nil) async throws {
        self.interface = interface
        login = "staff-\(UUID().uuidString.lowercased())@example.org"
        let token = try await InviteAccount(login, as: role).run(in: interface.database.owner)
        let accepted = try await interface.ask(
            .post, "invitations", key: nil, #"{"invitation": "\#(token)", "password": "\#(Self.password)"}"#)
        try #require(accepted.status == 201, "\(accepted.text)")
        if let leading {
            try await interface.database.owner.run(SetMembership(of: login, TestInterface.id(leading), .lead))
        }
        recoveryCodes = try #require(accepted["recovery_codes"].array).compactMap(\.string)
    }

    /// Signed in as the lead of a desk.
    static func lead(of desk: String, _ interface: TestInterface) async throws -> Session {
        try await Staff(interface, as: .desk([TestInterface.id(desk)]), leading: desk).signIn()
    }

    /// The account's secret, as its app has it.
    var secret: [UInt8] {
        get async throws {
            let row = try await interface.database.owner.run(FindAccount(.login(login)))
            return try #require(row?.totp)
        }
    }

    /// What it takes to be somebody for a while.
    struct Session: Sendable {
        let interface: TestInterface
        let cookie: String
        let csrf: String

        var headers: [String: String] { ["Cookie": cookie, "X-CSRF-Token": csrf] }

        func ask(
            _ method: HTTP.Method, _ path: String, _ body: String? = nil, _ headers: [String: String] = [:]
        ) async throws -> Answer {
            try await interface.ask(method, path, key: nil, body, self.headers.merging(headers) { $1 })
        }
    }

    func attempt(
        password: String = Self.password, code: String, _ headers: [String: String] = [:]
    ) async throws -> Answer {
        try await interface.ask(
            .post, "sessions", key: nil, Self.body(login, password, code), headers)
    }

    static func body(_ login: String, _ password: String, _ code: String) -> String {
        #"{"login": "\#(login)", "password": "\#(password)", "code": "\#(code)"}"#
    }

    /// Signs in with one of the codes to recover with, each of which is good once.
    func signIn(_ number: Int = 0) async throws -> Session {
        try Self.session(try await attempt(code: recoveryCodes[number]), interface)
    }

    static func session(_ answer: Answer, _ interface: TestInterface) throws -> Session {
        try #require(answer.status == 201, "\(answer.text)")
        let set = try #require(answer.headers["set-cookie"])
        return Session(
            interface: interface, cookie: String(set.prefix { $0 != ";" }), csrf: try #require(answer["csrf"].string))
    }
}
