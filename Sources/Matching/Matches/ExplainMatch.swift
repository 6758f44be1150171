import Foundation
import Model
import Ranking
import Scoring
import Store

/// Why somebody matches, or why not; and what would be if something more were true of the profile.
package struct ExplainMatch: Sendable {
    package var subject: MatchSubject
    package var other: (kind: Kind, id: UUID)
    /// What is supposed of the profile of the two: `language:fr:B2`; nothing asks for what is.
    package var supposing: [String]
    /// Of whom it is supposed; null for the profile of the two.
    package var supposingOf: UUID?
    /// The instant that dated rules and closings are judged at.
    package var at: Date
    /// The languages of the caller, the best first.
    package var languages: [String]

    package init(
        subject: MatchSubject, other: (kind: Kind, id: UUID), supposing: [String] = [], supposingOf: UUID? = nil,
        at: Date, languages: [String] = ["en"]
    ) {
        self.subject = subject
        self.other = other
        self.supposing = supposing
        self.supposingOf = supposingOf
        self.at = at
        self.languages = languages
    }

    /// How one stands to the other.
    package struct Standing: Sendable {
        package let explanation: Explanation
        /// The conditions that fail, all of them; empty for a match.
        package let leftOut: [LeftOut]
        /// Its place in the whole ranking, from 1; null when it is left out.
        package let rank: Int?
    }

    /// What suppositions change, and how the other then stands.
    package struct Supposed: Sendable {
        package let whatIf: WhatIf
        package let standing: Standing
    }

    /// The answer for one pair.
    package struct Result: Sendable {
        package let asOf: Date
        package let taxonomy: String
        /// The row of the log by which it can be computed again; null where it is not logged.
        package let log: UUID?
        package let match: Match
        package let standing: Standing
        /// What would be: under all suppositions together, then under each alone where there are several.
        package let supposed: [Supposed]
        /// Statements that only the person can confirm, by their names.
        package let toConfirm: [String]
        /// Of who is not eligible: the clause that is not met, and the version of the offer's rules that it is of.
        package let brokenRule: (version: Int, clause: String)?
    }

    /// Throws ``MatchingError/notFound`` when either side is none that the caller may know of.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Result {
        let snapshot = try service.snapshot()
        guard subject.answers.contains(other.kind) else { throw .notFound }
        try caller.requireSeeking([other.kind])
        let side = try await SubjectReader(service: service, caller: caller, snapshot: snapshot).side(
            of: subject)
        let ranker = Ranker(
            snapshot: snapshot, side: side, caller: caller, organisations: service.organisations, at: at,
            together: false)
        guard let standing = standing(ranker) else { throw .notFound }
        let (cards, log) = try await service.show(
            [(other.kind, identifier)], logged(ranker, caller), of: snapshot, in: languages, as: caller)
        guard let card = cards[CardKey(other.kind, identifier)] else { throw .notFound }
        let rules = try await rules(service, caller)
        return Result(
            asOf: snapshot.asOf, taxonomy: snapshot.taxonomy.version, log: log,
            match: Match(kind: other.kind, id: other.id, card: card, explanation: standing.explanation),
            standing: standing, supposed: try supposed(ranker, standing),
            toConfirm: toConfirm(rules),
            brokenRule: standing.leftOut.contains(.notEligible)
                ? Eligibility.broken(of: rules, by: ranker.terms(other.kind, identifier), at: at) : nil)
    }

    /// What staff are shown; null for others.
    private func logged(_ ranker: Ranker, _ caller: Caller) -> ShownMatches? {
        guard caller.isStaff else { return nil }
        let explainer = Explainer(ranker, loggedOf: subject.id.map { Identifier<Member>($0).number } ?? 0)
        var matches = ShownMatches(of: subject.id)
        matches.add(other.kind, identifier, explainer.worked(other.kind, identifier))
        return matches
    }

    private var identifier: UInt128 { Identifier<Member>(other.id).number }

    /// Null when there is no such record that the caller may know of.
    private func standing(_ ranker: Ranker) -> Standing? {
        if ranker.side.excluding.contains(identifier) {
            var other = ranker
            other.side = ranker.side.withoutExclusions
            guard let evaluation = other.evaluation(self.other.kind, identifier) else { return nil }
            return Standing(
                explanation: other.explanation(self.other.kind, identifier),
                leftOut: [.selfMatch] + evaluation.failed.compactMap(LeftOut.init), rank: nil)
        }
        guard let evaluation = ranker.evaluation(other.kind, identifier) else { return nil }
        return Standing(
            explanation: ranker.explanation(other.kind, identifier),
            leftOut: evaluation.failed.compactMap(LeftOut.init), rank: evaluation.rank)
    }

    private func supposed(_ ranker: Ranker, _ now: Standing) throws(MatchingError) -> [Supposed] {
        guard !supposing.isEmpty else { return [] }
        let person = supposingOf.map { Identifier<Member>($0).number } ?? identifier
        let all = try Supposition.reading(supposing, in: ranker.snapshot.taxonomy)
        return all.togetherAndAlone.compactMap { suppositions in
            let supposed = ranker.supposing(suppositions).supposing(suppositions, of: other.kind, person)
            guard let then = standing(supposed) else { return nil }
            let move = Move(
                kind: other.kind, identifier: identifier, placeBefore: now.rank, placeAfter: then.rank,
                before: now.explanation, after: then.explanation)
            let whatIf = ranker.whatIf(
                suppositions, of: ranker.terms(other.kind, person), among: [other.kind], moves: [move], in: supposed)
            return Supposed(whatIf: whatIf, standing: then)
        }
    }

    /// The offer's rules, in all versions; none where no offer is one of the pair.
    private func rules(_ service: Service, _ caller: Caller) async throws(MatchingError) -> [OfferRule] {
        let offer: Identifier<Offer>
        switch (subject, other.kind) {
        case (.offer(let id), _): offer = id
        case (_, .offers): offer = Identifier(other.id)
        default: return []
        }
        return try await service.run(ReadOffer(id: offer), as: caller)?.value.rules ?? []
    }

    /// The statements of the rules in force that only the person can confirm.
    private func toConfirm(_ rules: [OfferRule]) -> [String] {
        rules.filter { $0.from <= at && at < $0.until ?? .distantFuture }.flatMap(\.clauses).compactMap { clause in
            if case .attestation(let statement) = clause { statement } else { nil }
        }
    }
}
