import Foundation
import Model
import Postgres

/// Adds an offer with need, what it gives, and rules.
package struct InsertOffer: Query {
    package let id: Identifier<Offer>
    package let offer: Offer

    package init(id: Identifier<Offer>, offer: Offer) {
        self.id = id
        self.offer = offer
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        var batch = RecordBatch()
        batch.offers = [(id, offer)]
        try InsertMany(batch).run(in: transaction)
    }
}

/// Replaces an offer, if it is still of the version that the caller read: what is not the same is written.
package struct UpdateOffer: Query {
    package let old: Stored<Offer>
    package let offer: Offer

    package init(_ old: Stored<Offer>, to offer: Offer) {
        self.old = old
        self.offer = offer
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let id = old.id
        try transaction.expectVersion(old.version, of: id, in: "bg.offer")
        let criteria = try transaction.first("SELECT need, gives FROM bg.offer WHERE id = \(id)") {
            row throws(PostgresError) in (try row.next(UUID.self), try row.next(UUID.self))
        }
        guard let (need, gives) = criteria else { throw .notFound }
        let owner = CriteriaOwner(.offer, id)
        try Criteria.replace(need, of: owner, old.value.need, by: offer.need, in: transaction)
        try Criteria.replace(gives, of: owner, old.value.gives, by: offer.gives, in: transaction)
        if offer.rules != old.value.rules { try OfferRules.replace(id, offer.rules, in: transaction) }
        try transaction.change(
            """
            UPDATE bg.offer SET organisation = \(offer.organisation.uuid), centre = \(offer.centre.uuid),
                kind = \(offer.kind.rawValue), title = \(JSONText(offer.title)), places = \(Int32(offer.places)),
                opens_at = \(offer.opensAt), closes_at = \(offer.closesAt),
                zone = \(offer.zone), status = \(offer.status.rawValue),
                committed_places = \(offer.committedPlaces.map(Int32.init)), version = version + 1, updated_at = now()
            WHERE id = \(id)
            """)
    }
}

/// An offer; null when there is none.
package struct ReadOffer: Query {
    package static var isReadOnly: Bool { true }
    package let id: Identifier<Offer>

    package init(id: Identifier<Offer>) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) -> Stored<Offer>? {
        let head = try transaction.first(
            """
            SELECT version, need, gives, organisation, centre, kind, title, places, taken, opens_at, closes_at, zone,
                status, committed_places
            FROM bg.offer WHERE id = \(id.uuid)
            """
        ) { row throws(PostgresError) in
            let version = try row.next(Int.self)
            let (need, gives) = (try row.next(UUID.self), try row.next(UUID.self))
            let organisation = Identifier<Organisation>(try row.next(UUID.self))
            let centre = Identifier<Organisation>(try row.next(UUID.self))
            return (
                version, need, gives,
                Offer(
                    organisation: organisation, centre: centre, kind: try row.nextCase(),
                    title: try row.nextLocalized(),
                    need: Need(), gives: Profile(), places: try row.next(), taken: try row.next(),
                    opensAt: try row.next(), closesAt: try row.next(), zone: try row.next(), status: try row.nextCase(),
                    committedPlaces: try row.nextOptional())
            )
        }
        guard let (version, need, gives, bare) = head else { return nil }
        var offer = bare
        offer.rules = try OfferRules.read([id.uuid], in: transaction)[id.uuid] ?? []
        let parts = try transaction.read { () throws(PostgresError) in
            try CriteriaParts(of: [need, gives], withTexts: true, in: transaction)
        }
        offer.need = parts.need(need)
        offer.gives = parts.profile(gives)
        return Stored(id: id.uuid, version: version, value: offer)
    }
}
