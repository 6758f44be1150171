import Foundation
import Model
import Store

/// Proposes a mentor to a venture of one's desk, once, however often the request is repeated.
package struct ProposeIntroduction: Sendable {
    package let venture: Identifier<Venture>
    package let mentor: Identifier<Member>
    package let note: PlainText?
    /// Needed where another mentor whom the desk could propose ranks higher.
    package let reason: PlainText?

    package init(
        of mentor: Identifier<Member>, to venture: Identifier<Venture>, note: PlainText?, reason: PlainText?
    ) {
        self.venture = venture
        self.mentor = mentor
        self.note = note
        self.reason = reason
    }

    /// Throws ``MatchingError/conflict(_:)`` where the mentor has no place, is not open to it, or is a founder, and
    /// `reason_required` where a rank is overridden and nobody says why.
    ///
    /// - Parameter answer: what to answer, and to remember in the same transaction.
    package func run(
        in service: Service, as caller: Caller, key: IdempotencyKey,
        answer: @escaping @Sendable (Identifier<Introduction>, Introduction) -> RememberedAnswer
    ) async throws(MatchingError) -> RememberedAnswer {
        guard caller.isDesk else { throw .scopeMissing }
        let once = AnswerOnce(key, of: caller)
        if let known = try await once.known(in: service) { return known }
        try await requireKnown(in: service, as: caller)
        if reason == nil { try await requireFirst(in: service, as: caller) }
        let id = Identifier<Introduction>.new(at: service.now())
        let insert = InsertIntroduction(
            id: id, venture: venture, mentor: mentor, by: caller.principal, note: note, reason: reason)
        let answered = try await once.run(in: service) { transaction throws(StoreError) in
            try insert.run(in: transaction)
            guard let (id, kept) = try ListIntroductions(id: id.uuid, limit: 1).run(in: transaction).first else {
                throw .notFound
            }
            return answer(id, kept)
        }
        await service.store.notifyOfChange()
        return answered
    }

    /// Throws unless the desk knows of both, so that what is not there and what is not the desk's are answered alike.
    private func requireKnown(in service: Service, as caller: Caller) async throws(MatchingError) {
        do { _ = try await ReadRecord<Venture>(venture.uuid).run(in: service, as: caller) } catch .notFound {
            throw .invalid(Violation(.unknownCode, at: "/venture", "name a venture of a desk of your own"))
        }
        do { _ = try await ReadRecord<Mentor>(mentor.uuid).run(in: service, as: caller) } catch .notFound {
            throw .invalid(Violation(.unknownCode, at: "/mentor", "name a mentor who works with your desk"))
        }
    }

    /// Throws unless no mentor ranks higher but those who are proposed to the venture already.
    private func requireFirst(in service: Service, as caller: Caller) async throws(MatchingError) {
        let introduced = try await service.run(ListIntroductions(venture: venture, isOpen: true, limit: 99), as: caller)
        let asked = Set(introduced.compactMap(\.value.mentor?.uuid))
        var find = FindMatches(
            subject: .venture(venture), seek: [.mentors], limit: asked.count + 1, at: service.now())
        find.isShown = false
        let best = try await find.run(in: service, as: caller)
        if let first = best.items.first(where: { !asked.contains($0.id) }), first.id != mentor.uuid {
            throw .conflict("reason_required")
        }
    }
}
