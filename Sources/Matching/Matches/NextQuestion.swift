import Ranking
import Scoring

/// Which one answer would move somebody's list most, found by ranking again for each that is promising.
///
/// What is worth asking is drawn from the best of the list and from those that nearly pass: what they ask that the profile
/// does not say, or not at the level that is asked. How promising each is decides only which ``asked`` are tried; of these
/// the answer is exact. A place in the list is worth the inverse of it, and an answer is worth what the places rise
/// among the best ten: 9th to 2nd is 1/2 − 1/9.
enum NextQuestion {
    /// How many answers are tried.
    static let asked = 6
    /// How many of the list, and how many that nearly pass, say what is worth asking.
    static let considered = 20
    /// How many places count.
    static let places = 10
    /// What the first place is worth: the least number that all places divide, so that all is integers.
    static let worth = 2_520
}

extension Ranker {
    /// What the answer to the one question to ask next would change; null where none would, and where a need asks.
    ///
    /// The answers are tried side by side, on as many cores as are free.
    ///
    /// - Parameter now: the best that there are, as many as are considered or more.
    func nextQuestion(among kinds: Set<Kind>, shown: Int, now: Best) async -> WhatIf? {
        let worthAsking = worthAsking(among: kinds, now)
        let tried = await withTaskGroup(of: (place: Int, then: Best).self) { tasks in
            for (place, supposition) in worthAsking.enumerated() {
                tasks.addTask { (place, supposing([supposition]).best(max(shown, NextQuestion.places), of: kinds)) }
            }
            return await tasks.reduce(into: [Int: Best]()) { $0[$1.place] = $1.then }
        }
        var next: (supposition: Supposition, then: Best, gain: [Int])?
        for (place, supposition) in worthAsking.enumerated() {
            guard let then = tried[place] else { continue }
            let gain = then.gain(over: now)
            // Of equal ones the more promising, which comes first, stays.
            if (next?.gain ?? [0, 0, 0]).lexicographicallyPrecedes(gain) { next = (supposition, then, gain) }
        }
        return next.map { whatIf([$0.supposition], among: kinds, then: Array($0.then.hits.prefix(shown))) }
    }

    /// The most promising suppositions about the profile that asks, the best first.
    private func worthAsking(among kinds: Set<Kind>, _ now: Best) -> [Supposition] {
        guard case .asker(let asker, let excluding) = side else { return [] }
        var withoutWish = self
        withoutWish.side = .asker(Side.Asker(terms: asker.terms, wish: nil), excluding: excluding)
        let explainer = Explainer(withoutWish)
        var promises: [Asked.Subject: Int] = [:]
        var order: [Asked.Subject] = []
        func look(_ kind: Kind, _ identifier: UInt128, failing reason: LeftOut?) {
            let demanded = explainer.explanation(kind, identifier)
            for part in demanded.parts where part.value < 250 {
                if promises[part.asked] == nil { order.append(part.asked) }
                // Who nearly passes has its whole score to give.
                let opened = reason.map { $0.factor == part.factor } ?? false
                promises[part.asked, default: 0] += part.weight * 250 - part.points + (opened ? demanded.score : 0)
            }
        }
        for (kind, hit) in now.hits.prefix(NextQuestion.considered) { look(kind, hit.identifier, failing: nil) }
        for (kind, miss) in nearest(NextQuestion.considered, of: kinds) {
            look(kind, miss.hit.identifier, failing: LeftOut(rawValue: miss.reason))
        }
        let byPromise = order.enumerated().sorted { left, right in
            let promise = (promises[left.element] ?? 0, promises[right.element] ?? 0)
            return promise.0 != promise.1 ? promise.0 > promise.1 : left.offset < right.offset
        }
        var suppositions: [Supposition] = []
        for subject in byPromise.lazy.map(\.element) where suppositions.count < NextQuestion.asked {
            guard let supposition = Supposition(subject) else { continue }
            if !suppositions.contains(where: supposition.isAboutTheSame) { suppositions.append(supposition) }
        }
        return suppositions
    }
}

extension Best {
    /// What a list is worth more than another: what the places rise, then how many there are, then the points.
    fileprivate func gain(over other: Best) -> [Int] {
        let worths = { (best: Best) in
            best.hits.prefix(NextQuestion.places).enumerated().map {
                ($1.hit.identifier, NextQuestion.worth / ($0 + 1))
            }
        }
        let had = Dictionary(uniqueKeysWithValues: worths(other))
        let risen = worths(self).reduce(0) { $0 + max(0, $1.1 - (had[$1.0] ?? 0)) }
        let points = { (best: Best) in best.hits.prefix(NextQuestion.places).reduce(0) { $0 + $1.hit.score } }
        return [risen, matched - other.matched, points(self) - points(other)]
    }
}
