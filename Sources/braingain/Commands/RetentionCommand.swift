import Foundation
import Matching
import Store

/// `braingain retention`: removes what is kept for longer than its term.
struct RetentionCommand: Command {
    static let name = "retention"
    static let summary = "Remove what is kept for longer than its term; say first what that would be"
    static let forms = ["--dry-run", ""]
    static let examples = ["braingain retention --dry-run", "braingain retention"]
    static let dryRun = Switch("dry-run", "count what would be removed, and remove nothing")
    static let flags: [any FlagDescription] = [dryRun]

    private let isDry: Bool

    init(_ arguments: Arguments) throws(UsageError) {
        _ = try arguments.operands(0...0, "flags")
        isDry = arguments.has(Self.dryRun)
    }

    func run(_ context: Context) async throws {
        let backend = try Backend.open(context, as: .owner)
        defer { backend.close() }
        let store = backend.service.store
        var table = Table("what", "kept for", isDry ? "to remove" : "removed")
        do {
            for kind in Retention.allCases {
                let count = try await store.run(Retain(kind, isDry: isDry))
                table.add(kind.subject, kind.term, "\(count)")
            }
            if !isDry {
                await store.notifyOfChange()
                try await ErasureList(context.settings.folder).keep(store)
            }
        } catch let error as StoreError {
            throw Failure(MatchingError(error))
        }
        context.console.print(table)
    }
}
