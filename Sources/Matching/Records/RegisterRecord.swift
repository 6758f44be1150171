import Foundation
import Model
import Store

/// Registers a record once, however often the request is repeated.
package struct RegisterRecord<R: Record>: Sendable {
    package let record: R
    package let details: R.Details
    /// Null when the caller gave no key to repeat it by.
    package let key: IdempotencyKey?

    package init(_ record: R, _ details: R.Details, key: IdempotencyKey? = nil) {
        self.record = record
        self.details = details
        self.key = key
    }

    /// - Parameter answer: what to answer, and to remember in the same transaction.
    package func run(
        in service: Service, as caller: Caller, answer: @escaping @Sendable (Stored<R>) -> RememberedAnswer
    ) async throws(MatchingError) -> RememberedAnswer {
        let at = service.now()
        var (record, said) = (record, details)
        try record.requireRegistering(by: caller, &said, at: at)
        let once = AnswerOnce(key, of: caller)
        if let known = try await once.known(in: service) { return known }
        let complete = CompleteRecord(service: service)
        let completed = try await complete.run(record, as: caller)
        let id = completed.newID(at: at, for: caller)
        let details = said
        do throws(MatchingError) {
            let answered = try await once.run(in: service) { transaction throws(StoreError) in
                try completed.insert(id, details, at: at, in: transaction)
                try RecordUnmapped(texts: completed.unmapped).run(in: transaction)
                return answer(Stored(id: id, version: 1, value: completed))
            }
            await service.store.notifyOfChange()
            return answered
        } catch { throw await complete.reason(error, completed, as: caller) }
    }
}

extension Record {
    /// Words that no concept answers.
    var unmapped: [String] {
        mentions.filter { $0.concept == nil }.map(\.text)
    }
}
