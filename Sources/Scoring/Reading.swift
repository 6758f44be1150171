import Model
import Ranking

extension Asked {
    /// Reads back what an item asks from what its answers are worth, so that an index needs to keep nothing else.
    ///
    /// Words that the taxonomy does not know are not in a shape: they come back empty.
    package init(reading shape: Shape) {
        self.init(subject: Self.subject(of: shape), importance: 0, shape: shape)
    }

    private static func subject(of shape: Shape) -> Subject {
        if let uses = shape.uses { return .use(of: Int(uses.count)) }
        guard let first = shape.answers.first(where: { $0.term.kind != .unstated }) else { return .unmapped("") }
        let found = Part.Found(TermLevel(term: first.term))
        switch found {
        case .skill(let concept, _):
            let level = SkillLevel.allCases.first { first.values[$0.rawValue] == 250 }
            return .skill(concept, level: first.values[0] == 250 ? nil : level)
        case .language(let tag, _):
            let level = CEFR.allCases.first { first.values[$0.rawValue] == 250 }
            return .language(tag, level: first.values[0] == 250 ? nil : level)
        case .sector:
            let asked = shape.answers.first { $0.values[0] == 250 }.flatMap { Part.Found(TermLevel(term: $0.term)) }
            guard case .sector(let code) = asked else { return .unmapped("") }
            return .sector(code)
        case .mode:
            let modes = shape.answers.filter { $0.term.kind == .mode }.map { Modes(rawValue: Int($0.term.payload)) }
            return .modes(modes.reduce(into: []) { $0.formUnion($1) })
        case .place, .regionOf:
            return .places(
                shape.answers.filter { $0.values[0] == 250 }.compactMap { answer in
                    guard case .place(let place) = Part.Found(TermLevel(term: answer.term)) else { return nil }
                    return place
                })
        case .month:
            let months = shape.answers.filter { $0.term.kind == .month }.map { Int($0.term.payload) }
            let span = (months.min() ?? 0, months.max() ?? 0)
            let until = span.1 - span.0 + 1 == PeriodFactor.longest ? nil : Month(number: span.1)
            guard let period = try? Period(from: Month(number: span.0), until: until) else { return .unmapped("") }
            return .period(period)
        case .replyWithin: return .responsiveness
        case nil: return .unmapped("")
        }
    }
}
