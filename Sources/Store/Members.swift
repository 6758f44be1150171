import Foundation
import Model
import Postgres

/// Adds a member with person, profile, wish and consents.
package struct InsertMember: Query {
    package let id: Identifier<Member>
    package let member: Member
    package let consents: [Consent]
    /// How to reach the person, by kind: email, phone.
    package let contact: [String: String]
    package let at: Date

    package init(
        id: Identifier<Member>, member: Member, consents: [Consent], contact: [String: String] = [:], at: Date
    ) {
        self.id = id
        self.member = member
        self.consents = consents
        self.contact = contact
        self.at = at
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        var batch = RecordBatch()
        batch.members = [RecordBatch.NewMember(id: id, member: member, consents: consents, contact: contact)]
        try InsertMany(batch, at: at).run(in: transaction)
    }
}

/// Replaces a member, if it is still of the version that the caller read: what is not the same is written.
package struct UpdateMember: Query {
    package let old: Stored<Member>
    package let member: Member

    package init(_ old: Stored<Member>, to member: Member) {
        self.old = old
        self.member = member
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let id = old.id
        try transaction.expectVersion(old.version, of: id, in: "bg.member")
        let person = member.person
        if person != old.value.person {
            let born = person.born?.columns
            try transaction.change(
                """
                UPDATE bg.person SET name = \(person.name.description), latin_name = \(person.latinName?.description),
                    born_year = \(born?.year), born_month = \(born?.month), born_day = \(born?.day),
                    language = \(person.language?.description)
                WHERE id = \(id)
                """)
            try PersonLists.replace(id, person, in: transaction)
        }
        let criteria = try transaction.first("SELECT profile, wish FROM bg.member WHERE id = \(id)") {
            row throws(PostgresError) in (try row.next(UUID.self), try row.nextOptional(UUID.self))
        }
        guard let (profile, wish) = criteria else { throw .notFound }
        let owner = CriteriaOwner(.member, id)
        try Criteria.replace(profile, of: owner, old.value.profile, by: member.profile, in: transaction)
        let newWish = member.wish == nil ? nil : wish ?? UUID()
        if let need = member.wish, let newWish {
            try Criteria.replace(newWish, of: owner, old.value.wish, by: need, in: transaction)
        }
        try transaction.change(
            """
            UPDATE bg.member SET headline = \(member.headline?.description), wish = \(newWish),
                status = \(member.status.rawValue), version = version + 1, updated_at = now()
            WHERE id = \(id)
            """)
        if let wish, newWish == nil { try transaction.change("DELETE FROM bg.criteria WHERE id = \(wish)") }
    }
}

/// A member with everything about the person but contact and equality data; null when there is none. Who sees no more than
/// a card of the member gets no name and no date of birth.
package struct ReadMember: Query {
    package static var isReadOnly: Bool { true }
    package let id: Identifier<Member>

    package init(id: Identifier<Member>) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) -> Stored<Member>? {
        let head = try transaction.first(
            """
            SELECT m.version, p.name, p.latin_name, p.born_year, p.born_month, p.born_day, p.language, m.headline,
                m.profile, m.wish, m.status
            FROM bg.member m LEFT JOIN bg.person p ON p.id = m.id WHERE m.id = \(id.uuid)
            """
        ) { row throws(PostgresError) in
            let version = try row.next(Int.self)
            var person = Person(name: try row.nextText() ?? .withheld)
            person.latinName = try row.nextText()
            let born = (try row.nextOptional(Int.self), try row.nextOptional(Int.self), try row.nextOptional(Int.self))
            if let year = born.0 { person.born = try? PartialDate(year: year, month: born.1, day: born.2) }
            person.language = try row.nextOptional(String.self).flatMap { try? LanguageTag($0) }
            return (
                version, person, try row.nextText(), try row.next(UUID.self), try row.nextOptional(UUID.self),
                try row.nextCase(Member.Status.self)
            )
        }
        guard let (version, named, headline, profile, wish, status) = head else { return nil }
        var person = named
        try PersonLists.read(id.uuid, into: &person, in: transaction)
        let parts = try transaction.read { () throws(PostgresError) in
            try CriteriaParts(of: [profile] + (wish.map { [$0] } ?? []), withTexts: true, in: transaction)
        }
        return Stored(
            id: id.uuid, version: version,
            value: Member(
                person: person, headline: headline, profile: parts.profile(profile), wish: wish.map(parts.need),
                status: status))
    }
}

/// Where a person comes from and lives.
enum PersonLists {
    static func replace(_ id: UUID, _ person: Person, in transaction: Transaction) throws(StoreError) {
        try transaction.change("DELETE FROM bg.person_origin WHERE person = \(id)")
        let origins = person.origins
        if !origins.isEmpty {
            try transaction.change(
                """
                INSERT INTO bg.person_origin (person, country, basis, generation)
                SELECT \(id), o.* FROM unnest(\(origins.map(\.country)), \(origins.map(\.basis.rawValue)),
                    \(NullableArray(origins.map { $0.generation.map(Int16.init) }))) AS o
                """)
        }
        try transaction.change("DELETE FROM bg.person_residence WHERE person = \(id)")
        let residences = person.residences
        if !residences.isEmpty {
            try transaction.change(
                """
                INSERT INTO bg.person_residence (person, ordinal, country, region)
                SELECT \(id), row_number() OVER () - 1, r.*
                FROM unnest(\(residences.map(\.country)), \(NullableArray(residences.map(\.region)))) AS r
                """)
        }
    }

    static func read(_ id: UUID, into person: inout Person, in transaction: Transaction) throws(StoreError) {
        person.origins = try transaction.all(
            "SELECT country, basis, generation FROM bg.person_origin WHERE person = \(id) ORDER BY country, basis"
        ) { row throws(PostgresError) in
            let country = try row.next(String.self)
            let basis = try row.nextCase(Person.Origin.Basis.self)
            let generation = try row.nextOptional(Int.self)
            do { return try Person.Origin(country: country, basis: basis, generation: generation) } catch {
                throw .unexpectedResult("an origin that the domain refuses")
            }
        }
        person.residences = try transaction.all(
            "SELECT country, region FROM bg.person_residence WHERE person = \(id) ORDER BY ordinal"
        ) { row throws(PostgresError) in try row.nextPlace() }
    }
}
