import Foundation
import Matching
import Model

/// `braingain export`: everything that is kept about a person, for that person.
struct ExportCommand: Command {
    static let name = "export"
    static let summary = "Print everything about a person as JSON"
    static let forms = ["member ID"]
    static let examples = ["braingain export member 3a9f0c1e-5b7d-8e2a-9c4f-0d1e2f3a4b5c > member.json"]
    static let flags: [any FlagDescription] = []

    private let member: UUID

    init(_ arguments: Arguments) throws(UsageError) {
        let words = try arguments.operands(2...2, "member and its ID")
        guard words[0] == "member" else { throw .unknown("kind", word: words[0], known: ["member"]) }
        member = try Self.identifier(words[1])
    }

    func run(_ context: Context) async throws {
        let backend = try Backend.open(context)
        defer { backend.close() }
        let endpoint = try await LocalEndpoint(backend, as: Caller(role: .member(Identifier(member)), principal: nil))
        let answer = try await endpoint.send(Question(path: ["members", member.uuidString, "export"]))
        guard answer.status < 300 else { throw Problem.failure(answer) }
        context.console.print(bytes: answer.body)
    }
}
