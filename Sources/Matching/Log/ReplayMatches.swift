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
        return Replay(
            kept: kept,
            matches: zip(kept.row.shown, kept.row.entries).map { shown, entry in
                guard !entry.isEmpty else { return .erased }
                guard let match = LoggedMatch(entry, of: shown, asks: asks) else { return .altered(shown) }
                return .replayed(
                    ReplayedMatch(match, subject: kept.row.subject, in: snapshot.taxonomy, present))
            },
            weights: Weights.version, taxonomy: snapshot.taxonomy.version)
    }
}

/// What came of it.
package struct Replay: Sendable {
    package enum Entry: Sendable {
        case replayed(ReplayedMatch)
        /// Who was shown had everything erased.
        case erased
        /// Its bytes are not what the program wrote: somebody changed what was asked, what answered, or what was shown.
        case altered(UUID)

        package var isEqual: Bool {
            switch self {
            case .replayed(let match): match.isEqual
            case .erased: true
            case .altered: false
            }
        }
    }

    package let kept: KeptMatches
    package let matches: [Entry]
    /// The versions by which scores are computed now.
    package let weights: String
    package let taxonomy: String

    /// Whether everything that is still kept comes to the same bits.
    package var isEqual: Bool { matches.allSatisfy(\.isEqual) }
}
