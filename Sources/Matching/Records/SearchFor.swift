import Foundation
import Model
import Store

/// Searches records of a kind by codes, page by page, as cards.
package struct SearchFor: Sendable {
    package var kind: Kind
    package var filter: SearchFilter
    /// The last of the page before; null begins at the first.
    package var after: UUID?
    /// 1 to 100.
    package var limit: Int
    /// The languages of the caller, the best first.
    package var languages: [String]

    package init(
        _ kind: Kind, _ filter: SearchFilter, after: UUID? = nil, limit: Int = 20, languages: [String] = ["en"]
    ) {
        self.kind = kind
        self.filter = filter
        self.after = after
        self.limit = limit
        self.languages = languages
    }

    package struct Page: Sendable {
        package let items: [(id: UUID, card: Card)]
        /// Where the next page begins; null on the last.
        package let next: UUID?
    }

    /// Throws ``MatchingError/scopeMissing`` when people or ventures are not the caller's to search.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Page {
        try caller.requireSeeking([kind])
        let taxonomy = try service.snapshot().taxonomy
        var filter = filter
        // A sector is found by any of those under it.
        let asked = Set(filter.sectors.map(\.description))
        filter.sectors += taxonomy.sectors.filter { !asked.isDisjoint(with: $0.path) }
        var own: [UUID]?
        if case .desk(let desks) = caller.role, kind == .mentors || kind == .ventures { own = desks.map(\.uuid) }
        let found = try await service.run(
            SearchRecords(kind: kind.card, filter: filter, organisations: own, after: after, limit: limit + 1),
            as: caller)
        let page = found.prefix(limit)
        let cards = try await service.cards(
            of: page.map { (kind, Identifier<Member>($0).number) }, in: languages, as: caller)
        return Page(
            items: page.compactMap { id in cards[CardKey(kind, Identifier<Member>(id).number)].map { (id, $0) } },
            next: found.count > limit ? page.last : nil)
    }
}

/// Lists organisations.
package struct FindOrganisations: Sendable {
    package var kind: Organisation.Kind?
    package var country: String?
    package var after: UUID?
    package var limit: Int

    package init(kind: Organisation.Kind? = nil, country: String? = nil, after: UUID? = nil, limit: Int = 20) {
        self.kind = kind
        self.country = country
        self.after = after
        self.limit = limit
    }

    package func run(in service: Service) async throws(MatchingError) -> (items: [Stored<Organisation>], next: UUID?) {
        let found = try await service.run(
            ListOrganisations(kind: kind, country: country, after: after, limit: limit + 1))
        return (Array(found.prefix(limit)), found.count > limit ? found[limit - 1].id : nil)
    }
}
