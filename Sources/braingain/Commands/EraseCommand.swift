import Foundation
import Matching
import Model
import Store

/// `braingain erase`: forgets a person who asked for it by letter or at a desk.
struct EraseCommand: Command {
    static let name = "erase"
    static let summary = "Erase everything that is kept about a person, at once and for good"
    static let forms = ["ID --sure"]
    static let examples = ["braingain erase 3a9f0c1e-5b7d-8e2a-9c4f-0d1e2f3a4b5c --sure"]
    static let sure = Switch("sure", "it cannot be undone, and you mean it")
    static let flags: [any FlagDescription] = [sure]

    private let id: Identifier<Member>

    init(_ arguments: Arguments) throws(UsageError) {
        id = Identifier(try Self.identifier(arguments.operands(1...1, "the person's ID")[0]))
        guard arguments.has(Self.sure) else { throw UsageError("--sure is missing: an erasure cannot be undone") }
    }

    func run(_ context: Context) async throws {
        let backend = try Backend.open(context, as: .owner)
        defer { backend.close() }
        let store = backend.service.store
        let id = id
        let isErased: Bool
        do {
            isErased = try await store.transaction(as: .owner) { transaction throws(StoreError) in
                try ErasePerson(id).run(in: transaction)
            }
            await store.notifyOfChange()
            try await ErasureList(context.settings.folder).keep(store)
        } catch let error as StoreError {
            throw Failure(MatchingError(error))
        }
        guard isErased else { throw Failure.notFound("there is no such person, or none any more") }
        context.console.print("The person is erased.")
    }
}
