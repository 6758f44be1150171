import Foundation
import Model
import Scoring
import Store

/// Applies to an offer, once, however often the request is repeated.
package struct ApplyToOffer: Sendable {
    package let offer: Identifier<Offer>
    package let content: ApplicationContent
    /// Whether it is begun alone, and sent later.
    package let isDraft: Bool

    package init(to offer: Identifier<Offer>, _ content: ApplicationContent, isDraft: Bool = false) {
        self.offer = offer
        self.content = content
        self.isDraft = isDraft
    }

    /// Throws ``MatchingError/notEligible(_:)`` where the rules forbid it, and ``MatchingError/conflict(_:)`` where the state of
    /// the offer, a missing consent or an application that goes on does.
    ///
    /// - Parameter answer: what to answer, and to remember in the same transaction.
    package func run(
        in service: Service, as caller: Caller, key: IdempotencyKey,
        answer: @escaping @Sendable (Identifier<Application>, Application) -> RememberedAnswer
    ) async throws(MatchingError) -> RememberedAnswer {
        guard case .member(let member) = caller.role else { throw .scopeMissing }
        let once = AnswerOnce(key, of: caller)
        if let known = try await once.known(in: service) { return known }
        let (offer, content, isDraft) = (offer, content, isDraft)
        let id = Identifier<Application>.new(at: service.now())
        return try await once.run(in: service) { transaction throws(StoreError) in
            guard let at = try LockOffer(offer).run(in: transaction) else {
                throw .invalid(Violation(.unknownCode, at: "/offer", "name an offer that was published"))
            }
            let version = try content.judged(of: member, by: offer, at: at, in: transaction)
            try InsertApplication(
                id: id, to: offer, by: member, content, ruleVersion: version, isDraft: isDraft
            ).run(in: transaction)
            guard let (id, kept) = try ListApplications(id: id.uuid, limit: 1).run(in: transaction).first else {
                throw .notFound
            }
            return answer(id, kept)
        }
    }
}

extension ApplicationContent {
    /// The version of the offer's rules that are in force, by the conditions that matching leaves out by; null without any,
    /// and for an offer that is not open, which the database refuses. Throws ``StoreError/notEligible(_:)`` with the first
    /// clause that is not met; what the applicant says nothing of is to be confirmed, and never refuses.
    func judged(
        of member: Identifier<Member>, by offer: Identifier<Offer>, at instant: Date, in transaction: StoreTransaction
    ) throws(StoreError) -> Int? {
        guard let rules = try ReadOffer(id: offer).run(in: transaction)?.value.rules else { return nil }
        let rule = rules.first { $0.from <= instant && instant < $0.until ?? .distantFuture }
        let asked =
            rule.map {
                $0.clauses.compactMap { clause -> String? in
                    if case .attestation(let name) = clause { name } else { nil }
                }
            } ?? []
        guard attestations.keys.allSatisfy(asked.contains) else {
            let names = asked.isEmpty ? "none" : asked.joined(separator: ", ")
            throw .invalid(Violation(.unknownCode, at: "/attestations", "the offer's rules ask for \(names)"))
        }
        let origins = try ReadMember(id: member).run(in: transaction)?.value.person.origins ?? []
        let denied = Set(attestations.filter { $0.value == .no }.keys)
        guard
            let (version, clause) = Eligibility.broken(
                of: rules, by: Eligibility.terms(of: origins), denying: denied, at: instant)
        else { return rule?.version }
        throw .notEligible(
            Violation(
                .clauseNotMet, at: denied.contains(clause) ? "/attestations/\(clause)" : "/offer",
                "the clause \(clause) of version \(version) of the offer's rules is not met"))
    }
}
