import Foundation
import Model
import Ranking
import Scoring
import Store

/// The best matches of somebody or something, exactly, page by page, with the reasons.
package struct FindMatches: Sendable {
    package var subject: MatchSubject
    /// Kinds that are sought: mentors and members for a need, offers or ventures for a profile.
    package var seek: Set<Kind>
    /// 1 to 100.
    package var limit: Int
    package var after: MatchPosition?
    /// What is supposed of the profile that asks: `language:fr:B2`. The first page says what it would change.
    package var supposing: [String]
    /// Whether to find the one question whose answer would move the list most: for a profile that asks, on the first page;
    /// for a need, of each person on the page.
    package var askNext: Bool
    /// The instant that dated rules and closings are judged at.
    package var at: Date
    /// The languages of the caller, the best first.
    package var languages: [String]
    /// Whether the caller is shown them, so that they are logged; false where only an order is wanted.
    var isShown = true

    package init(
        subject: MatchSubject, seek: Set<Kind>, limit: Int = 20, after: MatchPosition? = nil,
        supposing: [String] = [], askNext: Bool = false, at: Date, languages: [String] = ["en"]
    ) {
        self.subject = subject
        self.seek = seek
        self.limit = limit
        self.after = after
        self.supposing = supposing
        self.askNext = askNext
        self.at = at
        self.languages = languages
    }

    /// How many near misses are shown beside a page that is not full.
    static let nearestShown = 3

    /// Throws ``MatchingError/loading`` before the index stands, ``MatchingError/notFound`` for a subject that the caller
    /// may not know of, and ``MatchingError/scopeMissing`` for kinds that the caller may not seek.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> MatchPage {
        let snapshot = try service.snapshot()
        guard seek.isSubset(of: subject.answers) else {
            let kinds = subject.answers.map(\.rawValue).sorted().joined(separator: " and ")
            throw .invalid(Violation(.unknownCode, at: "/seek", "seek \(kinds) here"))
        }
        try caller.requireSeeking(seek)
        let side = try await SubjectReader(service: service, caller: caller, snapshot: snapshot).side(
            of: subject)
        let ranker = Ranker(
            snapshot: snapshot, side: side, caller: caller, organisations: service.organisations, at: at,
            together: seek.isSuperset(of: [.mentors, .members]))
        let suppositions = try suppositions(ranker)
        var whatIf = suppositions.enumerated().map { ranker.whatIf($1, among: seek, shown: $0 == 0 ? limit : 0) }
        // One hit more than the page has says whether there is a next one.
        let asksNext = askNext && after == nil
        let ranked = ranker.best(max(limit + 1, asksNext ? NextQuestion.considered : 0), of: seek, after: after?.hit)
        let page = ranked.hits.prefix(limit)
        var next = asksNext ? await ranker.nextQuestion(among: seek, shown: limit, now: ranked) : nil
        let questions = askNext ? ranker.nextQuestions(of: page, among: seek) : [:]
        let near = page.count < limit && after == nil ? ranker.nearest(Self.nearestShown, of: seek) : []
        let shown =
            page.map { ($0.kind, $0.hit.identifier) } + near.map { ($0.kind, $0.miss.hit.identifier) }
            + (whatIf + [next].compactMap(\.self)).flatMap(\.moves).map { ($0.kind, $0.identifier) }
        let owner = caller.isStaff && isShown ? subject.id.map { Identifier<Member>($0).number } ?? 0 : nil
        let explainer = Explainer(ranker, loggedOf: owner)
        var explanations: [CardKey: Explanation] = [:]
        var matches = owner.map { _ in ShownMatches(of: subject.id) }
        for (kind, identifier) in shown where explanations[CardKey(kind, identifier)] == nil {
            let worked = explainer.worked(kind, identifier)
            explanations[CardKey(kind, identifier)] = worked.explanation
            matches?.add(kind, identifier, worked)
        }
        let (cards, log) = try await service.show(shown, matches, of: snapshot, in: languages, as: caller)
        for place in whatIf.indices { whatIf[place].show(cards) }
        next?.show(cards)
        let match = { (kind: Kind, hit: Hit) -> Match? in
            let key = CardKey(kind, hit.identifier)
            guard let card = cards[key], let explanation = explanations[key] else { return nil }
            return Match(
                kind: kind, id: Identifier<Member>(number: hit.identifier).uuid, card: card,
                explanation: explanation, askNext: questions[hit.identifier])
        }
        return MatchPage(
            asOf: snapshot.asOf, taxonomy: snapshot.taxonomy.version, log: log,
            items: page.compactMap { match($0.kind, $0.hit) },
            next: ranked.hits.count > limit ? page.last.map { MatchPosition($0.hit, $0.kind) } : nil,
            total: ranked.matched, leftOut: ranked.leftOut,
            nearest: near.compactMap { kind, miss in
                guard let match = match(kind, miss.hit), let reason = LeftOut(rawValue: miss.reason) else { return nil }
                return (match, reason)
            },
            whatIf: whatIf, askNext: next)
    }

    /// What is supposed: all together and, where there are several things, each alone; nothing but for the first page.
    private func suppositions(_ ranker: Ranker) throws(MatchingError) -> [[Supposition]] {
        guard !supposing.isEmpty else { return [] }
        guard case .asker = ranker.side else {
            let remedy = "suppose something of one person: ask for the match with that person"
            throw .invalid(Violation(.unknownField, at: "/what_if", remedy))
        }
        let together = try Supposition.reading(supposing, in: ranker.snapshot.taxonomy)
        return after == nil ? together.togetherAndAlone : []
    }
}

extension MatchPosition {
    init(_ hit: Hit, _ kind: Kind) {
        self.init(score: hit.score, id: Identifier<Member>(number: hit.identifier).uuid, kind: kind)
    }

    /// No record is of two kinds that are sought together, so that the identifier alone breaks ties.
    var hit: Hit { Hit(identifier: Identifier<Member>(id).number, score: score) }
}
