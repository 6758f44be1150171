import Testing

@testable import API

/// The interface does what policy.txt says (checklist 1, 3).
@Suite struct PolicyTests {
    /// An operation with somebody who asks for it.
    struct Case: Sendable, CustomStringConvertible {
        let name: String
        let operation: API.Operation
        let role: Role

        var description: String { "\(name) as \(role.rawValue)" }

        static let all = Policy.published.outcomes.keys.sorted().flatMap { name in
            API.Operation.all.filter { $0.name == name.prefix { $0 != ":" } }.flatMap { operation in
                // A lead whose line is the desk's is asked for by the desk.
                Role.allCases.filter { $0 != .lead || !operation.roles.contains(.desk) }
                    .map { Case(name: name, operation: operation, role: $0) }
            }
        }

        func question(_ relation: Policy.Relation) -> PolicyQuestion {
            PolicyQuestion(operation: operation, isOfOther: name.contains(":"), role: role, relation: relation)
        }
    }

    @Test(arguments: Case.all)
    func `the answer for each operation, role and relation is the policy's`(_ asked: Case) async throws {
        let tenants = try await Tenants.shared
        guard let expected = Policy.published.outcomes[asked.name]?[asked.role] else {
            // The line of the operation itself says who is turned away.
            guard !asked.name.contains(":") else { return }
            let refused = try await asked.question(.own).ask(tenants).answer
            #expect(refused.status == (asked.role == .anonymous ? 401 : 403), "\(refused.text)")
            #expect(refused.code == (asked.role == .anonymous ? "not_authenticated" : "scope_missing"))
            return
        }
        let ids = tenants.records.values.flatMap(\.values)
        var absent: String?
        for relation in Policy.Relation.allCases.reversed() {
            guard let outcome = expected[relation] else { continue }
            let (answer, found) = try await asked.question(relation).ask(tenants)
            #expect(found == outcome.rawValue, "\(relation): \(answer.text.prefix(300))")
            // What is not one's own is answered as what is not there, byte for byte.
            guard answer.status == 404 || answer.status == 422 else { continue }
            let told = PolicyQuestion.comparable(answer, ids)
            #expect(told == absent ?? told, "\(relation)")
            absent = told
        }
    }

    @Test func `every operation has its line, and every line its operation`() throws {
        #expect(Policy.published.unread == [])
        try Policy.published.check(API.Operation.all)
        #expect(throws: PolicyError.self) { try Policy.published.check(Array(API.Operation.all.dropFirst())) }
        #expect(throws: PolicyError.self) { try Policy("readMember desk yes").check(API.Operation.all) }
    }

    @Test(arguments: [
        "readMember desk", "readMember desk perhaps", "readMember nobody yes", "readMember desk yes yes",
        "readMember desk yes\nreadMember admin,desk yes",
    ])
    func `a line that cannot be read gives nobody a right and starts no service`(_ text: String) {
        let policy = Policy(text)
        #expect(policy.unread == [text.contains("\n") ? 2 : 1])
        #expect(policy.outcomes["readMember"]?[.admin] == nil)
        #expect(throws: PolicyError.self) { try policy.check(API.Operation.all) }
    }

    @Test func `nobody who is not named may write, and nobody but desks and administrators sees people`() {
        // Questions that have a body, and what makes somebody out of nobody.
        let exempt: Set = ["askMatches", "suggestSkills", "requestCode", "signIn", "acceptInvitation"]
        for operation in API.Operation.all {
            let writes = operation.method != "GET" && !exempt.contains(operation.name)
            if writes { #expect(!operation.roles.contains(.anonymous), "\(operation.line)") }
            if operation.line.contains("/search") { #expect(operation.roles == [.desk, .lead, .admin]) }
            if operation.line.contains("curation") { #expect(operation.roles == [.admin]) }
        }
    }
}
