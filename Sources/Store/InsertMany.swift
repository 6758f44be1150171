import Foundation
import Model
import Postgres

/// Many records at once, each with its identifier, for imports.
package struct RecordBatch: Sendable {
    package struct NewMember: Sendable {
        package let id: Identifier<Member>
        package let member: Member
        package let consents: [Consent]
        /// How to reach the person, by kind.
        package let contact: [String: String]

        package init(
            id: Identifier<Member>, member: Member, consents: [Consent], contact: [String: String] = [:]
        ) {
            self.id = id
            self.member = member
            self.consents = consents
            self.contact = contact
        }
    }

    package var members: [NewMember] = []
    package var mentors: [Mentor] = []
    package var ventures: [(id: Identifier<Venture>, venture: Venture)] = []
    package var offers: [(id: Identifier<Offer>, offer: Offer)] = []

    package init() {}
}

/// Adds records, one or a hundred thousand: a statement for each table that has rows, however many.
package struct InsertMany: Query {
    package let batch: RecordBatch
    /// When the consents were given.
    package let at: Date

    package init(_ batch: RecordBatch, at: Date = .distantPast) {
        self.batch = batch
        self.at = at
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        var criteria: [CriteriaRow] = []
        let members = batch.members.map { new in
            let owner = CriteriaOwner(.member, new.id.uuid)
            return (
                new: new, profile: criteria.add(new.member.profile, of: owner),
                wish: new.member.wish.map { criteria.add($0, of: owner) }
            )
        }
        let mentors = batch.mentors.map {
            (mentor: $0, profile: criteria.add($0.profile, of: CriteriaOwner(.mentor, $0.member.uuid)))
        }
        let ventures = batch.ventures.map { id, venture in
            (id: id, venture: venture, need: criteria.add(venture.need, of: CriteriaOwner(.venture, id.uuid)))
        }
        let offers = batch.offers.map { id, offer in
            let owner = CriteriaOwner(.offer, id.uuid)
            return (
                id: id, offer: offer, need: criteria.add(offer.need, of: owner),
                gives: criteria.add(offer.gives, of: owner)
            )
        }
        let rows = criteria
        // What belongs to something comes after it, so that the policies can ask about that; members after their
        // consents, which they say.
        try transaction.read { () throws(PostgresError) in
            try persons(in: transaction)
            try consents(in: transaction)
            try transaction.insert("bg.member", ["id", "headline", "profile", "wish", "status"], members) {
                row, writer in
                writer.field(row.new.id.uuid)
                writer.field(row.new.member.headline?.description)
                writer.field(row.profile)
                writer.field(row.wish)
                writer.field(row.new.member.status.rawValue)
            }
            try personLists(in: transaction)
            try insert(mentors, in: transaction)
            try insert(ventures, in: transaction)
            try insert(offers, in: transaction)
            try rows.insert(in: transaction)
        }
        for row in offers where !row.offer.rules.isEmpty {
            try OfferRules.replace(row.id.uuid, row.offer.rules, in: transaction)
        }
    }

    private func persons(in transaction: Transaction) throws(PostgresError) {
        try transaction.insert(
            "bg.person", ["id", "name", "latin_name", "born_year", "born_month", "born_day", "language"], batch.members
        ) { new, writer in
            let person = new.member.person
            let born = person.born?.columns
            writer.field(new.id.uuid)
            writer.field(person.name.description)
            writer.field(person.latinName?.description)
            writer.field(born?.year)
            writer.field(born?.month)
            writer.field(born?.day)
            writer.field(person.language?.description)
        }
    }

    private func personLists(in transaction: Transaction) throws(PostgresError) {
        let contacts = batch.members.flatMap { new in
            new.contact.sorted { $0.key < $1.key }.map { (id: new.id.uuid, kind: $0.key, value: $0.value) }
        }
        try transaction.insert("bg.person_contact", ["person", "kind", "value"], contacts) { contact, writer in
            writer.field(contact.id)
            writer.field(contact.kind)
            writer.field(contact.value)
        }
        let origins = batch.members.flatMap { new in new.member.person.origins.map { (id: new.id.uuid, origin: $0) } }
        try transaction.insert("bg.person_origin", ["person", "country", "basis", "generation"], origins) {
            row, writer in
            writer.field(row.id)
            writer.field(row.origin.country)
            writer.field(row.origin.basis.rawValue)
            writer.field(row.origin.generation.map(Int16.init))
        }
        let residences = batch.members.flatMap { new in
            new.member.person.residences.enumerated().map { (id: new.id.uuid, ordinal: $0.offset, place: $0.element) }
        }
        try transaction.insert("bg.person_residence", ["person", "ordinal", "country", "region"], residences) {
            row, writer in
            writer.field(row.id)
            writer.field(Int16(row.ordinal))
            writer.field(row.place.country)
            writer.field(row.place.region)
        }
    }

    private func consents(in transaction: Transaction) throws(PostgresError) {
        let consents = batch.members.flatMap { new in new.consents.map { (person: new.id.uuid, consent: $0) } }
        try transaction.insert(
            "bg.consent",
            ["id", "person", "purpose", "text_version", "language", "channel", "given_at", "organisation", "until"],
            consents
        ) { row, writer in
            writer.field(Identifier<Consent>.new(at: at).uuid)
            writer.field(row.person)
            writer.field(row.consent.purpose.rawValue)
            writer.field(row.consent.textVersion)
            writer.field(row.consent.language.description)
            writer.field(row.consent.channel.rawValue)
            writer.field(at)
            writer.field(row.consent.organisation?.uuid)
            writer.field(row.consent.until)
        }
    }

    private func insert(
        _ mentors: [(mentor: Mentor, profile: UUID)], in transaction: Transaction
    ) throws(PostgresError) {
        // The owner alone may say it, of mentors who accompany others already, or have named their desks; from then on triggers do.
        let held = mentors.contains { $0.mentor.held > 0 } ? ["held"] : []
        let named = mentors.contains(where: \.mentor.isNamedInPerson) ? ["named"] : []
        try transaction.insert(
            "bg.mentor", ["id", "headline", "profile", "capacity", "reply_days", "desks", "status"] + held + named,
            mentors
        ) { row, writer in
            let mentor = row.mentor
            writer.field(mentor.member.uuid)
            writer.field(mentor.headline?.description)
            writer.field(row.profile)
            writer.field(Int16(mentor.capacity))
            writer.field(mentor.replyDays.map(Int16.init))
            writer.field(mentor.desks.map(\.uuid))
            writer.field(mentor.status.rawValue)
            if !held.isEmpty { writer.field(Int16(mentor.held)) }
            if !named.isEmpty { writer.field(mentor.isNamedInPerson) }
        }
    }

    private func insert(
        _ ventures: [(id: Identifier<Venture>, venture: Venture, need: UUID)], in transaction: Transaction
    ) throws(PostgresError) {
        try transaction.insert(
            "bg.venture", ["id", "organisation", "name", "stage", "collective", "mentors_wanted", "need", "status"],
            ventures
        ) { row, writer in
            writer.field(row.id.uuid)
            writer.field(row.venture.desk.uuid)
            writer.field(row.venture.name.description)
            writer.field(row.venture.stage.rawValue)
            writer.field(row.venture.collective)
            writer.field(Int16(row.venture.mentorsWanted))
            writer.field(row.need)
            writer.field(row.venture.status.rawValue)
        }
        let founders = ventures.flatMap { row in row.venture.founders.map { (venture: row.id.uuid, founder: $0) } }
        try transaction.insert("bg.founder", ["venture", "person", "lead"], founders) { row, writer in
            writer.field(row.venture)
            writer.field(row.founder.person.uuid)
            writer.field(row.founder.lead)
        }
    }

    private func insert(
        _ offers: [(id: Identifier<Offer>, offer: Offer, need: UUID, gives: UUID)], in transaction: Transaction
    ) throws(PostgresError) {
        let columns = [
            "id", "organisation", "centre", "kind", "title", "need", "gives", "places", "opens_at", "closes_at",
            "zone", "status", "committed_places",
        ]
        let taken = offers.contains { $0.offer.taken > 0 } ? ["taken"] : []
        try transaction.insert("bg.offer", columns + taken, offers) { row, writer in
            let offer = row.offer
            writer.field(row.id.uuid)
            writer.field(offer.organisation.uuid)
            writer.field(offer.centre.uuid)
            writer.field(offer.kind.rawValue)
            writer.field(JSONText(offer.title))
            writer.field(row.need)
            writer.field(row.gives)
            writer.field(Int32(offer.places))
            writer.field(offer.opensAt)
            writer.field(offer.closesAt)
            writer.field(offer.zone)
            writer.field(offer.status.rawValue)
            writer.field(offer.committedPlaces.map(Int32.init))
            if !taken.isEmpty { writer.field(Int32(offer.taken)) }
        }
    }
}
