import Model
import Taxonomy

/// The words for what a supposition changes, in one language.
package struct WhatIfWords: Sendable {
    /// "{0} {1} → {2}": what it is about, what is stated now, what is supposed.
    let change: String
    let notStated: String
    let levelNotStated: String
    let stated: String
    /// A place in a list: "2nd".
    let place: @Sendable (Int) -> String
    let fromTo: String
    let stays: String
    let comesIn: String
    let goesOut: String
    let staysOut: String
    /// "opens {0} offers", for one and for several, by the name of what is opened.
    let opens: [String: (one: String, many: String)]
    let closes: [String: (one: String, many: String)]
    /// "{0} places on the page change", for one and for several.
    let changePlaces: (one: String, many: String)
    let changesNothing: String
    /// "Could you work here: {0}?", by what it is about.
    let questions: [Factor: String]
    /// "{0} or better": what has a level.
    let orBetter: String
    /// Between what is supposed and what it changes, and between one change and the next.
    let colon: String
    let semicolon: String
}

extension Words {
    /// What is supposed, beside what is stated now: "French B1 → B2".
    package func change(to supposed: Asked.Subject, from stated: Stated, in taxonomy: Taxonomy) -> String {
        let (subject, level): (Asked.Subject, String?) =
            switch supposed {
            case .skill(let concept, let level): (.skill(concept, level: nil), level.map { levels[$0.rawValue - 1] })
            case .language(let tag, let level): (.language(tag, level: nil), level?.name)
            default: (supposed, nil)
            }
        let now =
            switch stated {
            case .nothing: whatIf.notStated
            case .stated: level == nil ? whatIf.stated : whatIf.levelNotStated
            case .skillLevel(let level): levels[level.rawValue - 1]
            case .languageLevel(let level): level.name
            }
        return Self.fill(whatIf.change, describe(subject, in: taxonomy), now, level ?? whatIf.stated)
    }

    /// The question whose answer would say that something is true of a person.
    package func question(about subject: Asked.Subject, in taxonomy: Taxonomy) -> String {
        let what = describe(subject, in: taxonomy)
        let hasLevel =
            switch subject {
            case .skill(_, let level): level.map { $0 < .expert } ?? false
            case .language(_, let level): level.map { $0 < .c2 } ?? false
            default: false
            }
        let template = whatIf.questions[subject.factor] ?? "{0}"
        return Self.fill(template, hasLevel ? Self.fill(whatIf.orBetter, what) : what)
    }

    /// How something moves in a list: "from 9th to 2nd". Null is a place for what is left out.
    package func move(from: Int?, to: Int?) -> String {
        switch (from.map(whatIf.place), to.map(whatIf.place)) {
        case (let from?, let to?): from == to ? Self.fill(whatIf.stays, to) : Self.fill(whatIf.fromTo, from, to)
        case (nil, let to?): Self.fill(whatIf.comesIn, to)
        case (_?, nil): whatIf.goesOut
        case (nil, nil): whatIf.staysOut
        }
    }

    /// The sentence of a supposition: what is supposed, and what it changes.
    ///
    /// - Parameters:
    ///   - changes: ``change(to:from:in:)`` of each.
    ///   - move: ``move(from:to:)`` of the one that was asked about; null where it was a list.
    ///   - opened: how many become eligible, by the name of their kind; nothing is said of a kind without words.
    ///   - moved: how many places of the page change.
    package func whatIf(
        _ changes: [String], move: String?, opened: [String: Int], closed: [String: Int], moved: Int
    ) -> String {
        var effects = move.map { [$0] } ?? []
        for (counts, words) in [(opened, whatIf.opens), (closed, whatIf.closes)] {
            for (kind, count) in counts.sorted(by: { $0.key < $1.key }) where count > 0 {
                if let words = words[kind] { effects.append(Self.count(count, words)) }
            }
        }
        if moved > 0 { effects.append(Self.count(moved, whatIf.changePlaces)) }
        if effects.isEmpty { effects = [whatIf.changesNothing] }
        return changes.joined(separator: comma) + whatIf.colon + effects.joined(separator: whatIf.semicolon)
    }

    private static func count(_ count: Int, _ words: (one: String, many: String)) -> String {
        fill(count == 1 ? words.one : words.many, String(count))
    }
}
