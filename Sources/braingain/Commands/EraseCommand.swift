import Foundation
import Matching
import Model
import Store

/// `braingain erase`: forgets a person who asked for it by letter or at a desk; or those whom a restored backup still knows.
struct EraseCommand: Command {
    static let name = "erase"
    static let summary = "Erase everything that is kept about a person, at once and for good"
    static let forms = ["ID --sure", "--again --sure"]
    static let examples = [
        "braingain erase 3a9f0c1e-5b7d-8e2a-9c4f-0d1e2f3a4b5c --sure", "braingain erase --again --sure",
    ]
    static let sure = Switch("sure", "it cannot be undone, and you mean it")
    static let again = Switch(
        "again", "whoever is in the data folder's list of erasures, in the backup that was restored")
    static let flags: [any FlagDescription] = [sure, again]

    /// Null for those of the list.
    private let id: Identifier<Member>?

    init(_ arguments: Arguments) throws(UsageError) {
        if arguments.has(Self.again) {
            _ = try arguments.operands(0...0, "--again and --sure")
            id = nil
        } else {
            id = Identifier(try Self.identifier(arguments.operands(1...1, "the person's ID")[0]))
        }
        guard arguments.has(Self.sure) else { throw UsageError("--sure is missing: an erasure cannot be undone") }
    }

    func run(_ context: Context) async throws {
        let backend = try Backend.open(context, as: .owner)
        defer { backend.close() }
        let store = backend.service.store
        let list = try ErasureList(context.settings.folder)
        guard let id else {
            let count = try await backend.replay(list)
            await store.notifyOfChange()
            return context.console.print("Erased again: \(count).")
        }
        let isErased: Bool
        do {
            isErased = try await store.transaction(as: .owner) { transaction throws(StoreError) in
                try ErasePerson(id).run(in: transaction)
            }
            await store.notifyOfChange()
            try await list.keep(store)
        } catch let error as StoreError {
            throw Failure(MatchingError(error))
        }
        guard isErased else { throw Failure.notFound("there is no such person, or none any more") }
        context.console.print("The person is erased.")
    }
}
