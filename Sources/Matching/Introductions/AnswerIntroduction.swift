import Foundation
import Model
import Store

/// What a mentor, a founder or the venture's desk says to an introduction. Saying the same twice changes nothing.
package struct AnswerIntroduction: Sendable {
    package enum Word: Sendable {
        case accept
        /// Before both have accepted.
        case decline(Introduction.Refusal)
        /// Once both have, or the desk at any time.
        case close(Introduction.Outcome)
    }

    package let id: Identifier<Introduction>
    package let word: Word
    /// Whether it is not any more what the caller has read.
    package let isStale: @Sendable (ShownIntroduction) -> Bool

    package init(
        _ word: Word, to id: Identifier<Introduction>, isStale: @escaping @Sendable (ShownIntroduction) -> Bool
    ) {
        self.id = id
        self.word = word
        self.isStale = isStale
    }

    /// Throws ``MatchingError/notFound`` when there is none, or none that the caller may know of, and
    /// ``MatchingError/conflict(_:)`` with `version_stale`, `introduction_not_open`, or with whose places are gone.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> ShownIntroduction {
        let (id, word, isStale) = (id, word, isStale)
        try await service.transaction(as: caller) { transaction throws(StoreError) in
            // Asked before anything is locked: who may not know of it makes nobody wait.
            guard try Self.read(id, in: transaction) != nil else { throw .notFound }
            try LockIntroduction(id).run(in: transaction)
            guard let now = try Self.read(id, in: transaction) else { throw .notFound }
            let side = Self.side(of: caller, in: now)
            if word.isSaid(of: now, by: side) { return }
            let people = try ReadIntroduced(by: id).run(in: transaction)
            if isStale(ShownIntroduction(id: id, value: now, people: people)) { throw .conflict("version_stale") }
            if now.state == .lapsed, case .accept = word { throw .conflict(now.lapse) }
            guard now.state.isOpen else { throw .conflict("introduction_not_open") }
            switch word {
            case .accept: try AcceptIntroduction(id, for: side).run(in: transaction)
            case .decline(let refusal):
                guard now.state != .active else { throw .conflict("introduction_active") }
                try EndIntroduction(id, as: .declined, because: refusal.rawValue).run(in: transaction)
            case .close(let outcome):
                guard now.state == .active || caller.isDesk else { throw .conflict("introduction_not_active") }
                try EndIntroduction(id, as: .closed, because: outcome.rawValue).run(in: transaction)
            }
        }
        await service.store.notifyOfChange()
        return try await ReadIntroduction(id).run(in: service, as: caller)
    }

    private static func read(
        _ id: Identifier<Introduction>, in transaction: StoreTransaction
    ) throws(StoreError) -> Introduction? {
        try ListIntroductions(id: id.uuid, limit: 1).run(in: transaction).first?.value
    }

    /// Whoever is not the mentor is of the venture: a desk sees those of its ventures, and a member the own ones.
    private static func side(of caller: Caller, in introduction: Introduction) -> AcceptIntroduction.Side {
        guard case .member(let member) = caller.role else { return .venture(by: nil) }
        return member == introduction.mentor ? .mentor : .venture(by: member)
    }
}

extension AnswerIntroduction.Word {
    /// Whether this is what the side has said already.
    fileprivate func isSaid(of introduction: Introduction, by side: AcceptIntroduction.Side) -> Bool {
        switch self {
        case .accept:
            let accepted =
                side == .mentor ? introduction.mentorAcceptedAt : introduction.ventureAcceptedAt
            return introduction.state.isOpen && accepted != nil
        case .decline(let refusal):
            return introduction.state == .declined && introduction.endReason == refusal.rawValue
        case .close(let outcome):
            return introduction.state == .closed && introduction.endReason == outcome.rawValue
        }
    }
}

extension Introduction {
    /// The conflict that a lapsed one is: whose last place went elsewhere.
    fileprivate var lapse: String { endReason == "capacity_filled" ? "mentor_capacity_full" : "venture_filled" }
}
