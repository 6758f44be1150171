import Model
import Ranking
import Scoring
import Taxonomy

/// One thing that is supposed of a profile, to see what it would change: `language:fr:B2`.
package struct Supposition: Sendable {
    let terms: [TermLevel]
    /// The silence that it ends.
    let factor: Factor

    /// Reads `skill:CODE:LEVEL`, `language:TAG:LEVEL`, `sector:CODE`, `place:CODE` or `mode:NAME`; the levels may be
    /// left out. Throws a ``Violation`` at the root for anything else.
    package init(_ text: String, in taxonomy: Taxonomy) throws(Violation) {
        let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let unclear = Violation(
            .unknownCode, "give skill:CODE:LEVEL, language:TAG:LEVEL, sector:CODE, place:CODE or mode:NAME")
        guard (2...3).contains(words.count) else { throw unclear }
        let level = words.count == 3 ? words[2] : nil
        var profile = Profile()
        switch words[0] {
        case "skill":
            guard let concept = taxonomy.concepts(code: words[1]).first else { throw unclear }
            let skillLevel = level.flatMap { Int($0) }.flatMap { SkillLevel(rawValue: $0) }
            guard level == nil || skillLevel != nil else {
                throw Violation(.levelOutOfRange, "give a level of 1 to 4 behind the skill")
            }
            profile.skills = [
                Profile.Skill(mention: SkillMention(text: words[1], concept: concept), level: skillLevel)
            ]
            factor = .skills
        case "language":
            let cefr = level.flatMap { CEFR($0) }
            guard level == nil || cefr != nil else {
                throw Violation(.levelOutOfRange, "give a level of A1 to C2 behind the language")
            }
            profile.languages = [Profile.Language(tag: try LanguageTag(words[1]), level: cefr)]
            factor = .language
        case "sector" where level == nil:
            profile.sectors = [try SectorCode(words[1])]
            factor = .sector
        case "place" where level == nil:
            profile.places = [try Place(words[1])]
            factor = .place
        case "mode" where level == nil:
            profile.modes = try Modes(names: [words[1]])
            factor = .mode
        default: throw unclear
        }
        terms = ProfileTerms.terms(of: profile).filter { $0.term.kind != .unstated }
    }

    /// The terms of a profile of which this is true.
    func applied(to had: [TermLevel]) -> [TermLevel] {
        let replaced = Set(terms.map(\.term)).union([.unstated(factor)])
        return had.filter { !replaced.contains($0.term) } + terms
    }
}

extension Snapshot {
    /// The snapshot in which something is supposed of one profile; the same where there is no such profile.
    func supposing(_ supposition: Supposition, of kind: Kind, _ identifier: UInt128) -> Snapshot {
        var supposed = self
        switch kind {
        case .members: Self.suppose(supposition, of: identifier, in: &supposed.members)
        case .mentors: Self.suppose(supposition, of: identifier, in: &supposed.mentors)
        case .ventures, .offers: break
        }
        return supposed
    }

    private static func suppose(_ supposition: Supposition, of identifier: UInt128, in index: inout ProfileIndex) {
        guard var document = index[identifier] else { return }
        document.terms = supposition.applied(to: document.terms)
        index = index.applying([.upsert(document)])
    }
}

extension Side {
    /// The side of which something is supposed, where it is a profile.
    func supposing(_ supposition: Supposition) -> Side {
        guard case .asker(let asker, let excluding) = self else { return self }
        return .asker(
            Asker(terms: supposition.applied(to: asker.terms), wish: asker.wish), excluding: excluding)
    }

    var isProfile: Bool { if case .asker = self { true } else { false } }

    /// Those who are no answer because they are the same person.
    var excluding: Set<UInt128> {
        switch self {
        case .need(_, let excluding), .asker(_, let excluding): excluding
        }
    }

    /// The side that leaves out nobody for being the same person.
    var withoutExclusions: Side {
        switch self {
        case .need(let items, _): .need(items, excluding: [])
        case .asker(let asker, _): .asker(asker, excluding: [])
        }
    }
}
