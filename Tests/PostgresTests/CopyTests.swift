import Foundation
import Postgres
import Testing

@Suite struct CopyTests {
    let connection: Connection

    init() async throws {
        let name = try await ThrowawayCluster.database([])
        connection = Connection(conninfo: try ThrowawayCluster.shared().conninfo(user: "braingain", database: name))
        try connection.execute("CREATE TABLE c (n int PRIMARY KEY, t text, levels smallint[])")
    }

    private func transaction<Value>(_ body: (Transaction) throws(PostgresError) -> Value) throws(PostgresError) -> Value
    {
        try connection.transaction(TransactionSettings(), wrap: { $0 }, body)
    }

    @Test func `rows go in and come out as they are`() throws {
        let count = try transaction { transaction throws(PostgresError) in
            try transaction.copyIn("c", ["n", "t", "levels"]) { writer throws(PostgresError) in
                for number in 0..<20_000 {
                    try writer.row()
                    writer.field(Int32(number))
                    writer.field(number % 3 == 0 ? nil : "é\(number)")
                    writer.field([Int16(number % 4), 2])
                }
            }
        }
        #expect(count == 20_000)
        var next = 0
        try transaction { transaction throws(PostgresError) in
            try transaction.copyOut("SELECT n, t, levels FROM c ORDER BY n") { row throws(PostgresError) in
                let number = try Int(row.next(Int32.self))
                let text = try row.nextOptional(String.self)
                let levels = try row.next([Int16].self)
                if number != next || text != (number % 3 == 0 ? nil : "é\(number)") || levels != [Int16(number % 4), 2]
                {
                    throw .unexpectedResult("row \(number)")
                }
                next += 1
            }
        }
        #expect(next == 20_000)
    }

    @Test func `nothing comes in when one row is refused or the writer gives up`() throws {
        #expect(throws: PostgresError.uniqueViolation(constraint: "c_pkey")) {
            try transaction { transaction throws(PostgresError) in
                try transaction.copyIn("c", ["n"]) { writer throws(PostgresError) in
                    for number in [Int32(1), 2, 1] {
                        try writer.row()
                        writer.field(number)
                    }
                }
            }
        }
        #expect(throws: PostgresError.acquireTimedOut) {
            try transaction { transaction throws(PostgresError) in
                try transaction.copyIn("c", ["n"]) { writer throws(PostgresError) in
                    try writer.row()
                    writer.field(Int32(5))
                    throw .acquireTimedOut
                }
            }
        }
        var row = try connection.query("SELECT count(*) FROM c").first
        #expect(try row?.next(Int.self) == 0)
    }

    @Test func `an empty table comes out as no rows`() throws {
        try transaction { transaction throws(PostgresError) in
            try transaction.copyOut("SELECT n FROM c") { _ throws(PostgresError) in throw .unexpectedResult("a row") }
        }
    }
}
