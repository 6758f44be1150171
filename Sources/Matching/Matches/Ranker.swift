import Foundation
import Model
import Ranking
import Scoring

/// One question to a snapshot: the ranking of one kind, and the explanation of each hit by the same computation.
struct Ranker: Sendable {
    let snapshot: Snapshot
    var side: Side
    let caller: Caller
    let organisations: OrganisationNumbers
    let at: Date
    /// Whether mentors are sought together with members, so that who is both is shown once.
    let together: Bool

    /// The best of a kind; nothing when the kind does not answer this side.
    func ranked(_ kind: Kind, count: Int, after: Hit?) -> Ranked {
        switch (kind, side) {
        case (.members, .need(let items, let excluding)):
            snapshot.members.ranked(profileQuery(kind, items, excluding, count, after))
        case (.mentors, .need(let items, let excluding)):
            snapshot.mentors.ranked(profileQuery(kind, items, excluding, count, after))
        case (.ventures, .asker(let asker, let excluding)):
            snapshot.ventures.ranked(needQuery(kind, asker, excluding, count, after))
        case (.offers, .asker(let asker, let excluding)):
            snapshot.offers.ranked(needQuery(kind, asker, excluding, count, after))
        default: Ranked(hits: [], matched: 0, leftOut: [:])
        }
    }

    /// The best of a kind that fail exactly one condition.
    func nearest(_ kind: Kind, count: Int) -> [NearMiss] {
        switch (kind, side) {
        case (.members, .need(let items, let excluding)):
            snapshot.members.nearMisses(profileQuery(kind, items, excluding, count, nil), k: count)
        case (.mentors, .need(let items, let excluding)):
            snapshot.mentors.nearMisses(profileQuery(kind, items, excluding, count, nil), k: count)
        case (.ventures, .asker(let asker, let excluding)):
            snapshot.ventures.nearMisses(needQuery(kind, asker, excluding, count, nil), k: count)
        case (.offers, .asker(let asker, let excluding)):
            snapshot.offers.nearMisses(needQuery(kind, asker, excluding, count, nil), k: count)
        default: []
        }
    }

    /// What the query comes to for one record; null when there is none that the caller may know of.
    func evaluation(_ kind: Kind, _ identifier: UInt128) -> Evaluation? {
        let evaluation =
            switch (kind, side) {
            case (.members, .need(let items, let excluding)):
                snapshot.members.evaluation(of: identifier, for: profileQuery(kind, items, excluding, 0, nil))
            case (.mentors, .need(let items, let excluding)):
                snapshot.mentors.evaluation(of: identifier, for: profileQuery(kind, items, excluding, 0, nil))
            case (.ventures, .asker(let asker, let excluding)):
                snapshot.ventures.evaluation(of: identifier, for: needQuery(kind, asker, excluding, 0, nil))
            case (.offers, .asker(let asker, let excluding)):
                snapshot.offers.evaluation(of: identifier, for: needQuery(kind, asker, excluding, 0, nil))
            default: Evaluation?.none
            }
        return evaluation?.visible == true ? evaluation : nil
    }

    /// The parts that the score of a record is the sum of; none for a record that is not in the snapshot.
    func explanation(_ kind: Kind, _ identifier: UInt128) -> Explanation {
        switch side {
        case .need(let items, _):
            let index = kind == .mentors ? snapshot.mentors : snapshot.members
            guard let document = index[identifier] else { return Explanation(parts: []) }
            let outcomes = items.asked.map { $0.shape.outcome(for: document.terms) }
            return Explanation(asked: items.asked, weights: items.weights, outcomes: outcomes, in: snapshot.taxonomy)
        case .asker(let asker, _):
            let index = kind == .ventures ? snapshot.ventures : snapshot.offers
            guard let need = index[identifier] else { return Explanation(parts: []) }
            let asked = Explanation(
                asked: need.demands.map { Asked(reading: $0.shape) },
                weights: need.demands.map { Int(asker.wish == nil ? $0.weight : $0.halfWeight) },
                outcomes: need.demands.map { $0.shape.outcome(for: asker.terms) }, in: snapshot.taxonomy)
            guard let wish = asker.wish else { return asked }
            let wished = Explanation(
                asked: wish.asked, weights: wish.halfWeights,
                outcomes: wish.asked.map { $0.shape.outcome(for: need.gives) }, in: snapshot.taxonomy)
            return Explanation(parts: asked.parts + wished.parts)
        }
    }

    private func profileQuery(_ kind: Kind, _ items: NeedItems, _ excluding: Set<UInt128>, _ count: Int, _ after: Hit?)
        -> ProfileQuery
    {
        ProfileQuery(
            items: items.items,
            filter: Filter(
                visibility: visibility(of: kind), excluding: excluding,
                conditions: items.musts + (kind == .mentors ? [capacity] : []), at: instant), k: count, after: after)
    }

    private func needQuery(_ kind: Kind, _ asker: Side.Asker, _ excluding: Set<UInt128>, _ count: Int, _ after: Hit?)
        -> NeedQuery
    {
        NeedQuery(
            terms: asker.terms, half: asker.wish != nil, wish: asker.wish?.halfItems ?? [],
            wishConditions: asker.wish?.musts ?? [],
            filter: Filter(
                visibility: visibility(of: kind), excluding: excluding,
                conditions: kind == .offers ? [capacity] : [], at: instant), k: count, after: after)
    }

    private var instant: Int64 { Int64(at.timeIntervalSince1970.rounded(.down)) }

    private var capacity: Condition {
        Condition(
            reason: LeftOut.noCapacity.rawValue, anyOf: [Condition.Alternative(term: StateTerms.free, minimumLevel: 0)])
    }

    /// What the caller may know of: mentors and ventures of one's own desks, all members who consented, all open offers.
    private func visibility(of kind: Kind) -> [Condition] {
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
