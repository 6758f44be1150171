import Foundation
import Model
import Ranking
import Scoring

/// One question to a snapshot: the ranking of one kind, and the explanation of each hit by the same computation.
struct Ranker: Sendable {
    var snapshot: Snapshot
    var side: Side
    let caller: Caller
    let organisations: OrganisationNumbers
    let at: Date
    /// Whether mentors are sought together with members, so that who is both is shown once.
    let together: Bool

    /// The best of a kind; nothing when the kind does not answer this side.
    ///
    /// - Parameter until: the last hit that matters, of whatever kind; null where all do.
    func ranked(_ kind: Kind, count: Int, after: Hit?, until: Hit? = nil) -> Ranked {
        switch query(kind, count: count, after: after) {
        case .profiles(let index, var query):
            query.until = until
            return index.ranked(query)
        case .needs(let index, let query): return index.ranked(query)
        case nil: return Ranked(hits: [], matched: 0, leftOut: [:])
        }
    }

    /// The best of a kind that fail exactly one condition.
    func nearest(_ kind: Kind, count: Int) -> [NearMiss] {
        switch query(kind) {
        case .profiles(let index, let query): index.nearMisses(query, k: count)
        case .needs(let index, let query): index.nearMisses(query, k: count)
        case nil: []
        }
    }

    /// What the query comes to for one record; null when there is none that the caller may know of.
    func evaluation(_ kind: Kind, _ identifier: UInt128) -> Evaluation? {
        let evaluation: Evaluation? =
            switch query(kind) {
            case .profiles(let index, let query): index.evaluation(of: identifier, for: query)
            case .needs(let index, let query): index.evaluation(of: identifier, for: query)
            case nil: nil
            }
        return evaluation?.visible == true ? evaluation : nil
    }

    /// A record as a hit; null when it is left out.
    func hit(_ kind: Kind, _ identifier: UInt128) -> Hit? {
        switch query(kind) {
        case .profiles(let index, let query): index.hit(identifier, for: query)
        case .needs(let index, let query): index.hit(identifier, for: query)
        case nil: nil
        }
    }

    /// The place that each of some hits has, or would have, among the hits of a kind, from 1.
    func ranks(_ kind: Kind, of hits: [Hit]) -> [Hit: Int] {
        switch query(kind) {
        case .profiles(let index, let query): index.ranks(of: hits, for: query)
        case .needs(let index, let query): index.ranks(of: hits, for: query)
        case nil: [:]
        }
    }

    /// How many of a kind are hits of the profile that asks and would be none if it had other terms; null where a need
    /// asks.
    func countOpened(_ kind: Kind, insteadOf terms: [TermLevel]) -> Int? {
        guard case .needs(let index, let query) = query(kind) else { return nil }
        return index.countNewlyPassing(query, insteadOf: terms)
    }

    /// The parts that the score of a record is the sum of; none for a record that is not in the snapshot.
    func explanation(_ kind: Kind, _ identifier: UInt128) -> Explanation {
        Explainer(self).explanation(kind, identifier)
    }

    /// The question as one of the two sorts of index takes it.
    enum Query {
        case profiles(ProfileIndex, ProfileQuery)
        case needs(NeedIndex, NeedQuery)
    }

    /// Null when the kind does not answer this side.
    func query(_ kind: Kind, count: Int = 0, after: Hit? = nil) -> Query? {
        switch side {
        case .need(let items, let excluding):
            guard kind == .members || kind == .mentors else { return nil }
            let index = kind == .mentors ? snapshot.mentors : snapshot.members
            let filter = Filter(
                visibility: visibility(of: kind), excluding: excluding,
                conditions: items.musts + (kind == .mentors ? [capacity] : []), at: instant)
            return .profiles(index, ProfileQuery(items: items.items, filter: filter, k: count, after: after))
        case .asker(let asker, let excluding):
            guard kind == .ventures || kind == .offers else { return nil }
            let index = kind == .ventures ? snapshot.ventures : snapshot.offers
            let filter = Filter(
                visibility: visibility(of: kind), excluding: excluding,
                conditions: kind == .offers ? [capacity] : [], at: instant)
            return .needs(
                index,
                NeedQuery(
                    terms: asker.terms, half: asker.wish != nil, wish: asker.wish?.halfItems ?? [],
                    wishConditions: asker.wish?.musts ?? [], filter: filter, k: count, after: after))
        }
    }

    var instant: Int64 { Int64(at.timeIntervalSince1970.rounded(.down)) }

    /// A free place.
    var capacity: Condition {
        Condition(
            reason: LeftOut.noCapacity.rawValue, anyOf: [Condition.Alternative(term: StateTerms.free, minimumLevel: 0)])
    }

    /// What the caller may know of: mentors and ventures of one's own desks, all members who consented, all open offers.
    func visibility(of kind: Kind) -> [Condition] {
        switch kind {
        case .offers: return []
        case .members:
            guard together else { return [] }
            let also = Condition.Alternative(term: StateTerms.alsoMentor, minimumLevel: 0)
            return [Condition(reason: 0, anyOf: [also], negated: true)]
        case .mentors, .ventures:
            guard case .desk(let desks) = caller.role else { return [] }
            let own = desks.map { Condition.Alternative(term: StateTerms.desk(organisations.number(of: $0))) }
            let any = kind == .mentors ? [Condition.Alternative(term: StateTerms.anyDesk)] : []
            return [Condition(reason: 0, anyOf: any + own)]
        }
    }
}
