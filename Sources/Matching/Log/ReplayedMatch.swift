import Foundation
import Model
import Ranking
import Scoring
import Taxonomy

/// A match that was shown beside what the same inputs come to now.
package struct ReplayedMatch: Sendable {
    /// What has become of the inputs since.
    package enum Inputs: String, Sendable {
        /// Need and profile are still so.
        case same
        /// One of them says something else by now, of what the match rests on.
        case changed
        /// One of them is not matched any more, or not for who asks.
        case gone
    }

    /// One item: as it was shown, and as it is computed again.
    package struct Item: Sendable {
        package let shown: Part
        package let replayed: Part
        /// The winning term counts, too, with its level and what it rests on.
        package let isEqual: Bool
    }

    package let kind: Kind
    package let id: UUID
    /// Whose need it is; null for one that is stored nowhere.
    package let need: UUID?
    /// The score that was shown, and the one that comes of its inputs.
    package let score: (shown: Int, replayed: Int)
    package let items: [Item]
    package let inputs: Inputs

    /// Whether it comes to the same bits.
    package var isEqual: Bool {
        score.shown == score.replayed && items.allSatisfy(\.isEqual)
            && items.reduce(0) { $0 + $1.shown.points } == score.shown
    }

    init(_ match: LoggedMatch, subject: UUID?, in taxonomy: Taxonomy, _ present: PresentInputs) {
        kind = match.kind
        id = match.id
        need = match.computations.first.flatMap { computation in
            computation.ask.owner == 0 ? nil : Identifier<Member>(number: computation.ask.owner).uuid
        }
        let replayed = match.computations.map(\.replayed)
        score = (match.score, replayed.reduce(0) { $0 + $1.points })
        items = zip(match.computations, replayed).flatMap { Self.items($0, $1, in: taxonomy) }
        inputs = present.state(of: match, subject: subject)
    }

    private static func items(_ shown: Computation, _ replayed: Computation, in taxonomy: Taxonomy) -> [Item] {
        zip(zip(shown.parts(in: taxonomy), replayed.parts(in: taxonomy)), zip(shown.outcomes, replayed.outcomes)).map {
            Item(shown: $0.0, replayed: $0.1, isEqual: $1.0 == $1.1)
        }
    }
}
