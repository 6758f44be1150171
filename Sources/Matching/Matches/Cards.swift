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
        let kinds = Kind.allCases.filter { kind in hits.contains { $0.kind == kind } }
        guard !kinds.isEmpty else { return [:] }
        let readings = kinds.map { kind in
            let ids = hits.filter { $0.kind == kind }.map { Identifier<Member>(number: $0.identifier).uuid }
            return ReadCards(kind: kind.card, ids: ids, languages: languages)
        }
        var cards: [CardKey: Card] = [:]
        for (kind, rows) in zip(kinds, try await run(readings, as: caller)) {
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
