import Ranking
import Scoring

/// What one profile that a need finds is best asked: of what it does not say, the answer that adds the most points.
private struct ProfileQuestion {
    let kind: Kind
    let hit: Hit
    let supposition: Supposition
    /// What the profile has.
    let terms: [TermLevel]
    let before: Explanation
    let after: Explanation

    /// The hit that it would be.
    var supposed: Hit { Hit(identifier: hit.identifier, score: after.score) }
}

extension Ranker {
    /// What the answer to the one question to ask each of some profiles next would change, by identifier; nothing of
    /// those whom no question brings points, and where a profile asks. Each answer is computed in full.
    func nextQuestions(of hits: some Sequence<(kind: Kind, hit: Hit)>, among kinds: Set<Kind>) -> [UInt128: WhatIf] {
        guard case .need = side else { return [:] }
        let explainer = Explainer(self)
        let questions = hits.compactMap { question(to: $0.hit, of: $0.kind, explainer) }
        let places = places(of: questions.map(\.hit) + questions.map(\.supposed), among: kinds)
        return questions.reduce(into: [:]) { answers, question in
            let move = Move(
                kind: question.kind, identifier: question.hit.identifier, placeBefore: places[question.hit],
                placeAfter: places[question.supposed], before: question.before, after: question.after)
            answers[question.hit.identifier] = whatIf(
                [question.supposition], of: question.terms, among: [], moves: [move], in: self)
        }
    }

    private func question(to hit: Hit, of kind: Kind, _ explainer: Explainer) -> ProfileQuestion? {
        let terms = terms(kind, hit.identifier)
        let before = explainer.explanation(of: terms)
        let questions = before.parts.filter { $0.how == .unstated }.compactMap { part in
            Supposition(part.asked).map { supposition in
                ProfileQuestion(
                    kind: kind, hit: hit, supposition: supposition, terms: terms, before: before,
                    after: explainer.explanation(of: supposition.applied(to: terms)))
            }
        }
        let best = questions.max { $0.after.score < $1.after.score }
        return best.flatMap { $0.after.score > before.score ? $0 : nil }
    }
}
