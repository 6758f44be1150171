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

/// Adds many records by COPY: some thousands a second where one by one it is some hundreds.
package struct InsertMany: Query {
    package let batch: RecordBatch
    package let at: Date

    package init(_ batch: RecordBatch, at: Date) {
        self.batch = batch
        self.at = at
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        var criteria = CriteriaRows()
        let members = batch.members.map { new in
            (new: new, profile: criteria.add(new.member.profile), wish: new.member.wish.map { criteria.add($0) })
        }
        let mentors = batch.mentors.map { (mentor: $0, profile: criteria.add($0.profile)) }
        let ventures = batch.ventures.map { (row: $0, need: criteria.add($0.venture.need)) }
        let offers = batch.offers.map {
            (row: $0, need: criteria.add($0.offer.need), gives: criteria.add($0.offer.gives))
        }
        let rows = criteria
        try transaction.read { () throws(PostgresError) in
            try rows.copy(in: transaction)
            try persons(in: transaction)
            try transaction.copyIn("bg.member", ["id", "headline", "profile", "wish", "status"]) {
                writer throws(PostgresError) in
                for (new, profile, wish) in members {
                    try writer.row()
                    writer.field(new.id.uuid)
                    writer.field(new.member.headline?.description)
                    writer.field(profile)
                    writer.field(wish)
                    writer.field(new.member.status.rawValue)
                }
            }
            try consents(in: transaction)
            try copy(mentors, in: transaction)
            try copy(ventures, in: transaction)
            try copy(offers, in: transaction)
        }
        for (row, _, _) in offers where !row.offer.rules.isEmpty {
            try OfferRules.replace(row.id.uuid, row.offer.rules, in: transaction)
        }
    }

    private func persons(in transaction: Transaction) throws(PostgresError) {
        try transaction.copyIn(
            "bg.person", ["id", "name", "latin_name", "born_year", "born_month", "born_day", "language"]
        ) { writer throws(PostgresError) in
            for new in batch.members {
                let person = new.member.person
                let born = person.born?.columns
                try writer.row()
                writer.field(new.id.uuid)
                writer.field(person.name.description)
                writer.field(person.latinName?.description)
                writer.field(born?.year)
                writer.field(born?.month)
                writer.field(born?.day)
                writer.field(person.language?.description)
            }
        }
        try transaction.copyIn("bg.person_contact", ["person", "kind", "value"]) { writer throws(PostgresError) in
            for new in batch.members {
                for (kind, value) in new.contact.sorted(by: { $0.key < $1.key }) {
                    try writer.row()
                    writer.field(new.id.uuid)
                    writer.field(kind)
                    writer.field(value)
                }
            }
        }
        try transaction.copyIn("bg.person_origin", ["person", "country", "basis", "generation"]) {
            writer throws(PostgresError) in
            for new in batch.members {
                for origin in new.member.person.origins {
                    try writer.row()
                    writer.field(new.id.uuid)
                    writer.field(origin.country)
                    writer.field(origin.basis.rawValue)
                    writer.field(origin.generation.map(Int16.init))
                }
            }
        }
        try transaction.copyIn("bg.person_residence", ["person", "ordinal", "country", "region"]) {
            writer throws(PostgresError) in
            for new in batch.members {
                for (ordinal, place) in new.member.person.residences.enumerated() {
                    try writer.row()
                    writer.field(new.id.uuid)
                    writer.field(Int16(ordinal))
                    writer.field(place.country)
                    writer.field(place.region)
                }
            }
        }
    }

    private func consents(in transaction: Transaction) throws(PostgresError) {
        try transaction.copyIn(
            "bg.consent", ["id", "person", "purpose", "text_version", "language", "channel", "given_at"]
        ) { writer throws(PostgresError) in
            for new in batch.members {
                for consent in new.consents {
                    try writer.row()
                    writer.field(Identifier<Consent>.new(at: at).uuid)
                    writer.field(new.id.uuid)
                    writer.field(consent.purpose.rawValue)
                    writer.field(consent.textVersion)
                    writer.field(consent.language.description)
                    writer.field(consent.channel.rawValue)
                    writer.field(at)
                }
            }
        }
    }

    private func copy(
        _ mentors: [(mentor: Mentor, profile: UUID)], in transaction: Transaction
    ) throws(PostgresError) {
        try transaction.copyIn(
            "bg.mentor", ["id", "headline", "profile", "capacity", "held", "reply_days", "desks", "status"]
        ) { writer throws(PostgresError) in
            for (mentor, profile) in mentors {
                try writer.row()
                writer.field(mentor.member.uuid)
                writer.field(mentor.headline?.description)
                writer.field(profile)
                writer.field(Int16(mentor.capacity))
                writer.field(Int16(mentor.held))
                writer.field(mentor.replyDays.map(Int16.init))
                writer.field(mentor.desks.map(\.uuid))
                writer.field(mentor.status.rawValue)
            }
        }
    }

    private func copy(
        _ ventures: [(row: (id: Identifier<Venture>, venture: Venture), need: UUID)], in transaction: Transaction
    ) throws(PostgresError) {
        try transaction.copyIn(
            "bg.venture", ["id", "organisation", "name", "stage", "collective", "mentors_wanted", "need", "status"]
        ) { writer throws(PostgresError) in
            for (row, need) in ventures {
                try writer.row()
                writer.field(row.id.uuid)
                writer.field(row.venture.desk.uuid)
                writer.field(row.venture.name.description)
                writer.field(row.venture.stage.rawValue)
                writer.field(row.venture.collective)
                writer.field(Int16(row.venture.mentorsWanted))
                writer.field(need)
                writer.field(row.venture.status.rawValue)
            }
        }
        try transaction.copyIn("bg.founder", ["venture", "person", "lead"]) { writer throws(PostgresError) in
            for (row, _) in ventures {
                for founder in row.venture.founders {
                    try writer.row()
                    writer.field(row.id.uuid)
                    writer.field(founder.person.uuid)
                    writer.field(founder.lead)
                }
            }
        }
    }

    private func copy(
        _ offers: [(row: (id: Identifier<Offer>, offer: Offer), need: UUID, gives: UUID)], in transaction: Transaction
    ) throws(PostgresError) {
        try transaction.copyIn(
            "bg.offer",
            [
                "id", "organisation", "centre", "kind", "title", "need", "gives", "places", "taken", "opens_at",
                "closes_at", "zone", "status", "committed_places",
            ]
        ) { writer throws(PostgresError) in
            for (row, need, gives) in offers {
                let offer = row.offer
                try writer.row()
                writer.field(row.id.uuid)
                writer.field(offer.organisation.uuid)
                writer.field(offer.centre.uuid)
                writer.field(offer.kind.rawValue)
                writer.field(JSONText(offer.title))
                writer.field(need)
                writer.field(gives)
                writer.field(Int32(offer.places))
                writer.field(Int32(offer.taken))
                writer.field(offer.opensAt)
                writer.field(offer.closesAt)
                writer.field(offer.zone)
                writer.field(offer.status.rawValue)
                writer.field(offer.committedPlaces.map(Int32.init))
            }
        }
    }
}
