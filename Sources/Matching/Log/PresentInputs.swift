import Foundation
import Model
import Ranking
import Scoring

/// What a logged match would start from now, as far as who asks may know.
struct PresentInputs: Sendable {
    let snapshot: Snapshot
    let caller: Caller
    let organisations: OrganisationNumbers
    /// The present instant.
    let at: Date

    /// - Parameter subject: for whom or what it was asked.
    func state(of match: LoggedMatch, subject: UUID?) -> ReplayedMatch.Inputs {
        let identifier = Identifier<Member>(match.id).number
        guard isVisible(match.kind, identifier) else { return .gone }
        let present: [Computation]?
        switch match.kind {
        case .members, .mentors: present = profile(match, identifier)
        case .ventures, .offers: present = need(match, identifier, subject)
        }
        guard let present else { return .gone }
        return LoggedMatch.hash(of: present) == match.hash ? .same : .changed
    }

    /// Whether who asks may know of a member, mentor, venture or offer.
    func knows(_ id: UUID) -> Bool {
        let number = Identifier<Member>(id).number
        return Kind.allCases.contains { isVisible($0, number) }
    }

    /// A need found a profile.
    private func profile(_ match: LoggedMatch, _ identifier: UInt128) -> [Computation]? {
        let index = match.kind == .mentors ? snapshot.mentors : snapshot.members
        guard let terms = index[identifier]?.terms, let logged = match.computations.first else { return nil }
        guard logged.ask.owner != 0 else { return [Self.inputs(logged.ask, terms)] }
        let need = snapshot.ventures[logged.ask.owner] ?? snapshot.offers[logged.ask.owner]
        return need.map { [Self.inputs(Ask(of: $0, half: false), terms)] }
    }

    /// A profile found a need: what it asks comes first, and then what the person wishes of it.
    private func need(_ match: LoggedMatch, _ identifier: UInt128, _ subject: UUID?) -> [Computation]? {
        let index = match.kind == .ventures ? snapshot.ventures : snapshot.offers
        guard let need = index[identifier], let demanded = match.computations.first else { return nil }
        let wished = match.computations.dropFirst().first
        let asker = subject.map { Identifier<Member>($0).number }
        // One who is a mentor, too, may have another profile as that.
        let profiles = asker.map { [snapshot.members[$0]?.terms, snapshot.mentors[$0]?.terms].compactMap(\.self) }
        if let profiles, profiles.isEmpty { return nil }
        let candidates = (profiles ?? [demanded.terms]).map { terms in
            [Self.inputs(Ask(of: need, half: wished != nil), terms)]
                + (wished.map { [Self.inputs($0.ask, need.gives)] } ?? [])
        }
        return candidates.first { LoggedMatch.hash(of: $0) == match.hash } ?? candidates.first
    }

    private static func inputs(_ ask: Ask, _ terms: [TermLevel]) -> Computation {
        let terms = OutcomeTable(ask.items.map(\.shape)).answering(terms)
        return Computation(ask: ask, terms: terms, outcomes: [])
    }

    private func isVisible(_ kind: Kind, _ identifier: UInt128) -> Bool {
        let side: Side
        switch kind {
        case .members, .mentors: side = .need(Need(), ofMentors: false, in: snapshot.taxonomy)
        case .ventures, .offers: side = .asker(Profile(), in: snapshot.taxonomy)
        }
        let ranker = Ranker(
            snapshot: snapshot, side: side, caller: caller, organisations: organisations, at: at,
            together: false)
        return ranker.evaluation(kind, identifier) != nil
    }
}
