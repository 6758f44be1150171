import Foundation
import Model
import Scoring
import Store

/// An assignment with what may be shown of it, and the reasons of each pair.
package struct ShownAssignment: Sendable {
    package let cohort: Identifier<Cohort>
    package let kept: KeptAssignment
    /// The row of the log by which the scores can be computed again; null where nobody is shown.
    package let log: UUID?
    /// By venture: the pair's score with its parts, as long as it is what it was; the others have changed since.
    package let matches: [Identifier<Venture>: Match]
    package let ventures: [Identifier<Venture>: Card]
    package let mentors: [Identifier<Member>: Card]

    /// The ventures of the cohort that have a mentor, with their scores, the best first.
    package func holders(of mentor: Identifier<Member>) -> [CohortAssignment.Row] { byMentor[mentor] ?? [] }

    private let byMentor: [Identifier<Member>: [CohortAssignment.Row]]

    init(
        _ cohort: Identifier<Cohort>, _ kept: KeptAssignment, _ log: UUID?, _ matches: [Identifier<Venture>: Match],
        _ ventures: [Identifier<Venture>: Card], _ mentors: [Identifier<Member>: Card]
    ) {
        self.cohort = cohort
        self.kept = kept
        self.log = log
        self.matches = matches
        self.ventures = ventures
        self.mentors = mentors
        let held = kept.assignment.rows.compactMap { row in row.mentor.map { (mentor: $0, row: row) } }
        byMentor = Dictionary(grouping: held, by: \.mentor).mapValues { held in
            held.map(\.row).sorted { ($0.score ?? 0, $1.venture) > ($1.score ?? 0, $0.venture) }
        }
    }
}

/// Reads one of a cohort's assignments.
package struct ReadCohortAssignment: Sendable {
    package let id: UUID
    /// Null for the latest.
    package let revision: Int?

    package init(_ id: UUID, revision: Int? = nil) {
        self.id = id
        self.revision = revision
    }

    /// Throws ``MatchingError/notFound`` when there is none, or none that the caller may know of.
    package func run(
        in service: Service, as caller: Caller, languages: [String]
    ) async throws(MatchingError) -> ShownAssignment {
        _ = try await ReadRecord<Cohort>(id).run(in: service, as: caller)
        guard let kept = try await service.run(ReadAssignment(of: Identifier(id), revision: revision), as: caller)
        else {
            throw .notFound
        }
        return try await ShowAssignment(id, kept).run(in: service, as: caller, languages: languages)
    }
}

/// Adds to an assignment what may be shown of it.
package struct ShowAssignment: Sendable {
    package let id: UUID
    package let kept: KeptAssignment

    package init(_ id: UUID, _ kept: KeptAssignment) {
        self.id = id
        self.kept = kept
    }

    package func run(
        in service: Service, as caller: Caller, languages: [String]
    ) async throws(MatchingError) -> ShownAssignment {
        let cohort = try await ReadRecord<Cohort>(id).run(in: service, as: caller).stored.value
        let rows = kept.assignment.rows
        let told = Set(rows.flatMap { [$0.mentor, $0.best] }.compactMap(\.self) + kept.assignment.loads.map(\.mentor))
        let pool = try await CohortPool.read(
            Array(told), ventures: rows.map(\.venture), of: cohort.desk, in: service, as: caller)
        var shown = ShownMatches(of: id)
        var explanations: [Identifier<Venture>: Explanation] = [:]
        for row in rows {
            guard let ranker = pool.ranker(of: row.venture) else { continue }
            let explainer = Explainer(ranker, loggedOf: row.venture.number)
            // A score that has changed since was logged when it was shown first.
            func add(_ mentor: Identifier<Member>?, _ score: Int?) -> Explanation? {
                guard let mentor else { return nil }
                let worked = explainer.worked(.mentors, mentor.number)
                guard worked.explanation.score == score else { return nil }
                shown.add(.mentors, mentor.number, worked)
                return worked.explanation
            }
            explanations[row.venture] = add(row.mentor, row.score)
            if row.best != row.mentor { _ = add(row.best, row.bestScore) }
        }
        // Of a mentor who is not open to matching any more, and a venture that is another desk's, nothing is shown.
        let (cards, log) = try await service.show(
            pool.parties.keys.map { (.ventures, $0.number) } + pool.mentors.map { (.mentors, $0.number) },
            shown, of: pool.snapshot, in: languages, as: caller)
        var matches: [Identifier<Venture>: Match] = [:]
        for row in rows {
            guard let mentor = row.mentor, let card = cards[CardKey(.mentors, mentor.number)],
                let explanation = explanations[row.venture]
            else { continue }
            matches[row.venture] = Match(kind: .mentors, id: mentor.uuid, card: card, explanation: explanation)
        }
        return ShownAssignment(
            Identifier(id), kept, log, matches, Self.cards(cards, .ventures), Self.cards(cards, .mentors))
    }

    private static func cards<Entity>(_ cards: [CardKey: Card], _ kind: Kind) -> [Identifier<Entity>: Card] {
        Dictionary(
            cards.filter { $0.key.kind == kind }.map { (Identifier(number: $0.key.identifier), $0.value) },
            uniquingKeysWith: { first, _ in first })
    }
}
