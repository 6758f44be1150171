import Postgres
import Store

/// Every row of every table as text: what a dump of the database would give away.
struct EveryTable: Query {
    static var role: StoreRole? { .owner }
    static var isReadOnly: Bool { true }

    func run(in transaction: Transaction) throws(StoreError) -> String {
        do throws(PostgresError) {
            var text = ""
            for row in try transaction.query(
                "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('bg', 'log', 'ref')"
            ) {
                var row = row
                let table = try row.next(String.self)
                for line in try transaction.query("SELECT to_jsonb(t)::text FROM \(literally: table) t") {
                    var line = line
                    text += "\(table) \(try line.next(String.self))\n"
                }
            }
            return text
        } catch { throw .failed(error) }
    }
}
