import Model
import Ranking

/// The mode factor: one item, answered by any of the modes that are asked.
enum Mode {
    static func items(_ modes: Modes) -> [Asked] {
        guard !modes.isEmpty else { return [] }
        let answers =
            single(modes).map { Answer(term: .mode($0), value: 250) }
            + [Answer(term: .unstated(.mode), value: Weights.prior(of: .mode))]
        return [
            Asked(
                subject: .modes(modes), importance: Importance.important.rawValue,
                shape: Shape(floor: 0, answers: answers))
        ]
    }

    static func musts(_ need: Need) -> [Condition] {
        guard need.modesMust else { return [] }
        return [
            Condition(
                reason: LeftOut.mustMode.rawValue,
                anyOf: single(need.modes).map { Condition.Alternative(term: .mode($0), minimumLevel: 0) })
        ]
    }

    static func terms(_ modes: Modes) -> [TermLevel] {
        modes.isEmpty ? [TermLevel(term: .unstated(.mode))] : single(modes).map { TermLevel(term: .mode($0)) }
    }

    private static func single(_ modes: Modes) -> [Modes] { Modes.named.map(\.mode).filter(modes.contains) }
}
