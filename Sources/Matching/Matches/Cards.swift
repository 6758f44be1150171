import Foundation
import Model
import Store

/// Which record a card is of.
struct CardKey: Hashable, Sendable {
    let kind: Kind
    let identifier: UInt128

    init(_ kind: Kind, _ identifier: UInt128) {
        self.kind = kind
        self.identifier = identifier
    }
}

extension Service {
    /// The cards of some records, in one transaction; none for a record that went away since it was ranked.
    func cards(
        of hits: [(kind: Kind, identifier: UInt128)], in languages: [String], as caller: Caller
    ) async throws(MatchingError) -> [CardKey: Card] {
        try await cards(of: hits, in: languages, as: caller, logging: nil)
    }

    /// The same, for matches that are to be shown: what cannot be logged is not shown. A record that went away since stands
    /// in the log all the same.
    ///
    /// - Parameter matches: what is shown of them to staff; null for nobody else's log.
    /// - Returns: the row of the log; null where there is none, since no match is shown, or not to staff.
    func show(
        _ hits: [(kind: Kind, identifier: UInt128)], _ matches: ShownMatches?, of snapshot: Snapshot,
        in languages: [String], as caller: Caller
    ) async throws(MatchingError) -> (cards: [CardKey: Card], log: UUID?) {
        guard let matches, !matches.shown.isEmpty else {
            return (try await cards(of: hits, in: languages, as: caller), nil)
        }
        let id = Identifier<ShownMatches>.new(at: now()).uuid
        let missing = shapes.missing(of: matches.shapes)
        let log = LogMatches(
            matches.row(id, for: caller, in: snapshot),
            shapes: missing.map { number, shape in
                var writer = LogWriter()
                writer.add(shape)
                return (number, writer.bytes)
            }, otherwise: caller.oldestOrganisation)
        let cards = try await cards(of: hits, in: languages, as: caller, logging: log)
        shapes.remember(missing.keys)
        return (cards, id)
    }

    private func cards(
        of hits: [(kind: Kind, identifier: UInt128)], in languages: [String], as caller: Caller, logging: LogMatches?
    ) async throws(MatchingError) -> [CardKey: Card] {
        let kinds = Kind.allCases.filter { kind in hits.contains { $0.kind == kind } }
        guard !kinds.isEmpty || logging != nil else { return [:] }
        let readings = kinds.map { kind in
            let ids = hits.filter { $0.kind == kind }.map { Identifier<Member>(number: $0.identifier).uuid }
            return ReadCards(kind: kind.card, ids: ids, languages: languages)
        }
        var cards: [CardKey: Card] = [:]
        for (kind, rows) in zip(kinds, try await run(readings, as: caller, logging: logging)) {
            for (id, row) in rows { cards[CardKey(kind, Identifier<Member>(id).number)] = Card(row) }
        }
        return cards
    }
}

extension Kind {
    var card: CardKind {
        switch self {
        case .members: .member
        case .mentors: .mentor
        case .ventures: .venture
        case .offers: .offer
        }
    }
}

extension Card {
    init(_ row: CardRow) {
        self.init(
            headline: row.headline, country: row.country, free: row.free, label: row.label, closesAt: row.closesAt)
    }
}
