import Model
import Ranking
import Scoring
import Taxonomy

/// One thing that is supposed of a profile, to see what it would change: `language:fr:B2`.
package struct Supposition: Sendable {
    /// What is then true, in the terms in which a need asks it.
    package let subject: Asked.Subject
    let terms: [TermLevel]
    /// The silence that it ends.
    package let factor: Factor

    /// That what is asked is true; null for words that the taxonomy does not know.
    init?(_ subject: Asked.Subject) {
        var profile = Profile()
        var replyDays: Int?
        switch subject {
        case .skill(let concept, let level):
            profile.skills = [Profile.Skill(mention: SkillMention(text: "", concept: concept), level: level)]
            factor = .skills
        case .unmapped, .use: return nil
        case .sector(let code):
            profile.sectors = [code]
            factor = .sector
        case .language(let tag, let level):
            profile.languages = [Profile.Language(tag: tag, level: level)]
            factor = .language
        case .places(let places):
            profile.places = places
            factor = .place
        case .modes(let modes):
            profile.modes = modes
            factor = .mode
        case .period(let period):
            profile.period = period
            factor = .period
        case .responsiveness:
            replyDays = 1
            factor = .responsiveness
        }
        self.subject = subject
        terms = ProfileTerms.terms(of: profile, replyDays: replyDays).filter { $0.term.kind != .unstated }
    }

    /// The terms of a profile of which this is true.
    func applied(to had: [TermLevel]) -> [TermLevel] { had.filter { !replaces($0.term) } + terms }

    /// Whether a term of a profile makes way: the silence that is ended, another level, another period.
    func replaces(_ term: Term) -> Bool {
        if term == .unstated(factor) { return true }
        switch factor {
        case .period: return term.kind == .month || term.kind == .freeFrom
        case .responsiveness: return term.kind == .replyWithin
        default: return terms.contains { $0.term == term }
        }
    }

    /// Whether both are about one thing, so that they repeat or contradict one another.
    func isAboutTheSame(as other: Supposition) -> Bool { terms.contains { other.replaces($0.term) } }

    /// What a profile says now about it.
    func stated(in had: [TermLevel]) -> Stated {
        switch factor {
        case .skills, .language:
            guard let level = had.first(where: { $0.term == terms.first?.term })?.level else { return .nothing }
            if factor == .skills { return SkillLevel(rawValue: Int(level)).map(Stated.skillLevel) ?? .stated }
            return CEFR(rawValue: Int(level)).map(Stated.languageLevel) ?? .stated
        case .period, .responsiveness:
            return had.contains { $0.term.kind != .unstated && replaces($0.term) } ? .stated : .nothing
        case .sector, .place, .mode: return terms.allSatisfy(had.contains) ? .stated : .nothing
        }
    }
}

extension [Supposition] {
    /// The terms of a profile of which all of them are true.
    func applied(to had: [TermLevel]) -> [TermLevel] { reduce(had) { $1.applied(to: $0) } }

    /// All of them and, where there are several, each by itself.
    var togetherAndAlone: [[Supposition]] { [self] + (count > 1 ? map { [$0] } : []) }
}

extension Ranker {
    /// The same question, were some things true of the profile that asks.
    func supposing(_ suppositions: [Supposition]) -> Ranker {
        guard case .asker(let asker, let excluding) = side else { return self }
        var supposed = self
        supposed.side = .asker(
            Side.Asker(terms: suppositions.applied(to: asker.terms), wish: asker.wish), excluding: excluding)
        return supposed
    }

    /// The same question, were some things true of one of the profiles that are found.
    func supposing(_ suppositions: [Supposition], of kind: Kind, _ identifier: UInt128) -> Ranker {
        var supposed = self
        switch kind {
        case .members: Self.suppose(suppositions, of: identifier, in: &supposed.snapshot.members)
        case .mentors: Self.suppose(suppositions, of: identifier, in: &supposed.snapshot.mentors)
        case .ventures, .offers: break
        }
        return supposed
    }

    /// What the profile has that asks; nothing where a need asks.
    var asking: [TermLevel] { if case .asker(let asker, _) = side { asker.terms } else { [] } }

    /// What a profile has: the one that asks, or the one of a kind that is found; nothing of who is not there.
    func terms(_ kind: Kind, _ identifier: UInt128) -> [TermLevel] {
        switch side {
        case .asker(let asker, _): asker.terms
        case .need: (kind == .mentors ? snapshot.mentors : snapshot.members)[identifier]?.terms ?? []
        }
    }

    private static func suppose(
        _ suppositions: [Supposition], of identifier: UInt128, in index: inout ProfileIndex
    ) {
        guard var document = index[identifier] else { return }
        document.terms = suppositions.applied(to: document.terms)
        index = index.applying([.upsert(document)])
    }
}
