import Foundation
import Postgres
import Testing

@Suite struct PoolTests {
    let pool: Pool

    init() async throws {
        let name = try await ThrowawayCluster.database([])
        pool = Pool(conninfo: try ThrowawayCluster.shared().conninfo(user: "braingain", database: name), size: 2)
    }

    private func value<Value: PostgresValue>(_ sql: SQL, _ type: Value.Type) async throws -> Value? {
        try await pool.transaction(wrap: { $0 }) { transaction throws(PostgresError) in
            var row = try transaction.query(sql).first
            return try row?.nextOptional(type)
        }
    }

    @Test func `every type survives the way there and back`() async throws {
        #expect(try await value("SELECT \(true)", Bool.self) == true)
        #expect(try await value("SELECT \(Int16.min)", Int16.self) == .min)
        #expect(try await value("SELECT \(Int32.max)", Int32.self) == .max)
        #expect(try await value("SELECT \(Int.min)", Int.self) == .min)
        #expect(try await value("SELECT \(1.5)", Double.self) == 1.5)
        #expect(try await value("SELECT \("شكراً 🎈")", String.self) == "شكراً 🎈")
        #expect(try await value("SELECT \("")", String.self) == "")
        let uuid = UUID()
        #expect(try await value("SELECT \(uuid)", UUID.self) == uuid)
        let date = Date(timeIntervalSince1970: 1_782_864_000.25)
        #expect(try await value("SELECT \(date)", Date.self) == date)
        #expect(try await value("SELECT \(Bytes([0, 255]))", Bytes.self) == Bytes([0, 255]))
        #expect(try await value("SELECT \(JSONText("{\"a\": 1}"))", JSONText.self) == JSONText("{\"a\": 1}"))
        #expect(try await value("SELECT \([Int16(1), -2])", [Int16].self) == [1, -2])
        #expect(try await value("SELECT \([String]())", [String].self) == [])
        #expect(try await value("SELECT \([uuid])", [UUID].self) == [uuid])
        #expect(
            try await value("SELECT \(NullableArray<String>(["a", nil]))", NullableArray<String>.self)?.elements
                == ["a", nil])
        #expect(try await value("SELECT \(String?.none)", String.self) == nil)
        #expect(try await value("SELECT \(Int?.some(3))", Int.self) == 3)
    }

    @Test func `a value of another type is an error that names the column`() async {
        await #expect(throws: PostgresError.unexpectedResult("column n is no Bool")) {
            try await value("SELECT 'long'::text AS n", Bool.self)
        }
    }

    @Test func `what is interpolated can never be read as SQL`() async throws {
        let hostile = "'; DROP SCHEMA public; --"
        #expect(try await value("SELECT \(hostile)", String.self) == hostile)
    }

    @Test(arguments: [
        ("INSERT INTO t VALUES (1)", PostgresError.uniqueViolation(constraint: "t_pkey")),
        ("INSERT INTO t VALUES (-1)", .checkViolation(constraint: "positive")),
        ("INSERT INTO t VALUES (NULL)", .notNullViolation(column: "n")),
        ("INSERT INTO u VALUES (9)", .foreignKeyViolation(constraint: "u_n_fkey")),
        (
            "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'BG001', MESSAGE = 'full'; END $$",
            .raised(state: "BG001", message: "full")
        ),
    ])
    func `a refusal of the database is told by its kind`(statement: String, expected: PostgresError) async throws {
        await #expect(throws: expected) {
            try await pool.transaction(wrap: { $0 }) { transaction throws(PostgresError) in
                try transaction.connection.execute(
                    """
                    CREATE TABLE t (n int PRIMARY KEY CONSTRAINT positive CHECK (n > 0)); INSERT INTO t VALUES (1);
                    CREATE TABLE u (n int REFERENCES t)
                    """)
                try transaction.connection.execute(statement)
            }
        }
    }

    @Test func `a transaction whose body throws is undone`() async throws {
        struct Stop: Error {}
        try await pool.run(wrap: { $0 }) { connection throws(PostgresError) in
            try connection.execute("CREATE TABLE undone (n int)")
        }
        await #expect(throws: (any Error).self) {
            try await pool.transaction(wrap: { $0 as any Error }) { transaction in
                try transaction.execute("INSERT INTO undone VALUES (1)")
                throw Stop()
            }
        }
        #expect(try await value("SELECT count(*) FROM undone", Int.self) == 0)
    }

    @Test func `role and settings end with their transaction`() async throws {
        let settings = TransactionSettings(role: "pg_monitor", settings: ["bg.person": "x'y"])
        let inside = try await pool.transaction(settings, wrap: { $0 }) { transaction throws(PostgresError) in
            var row = try transaction.query("SELECT current_user::text, current_setting('bg.person')").first
            return [try row?.next(String.self), try row?.next(String.self)]
        }
        #expect(inside == ["pg_monitor", "x'y"])
        for _ in 0..<4 {
            #expect(
                try await value(
                    "SELECT current_user::text || coalesce(current_setting('bg.person', true), '')", String.self)
                    == "braingain")
        }
    }

    @Test func `a transaction that only reads cannot write`() async {
        await #expect(throws: PostgresError.self) {
            try await pool.transaction(TransactionSettings(readOnly: true), wrap: { $0 }) {
                transaction throws(PostgresError) in
                try transaction.connection.execute("CREATE TABLE forbidden (n int)")
            }
        }
    }

    @Test func `a statement that takes too long is ended`() async {
        let failure = await #expect(throws: PostgresError.self) {
            try await pool.transaction(TransactionSettings(statementTimeout: 50), wrap: { $0 }) {
                transaction throws(PostgresError) in
                _ = try transaction.query("SELECT 1 FROM pg_sleep(20)")
            }
        }
        guard case .cancelled = failure else { return #expect(Bool(false), "\(String(describing: failure))") }
    }

    @Test func `cancelling the task cancels the statement`() async throws {
        let pool = pool
        let task = Task {
            try await pool.transaction(wrap: { $0 }) { transaction throws(PostgresError) in
                _ = try transaction.query("SELECT 1 FROM pg_sleep(60)")
            }
        }
        try await Task.sleep(for: .milliseconds(200))
        let begun = ContinuousClock.now
        task.cancel()
        _ = await task.result
        #expect(ContinuousClock.now - begun < .seconds(20))
        #expect(try await value("SELECT 1", Int.self) == 1)
    }

    @Test func `who waits too long for a connection is told so`() async throws {
        let name = try await ThrowawayCluster.database([])
        let small = Pool(
            conninfo: try ThrowawayCluster.shared().conninfo(user: "braingain", database: name), size: 1,
            acquireDeadline: .milliseconds(100))
        let busy = Task {
            try await small.transaction(wrap: { $0 }) { transaction throws(PostgresError) in
                _ = try transaction.query("SELECT 1 FROM pg_sleep(30)")
            }
        }
        try await Task.sleep(for: .milliseconds(50))
        await #expect(throws: PostgresError.acquireTimedOut) {
            try await small.transaction(wrap: { $0 }) { transaction throws(PostgresError) in
                _ = try transaction.query("SELECT 1")
            }
        }
        busy.cancel()
        _ = await busy.result
    }

    @Test func `a lost connection is replaced`() async throws {
        for _ in 0..<5 {
            _ = try? await value("SELECT pg_terminate_backend(pg_backend_pid())", Bool.self)
            #expect(try await value("SELECT 1", Int.self) == 1)
        }
    }

    @Test func `a connection that dies in a transaction leaves nothing half done`() async throws {
        try await pool.run(wrap: { $0 }) { connection throws(PostgresError) in
            try connection.execute("CREATE TABLE half (n int)")
        }
        let failure = await #expect(throws: PostgresError.self) {
            try await pool.transaction(wrap: { $0 }) { transaction throws(PostgresError) in
                try transaction.execute("INSERT INTO half VALUES (1)")
                _ = try transaction.query("SELECT pg_terminate_backend(pg_backend_pid())")
            }
        }
        guard case .connectionLost = failure else { return #expect(Bool(false), "\(String(describing: failure))") }
        #expect(try await value("SELECT count(*) FROM half", Int.self) == 0)
    }
}
