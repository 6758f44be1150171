import Foundation
import Model
import Ranking
import Scoring
import Store

/// One to three mentors who together answer a venture's need best: of each thing asked the best among them counts.
package struct FindPanel: Sendable {
    package let venture: Identifier<Venture>
    /// At most so many members, 1 to 3; null for as many as the venture wants.
    package let size: Int?
    /// Those who may be members; null for all with a free place.
    package let among: Set<Identifier<Member>>?
    /// The instant that the need is judged at.
    package let at: Date
    /// The languages of the caller, the best first.
    package let languages: [String]

    package init(
        of venture: Identifier<Venture>, size: Int? = nil, among: Set<Identifier<Member>>? = nil, at: Date,
        languages: [String] = ["en"]
    ) {
        self.venture = venture
        self.size = size
        self.among = among
        self.at = at
        self.languages = languages
    }

    /// The panel with what each brings to it.
    package struct Result: Sendable {
        package struct Member: Sendable {
            package let match: Match
            /// What the panel would lack without this member.
            package let contribution: Int
        }

        package let asOf: Date
        package let taxonomy: String
        /// The row of the log by which it can be computed again; null for an empty panel.
        package let log: UUID?
        /// The greatest contribution first; empty where nobody fulfils the musts and has a free place.
        package let members: [Member]
        /// Of each thing asked the best answer among the members, whose points sum to the panel's score.
        package let together: Explanation
        /// Of each of its parts the member who gives it; null where nobody answers.
        package let givers: [UUID?]
        /// Skills that are asked, and those of them that somebody has at the level asked, on whatever it rests.
        package var skills: (asked: Int, covered: Int) {
            let asked = together.parts.filter { part in
                if case .use = part.asked { false } else { part.factor == .skills }
            }
            return (asked.count, asked.count(where: Self.isCovered))
        }

        private static func isCovered(_ part: Part) -> Bool {
            guard case .skill(let asked, let least) = part.asked, case .skill(let found, let level)? = part.found else {
                return false
            }
            return asked == found && (level?.rawValue ?? 0) >= (least?.rawValue ?? 0)
        }
    }

    /// How often it may be worked out what a mentor adds to others: about a second.
    private static let mostLooks = 200_000_000

    /// Throws ``MatchingError/notFound`` for a venture that the caller may not know of, and ``MatchingError/invalid(_:)``
    /// where so many mentors would do, and so alike, that the best panel takes too long to find.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Result {
        try caller.requireSeeking([.mentors])
        let snapshot = try service.snapshot()
        let stored = try await ReadRecord<Venture>(venture.uuid).run(in: service, as: caller).stored
        let side = try await SubjectReader(service: service, caller: caller, snapshot: snapshot).side(
            of: .venture(venture))
        let ranker = Ranker(
            snapshot: snapshot, side: side, caller: caller, organisations: service.organisations, at: at,
            together: false)
        let size = size ?? stored.value.mentorsWanted
        var search = PanelSearch(ranker.candidates(among: among.map { Set($0.map(\.number)) }))
        let panel: [Panel.Member]
        do throws(PanelSearch.TooMany) {
            panel = try search.best(upTo: size, mostLooks: Self.mostLooks)?.members ?? []
        } catch {
            throw .invalid(
                Violation(.tooManyItems, at: "/among", "name whom you would choose from: too many mentors would do"))
        }
        let explainer = Explainer(ranker, loggedOf: Identifier<Member>(venture.uuid).number)
        var matches = ShownMatches(of: venture.uuid)
        let explanations = panel.map { member in
            let worked = explainer.worked(.mentors, member.identifier)
            matches.add(.mentors, member.identifier, worked)
            return worked.explanation
        }
        let (cards, log) = try await service.show(
            panel.map { (.mentors, $0.identifier) }, matches, of: snapshot, in: languages, as: caller)
        let members = zip(panel, explanations).compactMap { member, explanation in
            cards[CardKey(.mentors, member.identifier)].map { card in
                Result.Member(
                    match: Match(
                        kind: .mentors, id: Identifier<Member>(number: member.identifier).uuid, card: card,
                        explanation: explanation),
                    contribution: member.contribution)
            }
        }
        let together = Self.together(members)
        return Result(
            asOf: snapshot.asOf, taxonomy: snapshot.taxonomy.version, log: log, members: members,
            together: Explanation(parts: together.map(\.part)), givers: together.map(\.giver))
    }

    /// Of each thing asked the best part among the members; of the same the one of the member who is named first.
    private static func together(_ members: [Result.Member]) -> [(part: Part, giver: UUID?)] {
        guard let first = members.first else { return [] }
        return first.match.explanation.parts.indices.map { item in
            var best = (part: first.match.explanation.parts[item], giver: first.match.id)
            for member in members.dropFirst() {
                let part = member.match.explanation.parts[item]
                if part.value > best.part.value { best = (part, member.match.id) }
            }
            return (best.part, best.part.how == .unstated || best.part.how == .none ? nil : best.giver)
        }
    }
}
