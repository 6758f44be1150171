import Foundation
import Model
import Store

/// A member contests a match, one that staff were shown or the own with an offer; or that they did not come.
package struct ContestMatch: Sendable {
    package let about: Contest.About
    package let text: PlainText

    package init(_ about: Contest.About, _ text: PlainText) {
        self.about = about
        self.text = text
    }

    /// Throws ``MatchingError/invalid(_:)`` for what the member is not in, and ``MatchingError/conflict(_:)`` for what the
    /// member has contested before.
    ///
    /// - Parameter answer: what to answer, and to remember in the same transaction.
    package func run(
        in service: Service, as caller: Caller, key: IdempotencyKey,
        answer: @escaping @Sendable (NumberedContest) -> RememberedAnswer
    ) async throws(MatchingError) -> RememberedAnswer {
        guard case .member(let member) = caller.role else { throw .scopeMissing }
        let once = AnswerOnce(key, of: caller)
        if let known = try await once.known(in: service) { return known }
        let id = Identifier<Contest>.new(at: service.now())
        let insert = InsertContest(id: id, of: member, about: about, text: text)
        do throws(MatchingError) {
            return try await once.run(in: service) { transaction throws(StoreError) in
                try insert.run(in: transaction)
                guard let kept = try ListContests(id: id.uuid, limit: 1).run(in: transaction).first else {
                    throw .notFound
                }
                return answer(kept)
            }
        } catch {
            guard case .conflict("not_found") = error else { throw error }
            let pointer =
                switch about {
                case .shown: "/log"
                case .offer: "/offer"
                case .absence: "/application"
                }
            throw .invalid(
                Violation(
                    .unknownCode, at: pointer,
                    "name what you were shown in, an offer, or an application of yours that ended by no_show"))
        }
    }
}

/// One contest that who asks may know of.
package struct ReadContest: Sendable {
    package let id: UUID

    package init(_ id: UUID) { self.id = id }

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> NumberedContest {
        guard let found = try await service.run(ListContests(id: id, limit: 1), as: caller).first else {
            throw .notFound
        }
        return found
    }
}

/// Contests that who asks may know of, the latest first: the own, or those that the own desks are to answer.
package struct FindContests: Sendable {
    package let isOpen: Bool?
    package let after: UUID?
    /// From 1.
    package let limit: Int

    /// - Parameter isOpen: whether nobody has answered yet; null for both.
    package init(isOpen: Bool? = nil, after: UUID? = nil, limit: Int) {
        self.isOpen = isOpen
        self.after = after
        self.limit = limit
    }

    package func run(
        in service: Service, as caller: Caller
    ) async throws(MatchingError) -> (items: [NumberedContest], next: UUID?) {
        let found = try await service.run(
            ListContests(isOpen: isOpen, after: after, limit: limit + 1), as: caller)
        let items = Array(found.prefix(limit))
        return (items, found.count > limit ? items.last?.id.uuid : nil)
    }
}

/// Answers a contest, with a reason.
package struct AnswerContest: Sendable {
    package let id: UUID
    package let outcome: Contest.Outcome
    package let reason: PlainText

    package init(_ id: UUID, _ outcome: Contest.Outcome, because reason: PlainText) {
        self.id = id
        self.outcome = outcome
        self.reason = reason
    }

    /// Throws ``MatchingError/notFound`` for one that is not the caller's to answer, and ``MatchingError/conflict(_:)`` with
    /// `contest_answered` for one that has its answer, and `scope_missing` where a lead is to settle it who is no party.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> NumberedContest {
        guard reason.description.count >= 10 else {
            throw .invalid(Violation(.valueOutOfRange, at: "/reason", "give the reason in 10 to 1,000 characters"))
        }
        let answer = AnswerContestRow(id, outcome, because: reason, by: caller.principal)
        let found = try await service.transaction(as: caller) { transaction throws(StoreError) in
            try answer.run(in: transaction)
            return try ListContests(id: answer.id, limit: 1).run(in: transaction).first
        }
        guard let found else { throw .notFound }
        return found
    }
}

package typealias NumberedContest = (id: Identifier<Contest>, contest: Contest)
