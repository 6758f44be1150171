import Model
import Scoring
import Taxonomy

/// One part of a score, in codes for programs and in words for people.
package struct Reason: Sendable {
    /// The name of the factor: `skills`.
    package let factor: String
    /// What was asked: `skill:CODE:3`, `language:fr:B2`, `sector:1050`, `places:MA-01,MA-02`, `modes:remote,visit`,
    /// `period:2027-01/2027-06`, `unmapped:` with the words, `fast-answer`, or `skills-of-use`.
    package let asked: String
    package let weight: Int
    /// 0 to 250.
    package let value: Int
    /// What answered, in the same form; null where nothing did.
    package let found: String?
    /// `same`, `alike`, `same-job`, `used`, `unstated` or `none`.
    package let how: String
    /// What the skill that answered rests on, and which part of 250 counts therefore; null where that is not asked.
    package let basis: (name: String, credit: Int)?
    /// Of `skills-of-use`: which skills are, in the form of ``found``, and what of 250 each adds, the greatest first.
    package let shares: [(found: String, value: Int)]
    /// A sentence in the caller's language.
    package let text: String

    package var points: Int { weight * value }
}

/// A question to a person, in codes for programs and in words for people.
package struct Question: Sendable {
    /// The name of the factor: `skills`.
    package let factor: String
    /// What would be true if the answer is yes, in the form of ``Reason/asked``.
    package let asked: String
    package let text: String
}

/// The words and codes of reasons, in the language that a caller reads best. A class, since a copy of all words takes as long as
/// a sentence.
package final class Wording: Sendable {
    let taxonomy: Taxonomy
    let words: Words

    init(taxonomy: Taxonomy, words: Words) {
        self.taxonomy = taxonomy
        self.words = words
    }

    /// The version of the weights that scores are computed with.
    package static let weights = Weights.version

    /// The language that is written, one of those that there are words in.
    package var language: String { words.language }

    package var taxonomyVersion: String { taxonomy.version }

    package func reasons(_ explanation: Explanation) -> [Reason] { explanation.parts.map(reason) }

    package func reason(_ part: Part) -> Reason {
        Reason(
            factor: part.factor.rawValue, asked: code(part.asked), weight: part.weight, value: part.value,
            found: part.found.map(code), how: part.how.rawValue, basis: part.backing.map(basis),
            shares: part.shares.map { (code($0.found), $0.value) }, text: words.describe(part, in: taxonomy))
    }

    private func basis(_ backing: Backing) -> (name: String, credit: Int) {
        let basis: SkillBasis =
            switch backing {
            case .noneAsked, .ownWord, .ownWordAmongMany, .ownWordAmongMost: .ownWord
            case .diagnosis: .diagnosis
            case .reference: .reference
            case .certificate: .certificate
            }
        return (basis.rawValue, Int(backing.credit))
    }

    /// The sentence of what is supposed of a list: what it opens, and how many of the places that are shown change.
    package func text(_ whatIf: WhatIf) -> String {
        text(whatIf, move: nil, moved: whatIf.moves.count { $0.placeBefore != $0.placeAfter })
    }

    /// The sentence of what is supposed for one pair: from which place to which, and what it opens besides.
    package func text(_ whatIf: WhatIf, of move: Move) -> String { text(whatIf, move: text(move), moved: 0) }

    /// The question whose answer would say that something is true of a person.
    package func question(about subject: Asked.Subject) -> Question {
        Question(
            factor: subject.factor.rawValue, asked: code(subject), text: words.question(about: subject, in: taxonomy))
    }

    package func text(_ move: Move) -> String { words.move(from: move.placeBefore, to: move.placeAfter) }

    private func text(_ whatIf: WhatIf, move: String?, moved: Int) -> String {
        func counts(_ counts: [Kind: Int]) -> [String: Int] {
            Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
        }
        return words.whatIf(
            whatIf.changes.map { words.change(to: $0.supposed, from: $0.stated, in: taxonomy) }, move: move,
            opened: counts(whatIf.opened), closed: counts(whatIf.closed), moved: moved)
    }

    package func why(_ reason: LeftOut) -> String { words.why(reason) }

    package func why(_ reason: CohortAssignment.Why) -> String { words.why(reason) }

    package func label(of concept: ConceptID) -> String { taxonomy.label(of: concept, in: words.language) }

    package func label(of occupation: TaxonomyRecords.Occupation) -> String {
        taxonomy.label(of: occupation, in: words.language)
    }

    /// Null for a concept that the taxonomy does not have.
    package func code(of concept: ConceptID) -> String? { taxonomy.code(of: concept) }

    package func label(of sector: SectorCode) -> String { taxonomy.label(of: sector, in: words.language) }

    package func code(_ subject: Asked.Subject) -> String {
        switch subject {
        case .skill(let concept, let level): skill(concept, level)
        case .unmapped(let text): "unmapped:\(text)"
        case .use: "skills-of-use"
        case .sector(let code): "sector:\(code)"
        case .language(let tag, let level): Self.joined("language:\(tag)", level?.name)
        case .places(let places): "places:" + places.map(\.description).joined(separator: ",")
        case .modes(let modes): "modes:" + modes.names.joined(separator: ",")
        case .period(let period): "period:\(period.from?.description ?? "..")/\(period.until?.description ?? "..")"
        case .responsiveness: "fast-answer"
        }
    }

    private func code(_ found: Part.Found) -> String {
        switch found {
        case .skill(let concept, let level): skill(concept, level)
        case .sector(let code): "sector:\(code)"
        case .language(let tag, let level): Self.joined("language:\(tag)", level?.name)
        case .place(let place): "places:\(place)"
        case .regionOf(let country): "places:\(country)"
        case .mode(let modes): "modes:" + modes.names.joined(separator: ",")
        case .month(let month): "period:\(month)"
        case .replyWithin(let days): "fast-answer:\(days)"
        }
    }

    private func skill(_ concept: ConceptID, _ level: SkillLevel?) -> String {
        Self.joined("skill:\(code(of: concept) ?? concept.rawValue.description)", level.map { "\($0.rawValue)" })
    }

    private static func joined(_ code: String, _ level: String?) -> String { level.map { "\(code):\($0)" } ?? code }
}

extension Service {
    /// How to put things for somebody who reads these languages, the best first.
    package func wording(in languages: [String]) throws(MatchingError) -> Wording {
        Wording(taxonomy: try snapshot().taxonomy, words: Words.inFirst(of: languages))
    }
}

/// A skill as callers read it.
package struct SkillView: Sendable {
    package struct Relative: Sendable {
        package let code: String
        package let label: String
        /// In percent; null where too few jobs use both to tell.
        package let alike: Int
        package let sameJob: Int?
    }

    package let code: String
    package let uri: String?
    package let kind: String
    package let label: String
    package let isRetired: Bool
    package let broader: [String]
    package let related: [Relative]
}

extension Wording {
    package func uri(of concept: ConceptID) -> String? { taxonomy.concept(concept)?.uri }

    /// Null for a code that means none or several.
    package func skill(code: String) -> SkillView? {
        let concepts = taxonomy.concepts(code: code)
        guard concepts.count == 1, let concept = taxonomy.concept(concepts[0]) else { return nil }
        return SkillView(
            code: concept.code, uri: concept.uri, kind: concept.kind.rawValue, label: label(of: concept.id),
            isRetired: concept.isRetired, broader: concept.broader.compactMap { self.code(of: $0) },
            related: taxonomy.neighbours(of: concept.id).compactMap { neighbour in
                self.code(of: neighbour.other).map { code in
                    SkillView.Relative(
                        code: code, label: label(of: neighbour.other), alike: Int(neighbour.alike),
                        sameJob: neighbour.usedTogether.map(Int.init))
                }
            })
    }
}
