import Foundation
import Model
import Postgres

/// Adds a venture with its need and founders.
package struct InsertVenture: Query {
    package let id: Identifier<Venture>
    package let venture: Venture

    package init(id: Identifier<Venture>, venture: Venture) {
        self.id = id
        self.venture = venture
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        var batch = RecordBatch()
        batch.ventures = [(id, venture)]
        try InsertMany(batch).run(in: transaction)
    }
}

/// Replaces a venture, if it is still of the version that the caller read: what is not the same is written.
package struct UpdateVenture: Query {
    package let old: Stored<Venture>
    package let venture: Venture

    package init(_ old: Stored<Venture>, to venture: Venture) {
        self.old = old
        self.venture = venture
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let id = old.id
        try transaction.change("SELECT bg.lock_mentors(\(id))")
        try transaction.expectVersion(old.version, of: id, in: "bg.venture")
        let need = try transaction.first("SELECT need FROM bg.venture WHERE id = \(id)") {
            row throws(PostgresError) in try row.next(UUID.self)
        }
        guard let need else { throw .notFound }
        try Criteria.replace(need, of: CriteriaOwner(.venture, id), old.value.need, by: venture.need, in: transaction)
        if venture.founders != old.value.founders {
            try Founders.replace(id, venture.founders, in: transaction)
        }
        try transaction.change(
            """
            UPDATE bg.venture SET organisation = \(venture.desk.uuid), name = \(venture.name.description),
                stage = \(venture.stage.rawValue), collective = \(venture.collective),
                mentors_wanted = \(Int16(venture.mentorsWanted)), status = \(venture.status.rawValue),
                version = version + 1, updated_at = now()
            WHERE id = \(id)
            """)
    }
}

/// A venture; null when there is none.
package struct ReadVenture: Query {
    package static var isReadOnly: Bool { true }
    package let id: Identifier<Venture>

    package init(id: Identifier<Venture>) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) -> Stored<Venture>? {
        let head = try transaction.first(
            """
            SELECT version, need, organisation, name, stage, collective, mentors_wanted, status FROM bg.venture
            WHERE id = \(id.uuid)
            """
        ) { row throws(PostgresError) in
            let version = try row.next(Int.self)
            let need = try row.next(UUID.self)
            let desk = Identifier<Organisation>(try row.next(UUID.self))
            guard let name = try row.nextText() else { throw .unexpectedResult("a venture without a name") }
            return (
                version, need,
                Venture(
                    desk: desk, name: name, stage: try row.nextCase(), collective: try row.next(),
                    mentorsWanted: try row.next(), need: Need(), status: try row.nextCase())
            )
        }
        guard let (version, need, bare) = head else { return nil }
        var venture = bare
        venture.founders = try transaction.all(
            "SELECT person, lead FROM bg.founder WHERE venture = \(id.uuid) ORDER BY lead DESC, person"
        ) { row throws(PostgresError) in
            Venture.Founder(person: Identifier(try row.next(UUID.self)), lead: try row.next())
        }
        venture.need = try transaction.read { () throws(PostgresError) in
            try CriteriaParts(of: [need], withTexts: true, in: transaction).need(need)
        }
        return Stored(id: id.uuid, version: version, value: venture)
    }
}

/// The ventures that a person founded, who can be no mentor of theirs.
package struct VenturesFoundedBy: Query {
    package static var isReadOnly: Bool { true }
    package let person: Identifier<Member>

    package init(person: Identifier<Member>) { self.person = person }

    package func run(in transaction: Transaction) throws(StoreError) -> [Identifier<Venture>] {
        try transaction.all("SELECT venture FROM bg.founder WHERE person = \(person.uuid)") {
            row throws(PostgresError) in Identifier(try row.next(UUID.self))
        }
    }
}

/// Who founded a venture.
enum Founders {
    static func replace(_ venture: UUID, _ founders: [Venture.Founder], in transaction: Transaction) throws(StoreError)
    {
        try transaction.change("DELETE FROM bg.founder WHERE venture = \(venture)")
        guard !founders.isEmpty else { return }
        try transaction.change(
            """
            INSERT INTO bg.founder (venture, person, lead)
            SELECT \(venture), f.* FROM unnest(\(founders.map(\.person.uuid)), \(founders.map(\.lead))) AS f
            """)
    }
}
