import Foundation
import Model
import Postgres

/// Makes a member a mentor.
package struct InsertMentor: Query {
    package let mentor: Mentor

    package init(mentor: Mentor) { self.mentor = mentor }

    package func run(in transaction: Transaction) throws(StoreError) {
        var batch = RecordBatch()
        batch.mentors = [mentor]
        try InsertMany(batch).run(in: transaction)
    }
}

/// Replaces a mentor, if it is still of the version that the caller read: what is not the same is written.
package struct UpdateMentor: Query {
    package let old: Stored<Mentor>
    package let mentor: Mentor

    package init(_ old: Stored<Mentor>, to mentor: Mentor) {
        self.old = old
        self.mentor = mentor
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let id = old.id
        try transaction.expectVersion(old.version, of: id, in: "bg.mentor")
        let profile = try transaction.first("SELECT profile FROM bg.mentor WHERE id = \(id)") {
            row throws(PostgresError) in try row.next(UUID.self)
        }
        guard let profile else { throw .notFound }
        try Criteria.replace(
            profile, of: CriteriaOwner(.mentor, id), old.value.profile, by: mentor.profile, in: transaction)
        try transaction.change(
            """
            UPDATE bg.mentor SET headline = \(mentor.headline?.description), capacity = \(Int16(mentor.capacity)),
                reply_days = \(mentor.replyDays.map(Int16.init)),
                desks = \(mentor.desks.map(\.uuid)), status = \(mentor.status.rawValue), version = version + 1,
                updated_at = now()
            WHERE id = \(id)
            """)
    }
}

/// A mentor; null when there is none.
package struct ReadMentor: Query {
    package static var isReadOnly: Bool { true }
    package let id: Identifier<Member>

    package init(id: Identifier<Member>) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) -> Stored<Mentor>? {
        let head = try transaction.first(
            """
            SELECT version, headline, profile, capacity, held, reply_days, desks, status, named FROM bg.mentor
            WHERE id = \(id.uuid)
            """
        ) { row throws(PostgresError) in
            let version = try row.next(Int.self)
            let headline = try row.nextText()
            let profile = try row.next(UUID.self)
            var mentor = Mentor(
                member: id, headline: headline, profile: Profile(), capacity: try row.next(), held: try row.next(),
                replyDays: try row.nextOptional(), desks: try row.next([UUID].self).map { Identifier($0) },
                status: try row.nextCase())
            mentor.isNamedInPerson = try row.next()
            return (version, profile, mentor)
        }
        guard let (version, profile, bare) = head else { return nil }
        var mentor = bare
        mentor.profile = try transaction.read { () throws(PostgresError) in
            try CriteriaParts(of: [profile], withTexts: true, in: transaction).profile(profile)
        }
        return Stored(id: id.uuid, version: version, value: mentor)
    }
}

/// The desks that a mentor works with, as SQL over the mentor's row and the member's: none where any, and null where the mentor
/// rests, since nothing is shared any more with the desks that named themselves.
enum WorkingDesks {
    static func sql(mentor: String, member: String) -> String {
        "bg.working_desks(\(mentor).named, \(mentor).desks, \(member).granted, \(member).granted_until)"
    }
}
