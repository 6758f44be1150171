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
        var said = details
        try record.requireRegistering(by: caller, &said, at: at)
        let idempotency = key?.request(of: caller)
        if let known = try await remembered(idempotency, in: service, as: caller) { return known }
        let record = try await CompleteRecord(service: service).run(record, as: caller)
        let id = record.newID(at: at, for: caller)
        let details = said
        let outcome = try await service.transaction(as: caller) {
            transaction throws(StoreError) -> BeginIdempotent.Outcome in
            if let idempotency {
                let outcome = try BeginIdempotent(idempotency).run(in: transaction)
                guard outcome == .new else { return outcome }
            }
            try record.insert(id, details, at: at, in: transaction)
            try RecordUnmapped(texts: record.unmapped).run(in: transaction)
            let answer = answer(Stored(id: id, version: 1, value: record))
            if let idempotency { try FinishIdempotent(idempotency, answer: answer).run(in: transaction) }
            return .answered(answer)
        }
        await service.store.notifyOfChange()
        return try Self.answer(outcome)
    }

    /// What was answered before, asked first so that a repetition succeeds whatever has changed since.
    private func remembered(
        _ idempotency: IdempotentRequest?, in service: Service, as caller: Caller
    ) async throws(MatchingError) -> RememberedAnswer? {
        guard let idempotency else { return nil }
        let outcome = try await service.run(BeginIdempotent(idempotency), as: caller)
        return outcome == .new ? nil : try Self.answer(outcome)
    }

    private static func answer(_ outcome: BeginIdempotent.Outcome) throws(MatchingError) -> RememberedAnswer {
        switch outcome {
        case .answered(let answer): return answer
        case .differs: throw .idempotencyPayloadDiffers
        case .inFlight: throw .idempotencyInFlight
        case .new: throw .internalFailure("a request that began and did not end")
        }
    }
}

extension Record {
    /// Words that no concept answers.
    var unmapped: [String] {
        mentions.filter { $0.concept == nil }.map(\.text)
    }
}
