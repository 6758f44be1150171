import Foundation
import Model
import Ranking
import Scoring

/// The ranking of a need with its reasons and without the cards, for whoever measures or checks the computation alone.
package struct NeedRanking: Sendable {
    private let ranker: Ranker
    private let explainer: Explainer

    /// A need that is stored nowhere, as somebody would ask it for mentors and members together.
    package init(_ need: Need, in service: Service, as caller: Caller, at: Date) throws(MatchingError) {
        let snapshot = try service.snapshot()
        ranker = Ranker(
            snapshot: snapshot, side: .need(need, ofMentors: true, in: snapshot.taxonomy), caller: caller,
            organisations: service.organisations, at: at, together: true)
        explainer = Explainer(ranker)
    }

    /// What the index of members or of mentors is asked.
    package func query(of kind: Kind, count: Int = 20, after: Hit? = nil) -> ProfileQuery? {
        guard case .profiles(_, let query) = ranker.query(kind, count: count, after: after) else { return nil }
        return query
    }

    /// The reasons of a hit, whose points sum to its score.
    package func explanation(of hit: Hit, _ kind: Kind) -> Explanation { explainer.explanation(kind, hit.identifier) }
}
