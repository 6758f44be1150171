import Postgres
import Synchronization

/// How much of the rows that the index is made of has been read, by any number of transactions.
package final class LoadProgress: Sendable {
    fileprivate let expected: [String: Int]
    private let all: Int
    private let read = Atomic(0)
    private let report: @Sendable (Double) -> Void

    /// - Parameters:
    ///   - expected: how many rows there may be, by table; see ``ExpectedRows``.
    ///   - report: told the share that is read, from 0 to 1, at every 65,536th row.
    package init(expected: [String: Int], report: @escaping @Sendable (Double) -> Void) {
        self.expected = expected
        all = max(expected.values.reduce(0, +), 1)
        self.report = report
    }

    fileprivate func add(_ rows: Int) {
        let read = read.add(rows, ordering: .relaxed).newValue
        report(min(1, Double(read) / Double(all)))
    }
}

extension LoadProgress? {
    /// For how many rows of a table there should be room: a little more than expected, and none for few.
    func room(for table: String) -> Int { (self?.expected[table] ?? 0) * 17 / 16 }
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

/// About how many rows the index is made of, by table, as the planner believes: -1 for a table that was never counted is
/// none.
package struct ExpectedRows: Query {
    package static var role: StoreRole? { .matcher }
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> [String: Int] {
        let rows = try transaction.all(
            """
            SELECT relname::text, greatest(reltuples, 0)::bigint FROM pg_class
            WHERE relnamespace = 'bg'::regnamespace AND relkind = 'r'
                AND relname IN ('criteria', 'member', 'mentor', 'venture', 'offer', 'person_residence',
                    'person_origin')
            """
        ) { row throws(PostgresError) in (try row.next(String.self), try row.next(Int.self)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
