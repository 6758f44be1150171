import Foundation
import HTTP
import TestDatabase
import Testing

@testable import API

/// Somebody with an address, who reads what is sent there.
struct Visitor: Sendable {
    let interface: TestInterface
    let address: String

    init(_ interface: TestInterface, at address: String = "visitor-\(UUID().uuidString.lowercased())@example.org") {
        self.interface = interface
        self.address = address
    }

    func requestCode(_ headers: [String: String] = [:]) async throws -> Answer {
        try await interface.ask(.post, "codes", key: nil, #"{"address": "\#(address)"}"#, headers)
    }

    /// What waits to be delivered to the address, the latest last.
    var messages: [String] {
        get async throws {
            try await interface.database.contents(
                of: "SELECT due_at AS a, subject AS b, body AS c FROM log.outbox WHERE address = \(address)")
        }
    }

    /// The code that was sent last.
    var code: String {
        get async throws {
            let message = try #require(try await messages.last)
            return String(try #require(message.firstMatch(of: /\b[0-9]{8}\b/)).output)
        }
    }

    func attempt(code: String, as member: String? = nil) async throws -> Answer {
        let more = member.map { #", "member": "\#($0)""# } ?? ""
        return try await interface.ask(
            .post, "sessions", key: nil, #"{"address": "\#(address)", "code": "\#(code)"\#(more)}"#)
    }

    func signIn(as member: String? = nil) async throws -> Staff.Session {
        try await waitForAnotherCode()
        _ = try await requestCode()
        return try Staff.session(try await attempt(code: code, as: member), interface)
    }

    /// As if a minute had passed.
    func waitForAnotherCode() async throws {
        try await interface.database.execute(
            """
            UPDATE log.one_time_code SET sent_at = now() - interval '61 seconds'
            WHERE address = sha256(convert_to(\(address), 'UTF8'))
            """)
    }

    /// Signs in with an address that nobody has, and registers with it.
    func register(_ name: String, consents: String = "") async throws -> (id: String, session: Staff.Session) {
        let session = try await signIn()
        let body = #"{"name": "\#(name)", "profile": \#(Bodies.profile), "consents": [\#(consents)]}"#
        let answer = try await session.ask(.post, "members", body, ["Idempotency-Key": UUID().uuidString])
        try #require(answer.status == 201, "\(answer.text)")
        return (try #require(answer["id"].string), session)
    }
}
