import Foundation
import HTTP
import Matching
import Store
import Testing

@testable import API

/// Which roles may call what at all.
@Suite struct RoleTests {
    /// An operation with somebody who asks for it.
    struct Case: Sendable, CustomStringConvertible {
        let operation: API.Operation
        let role: Role

        var description: String { "\(operation.line) as \(role.rawValue)" }

        static let all = API.Operation.all.flatMap { operation in
            Role.allCases.map { Case(operation: operation, role: $0) }
        }

        /// The operation on records that do not exist, with an empty body.
        func answer(_ interface: TestInterface) async throws -> Answer {
            let words = operation.line.split(separator: " ")
            let method = try #require(Method(rawValue: String(words[0])))
            let path = words[1].dropFirst(4).split(separator: "/").map { step in
                switch step {
                case "{code}": "accounting"
                case "{purpose}": "match"
                default: step.hasPrefix("{") ? UUID().uuidString : String(step)
                }
            }
            return try await interface.ask(
                method, path.joined(separator: "/"), as: role, operation.body.map { _ in "{}" },
                ["If-Match": "\"1\"", "Idempotency-Key": UUID().uuidString])
        }
    }

    @Test(arguments: Case.all)
    func `a role that an operation does not name is turned away, and the others are not`(_ asked: Case) async throws {
        let answer = try await asked.answer(TestInterface.shared)
        if asked.operation.roles.contains(asked.role) {
            #expect(answer.status != 401)
            #expect(answer.status < 500, "\(answer.text)")
            // Who mentors finds ventures only through a desk.
            if !(asked.role == .member && asked.operation.line.contains("mentors/{id}/matches")) {
                #expect(answer.status != 403)
            }
        } else if asked.role == .anonymous {
            #expect(answer.status == 401)
            #expect(answer.code == "not_authenticated")
            #expect(answer.headers["www-authenticate"] == "Bearer")
        } else {
            #expect(answer.status == 403)
            #expect(answer.code == "scope_missing")
        }
    }

    @Test func `nobody who is not named may write, and nobody but desks and administrators sees people`() {
        let questionsWithBody: Set = ["askMatches", "suggestSkills"]
        for operation in API.Operation.all {
            let writes = !operation.line.hasPrefix("GET ") && !questionsWithBody.contains(operation.name)
            if writes { #expect(!operation.roles.contains(.anonymous), "\(operation.line)") }
            if operation.line.contains("/search") { #expect(operation.roles == [.desk, .admin]) }
            if operation.line.contains("curation") { #expect(operation.roles == [.admin]) }
        }
    }

    @Test func `a key that is unknown, expired or revoked opens nothing`() async throws {
        let interface = try await TestInterface.shared
        let revoked = try await CreateKey(for: .admin).run(in: interface.service)
        #expect(try await interface.ask(.get, "curation/skills", key: revoked).status == 200)
        try await interface.database.owner.run(EndKey(revoked, .revoked))
        let expired = try await CreateKey(for: .admin).run(in: interface.service)
        try await interface.database.owner.run(EndKey(expired, .expired))
        for key in [revoked, expired, "bg_unknown", "", revoked + "x"] {
            for path in ["curation/skills", "offers"] {
                let refused = try await interface.ask(.get, path, key: key)
                #expect(refused.status == 401, "\(path)")
                #expect(refused.code == "not_authenticated")
            }
        }
        let basic = try await interface.ask(.get, "offers", key: nil, nil, ["Authorization": "Basic YTpi"])
        #expect(basic.status == 401)
    }
}
