import Store

/// Does something that creates, and answers its repetition with what was answered first.
struct AnswerOnce: Sendable {
    private let caller: Caller
    private let request: IdempotentRequest?

    /// - Parameter key: null when the caller gave none to repeat it by.
    init(_ key: IdempotencyKey?, of caller: Caller) {
        self.caller = caller
        request = key?.request(of: caller)
    }

    /// What was answered before, asked first so that a repetition succeeds whatever has changed since.
    func known(in service: Service) async throws(MatchingError) -> RememberedAnswer? {
        guard let request else { return nil }
        let outcome = try await service.run(BeginIdempotent(request), as: caller)
        return outcome == .new ? nil : try Self.answer(outcome)
    }

    /// Does it in one transaction, which remembers the answer, too.
    func run(
        in service: Service, _ body: @escaping @Sendable (StoreTransaction) throws(StoreError) -> RememberedAnswer
    ) async throws(MatchingError) -> RememberedAnswer {
        let request = request
        let outcome = try await service.transaction(as: caller) {
            transaction throws(StoreError) -> BeginIdempotent.Outcome in
            if let request {
                let outcome = try BeginIdempotent(request).run(in: transaction)
                guard outcome == .new else { return outcome }
            }
            let answer = try body(transaction)
            if let request { try FinishIdempotent(request, answer: answer).run(in: transaction) }
            return .answered(answer)
        }
        return try Self.answer(outcome)
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
