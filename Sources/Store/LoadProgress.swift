import Postgres
import Synchronization

/// How much of the rows that the index is made of has been read, by any number of transactions.
package final class LoadProgress: Sendable {
    private let expected: Int
    private let read = Atomic(0)
    private let report: @Sendable (Double) -> Void

    /// - Parameters:
    ///   - expected: how many rows there may be; see ``ExpectedRows``.
    ///   - report: told the share that is read, from 0 to 1, at every 65,536th row.
    package init(expected: Int, report: @escaping @Sendable (Double) -> Void) {
        self.expected = max(expected, 1)
        self.report = report
    }

    fileprivate func add(_ rows: Int) {
        let read = read.add(rows, ordering: .relaxed).newValue
        report(min(1, Double(read) / Double(expected)))
    }
}

extension Transaction {
    /// Gives each row of a query to a body, and counts them.
    func copyOut(
        _ query: SQL, _ progress: LoadProgress?, _ body: (inout CopyRow) throws(PostgresError) -> Void
    ) throws(PostgresError) {
        var rows = 0
        try copyOut(query) { row throws(PostgresError) in
            rows &+= 1
            if rows & 0xFFFF == 0 { progress?.add(0x10000) }
            try body(&row)
        }
    }
}

/// About how many rows the index is made of, as the planner believes: -1 for a table that was never counted is none.
package struct ExpectedRows: Query {
    package static var role: StoreRole? { .matcher }
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> Int {
        try transaction.first(
            """
            SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint FROM pg_class
            WHERE relnamespace = 'bg'::regnamespace AND relkind = 'r'
                AND relname IN ('criteria', 'criteria_skill', 'criteria_sector', 'criteria_language', 'criteria_place',
                    'member', 'mentor', 'venture', 'offer', 'person_residence', 'person_origin')
            """
        ) { row throws(PostgresError) in try row.next(Int.self) } ?? 0
    }
}
