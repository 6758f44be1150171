import Foundation
import Model
import Ranking
import Scoring
import Taxonomy

/// Who or what asks, ready for the ranking.
enum Side: Sendable {
    /// A need that looks for profiles.
    case need(NeedItems, excluding: Set<UInt128>)
    /// A profile that looks for needs.
    case asker(Asker, excluding: Set<UInt128>)

    /// A profile with what the person wishes.
    struct Asker: Sendable {
        let terms: [TermLevel]
        let wish: NeedItems?
    }
}

extension Side {
    /// - Parameter ofMentors: whether mentors are sought, whose answers may be fast or slow.
    static func need(
        _ need: Need, excluding: Set<UInt128> = [], ofMentors: Bool, in taxonomy: Taxonomy, _ shapes: ShapeMemory? = nil
    ) -> Side {
        .need(NeedItems(need, in: taxonomy, ofMentors: ofMentors, shapes: shapes), excluding: excluding)
    }

    static func asker(
        _ profile: Profile, residence: String? = nil, replyDays: Int? = nil, origins: [Person.Origin] = [],
        wish: Need? = nil, excluding: Set<UInt128> = [], in taxonomy: Taxonomy
    ) -> Side {
        let terms =
            ProfileTerms.terms(of: profile, residence: residence, replyDays: replyDays)
            + Eligibility.terms(of: origins)
        let items = wish.flatMap { $0.isEmpty ? nil : NeedItems($0, in: taxonomy, ofMentors: false) }
        return .asker(Asker(terms: terms, wish: items), excluding: excluding)
    }
}

extension Side {
    /// The same side, with whom it would not see among the others.
    var withoutExclusions: Side {
        switch self {
        case .need(let items, _): .need(items, excluding: [])
        case .asker(let asker, _): .asker(asker, excluding: [])
        }
    }

    var excluding: Set<UInt128> {
        switch self {
        case .need(_, let excluding), .asker(_, let excluding): excluding
        }
    }
}
