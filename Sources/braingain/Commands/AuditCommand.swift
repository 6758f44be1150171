import Foundation
import Matching
import Store

/// `braingain audit`: shows who did what to a record, and proves that the audit is whole.
struct AuditCommand: Command {
    static let name = "audit"
    static let summary = "Show who did what to a record; prove that nobody changed the audit"
    static let forms = ["verify", "show ID"]
    static let examples = ["braingain audit verify", "braingain audit show 3a9f0c1e-5b7d-8e2a-9c4f-0d1e2f3a4b5c"]
    static let flags: [any FlagDescription] = []

    /// What is done with the audit.
    enum Action {
        case verify
        case show(UUID)
    }

    private let action: Action

    init(_ arguments: Arguments) throws(UsageError) {
        switch arguments.operands.first {
        case "verify":
            _ = try arguments.operands(1...1, "nothing")
            action = .verify
        case "show": action = .show(try Self.identifier(arguments.operands(2...2, "the record's ID")[1]))
        case let word?: throw .unknown("action", word: word, known: ["verify", "show"])
        case nil: throw UsageError("what to do with the audit is missing: verify or show")
        }
    }

    func run(_ context: Context) async throws {
        let backend = try Backend.open(context, as: .owner)
        defer { backend.close() }
        do {
            switch action {
            case .verify: try Self.tell(try await backend.service.store.run(VerifyAudit()), on: context.console)
            case .show(let id):
                var table = Table("at", "act", "kind", "fields", "role", "key", "operation", "trace")
                for line in try await backend.service.store.run(ReadAudit(of: id)) {
                    table.add(
                        line.at.formatted(.iso8601), line.act, line.kind, line.fields.joined(separator: ","), line.role,
                        line.key?.uuidString.lowercased() ?? "", line.operation ?? "", line.trace ?? "")
                }
                context.console.print(table)
            }
        } catch let error as StoreError {
            throw Failure(MatchingError(error))
        }
    }

    private static func tell(_ result: VerifyAudit.Result, on console: Console) throws(Failure) {
        console.print("\(result.lines) lines, \(result.seals) seals, \(result.unsealed) lines not sealed yet.")
        guard !result.isWhole else { return console.print("The audit is whole.") }
        var faults = result.broken.map { "seal \($0) does not fit its lines or the seal before it" }
        if result.added > 0 { faults.append("\(result.added) lines were added among sealed ones") }
        throw .failed("the audit was changed: \(faults.joined(separator: "; "))")
    }
}
