import Postgres

/// How many records of each kind there are.
package struct CountRecords: Query {
    package static var isReadOnly: Bool { true }

    package struct Counts: Sendable, Equatable {
        package let organisations: Int
        package let members: Int
        package let mentors: Int
        package let ventures: Int
        package let offers: Int

        package var isEmpty: Bool { organisations + members + mentors + ventures + offers == 0 }
    }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> Counts {
        let counts = try transaction.first(
            """
            SELECT (SELECT count(*) FROM bg.organisation), (SELECT count(*) FROM bg.person), (SELECT count(*) FROM bg.mentor),
                (SELECT count(*) FROM bg.venture), (SELECT count(*) FROM bg.offer)
            """
        ) { row throws(PostgresError) in
            Counts(
                organisations: try row.next(), members: try row.next(), mentors: try row.next(),
                ventures: try row.next(), offers: try row.next())
        }
        guard let counts else { throw .failed(.unexpectedResult("no counts")) }
        return counts
    }
}
