import Foundation
import Model
import Ranking
import Scoring
import Store

/// Computes again what staff were shown, from the log alone: the score of each match, item by item, without the index.
package struct ReplayMatches: Sendable {
    package let id: UUID

    package init(_ id: UUID) { self.id = id }

    /// Throws ``MatchingError/notFound`` for a row that is not there, or none of the caller's.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Replay {
        let snapshot = try service.snapshot()
        guard let kept = try await service.run([ReadMatchLog(id)], as: caller)[0] else { throw .notFound }
        let asks = try await service.asks(in: [kept.row.asked], as: caller)[0]
        let present = PresentInputs(
            snapshot: snapshot, caller: caller, organisations: service.organisations, at: service.now())
        let (row, isAuditor) = (kept.row, caller.role == .auditor)
        let logged = zip(row.shown, row.entries).map { LoggedMatch($1, of: $0, asks: asks) }
        let hidesWishes = try await hidesWishes(of: row.subject, logged, in: service, as: caller)
        let isOfNeed = logged.contains { $0?.kind == .members || $0?.kind == .mentors }
        return Replay(
            kept: kept,
            subject: row.subject.flatMap { isAuditor || isOfNeed || present.knows($0) ? $0 : nil },
            matches: zip(zip(row.shown, row.entries), logged).map { entry, match in
                guard !entry.1.isEmpty else { return .erased }
                guard let match else { return .altered(isAuditor ? entry.0 : nil) }
                let replayed = ReplayedMatch(match, subject: row.subject, in: snapshot.taxonomy, present)
                // Who withdraws, or restricts what is kept, does so at once, and for what was shown before, too.
                return (replayed.inputs == .gone || hidesWishes && match.hasWish) && !isAuditor
                    ? .gone(isEqual: replayed.isEqual) : .replayed(replayed)
            },
            weights: Weights.version, taxonomy: snapshot.taxonomy.version)
    }

    /// Whether the caller sees the person for whom matches were asked by a card alone by now, which tells no wish.
    private func hidesWishes(
        of subject: UUID?, _ logged: [LoggedMatch?], in service: Service, as caller: Caller
    ) async throws(MatchingError) -> Bool {
        guard let subject, logged.contains(where: { $0?.hasWish == true }) else { return false }
        return try await service.transaction(as: caller, readOnly: true) { transaction throws(StoreError) in
            guard let stored = try ReadMember(id: Identifier(subject)).run(in: transaction) else { return true }
            return try Member.access(to: stored, for: caller, in: transaction) < .whole
        }
    }
}

/// What came of it.
package struct Replay: Sendable {
    package enum Entry: Sendable {
        case replayed(ReplayedMatch)
        /// Who was shown had everything erased.
        case erased
        /// It is not matched any more, or not for who asks, or tells a wish that is not shown to who asks any more: nothing else
        /// of it is told; auditors get the rest.
        case gone(isEqual: Bool)
        /// Its bytes are not what the program wrote: somebody changed what was asked, what answered, or what was shown. Who
        /// that was is told to auditors.
        case altered(UUID?)

        package var isEqual: Bool {
            switch self {
            case .replayed(let match): match.isEqual
            case .erased: true
            case .gone(let isEqual): isEqual
            case .altered: false
            }
        }
    }

    package let kept: KeptMatches
    /// For whom or what it was asked; null for what is stored nowhere, and for a person whom who asks may not know of any more.
    package let subject: UUID?
    package let matches: [Entry]
    /// The versions by which scores are computed now.
    package let weights: String
    package let taxonomy: String

    /// How many persons it tells of: of a person's ventures or offers, that one as well.
    package var persons: Int {
        let kinds = matches.compactMap { if case .replayed(let match) = $0 { match.kind } else { nil } }
        return kinds.count(where: \.isOfPersons) + (kinds.contains { !$0.isOfPersons } && subject != nil ? 1 : 0)
    }

    /// Whether everything that is still kept comes to the same bits.
    package var isEqual: Bool { matches.allSatisfy(\.isEqual) }
}
