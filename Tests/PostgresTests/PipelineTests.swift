import Postgres
import Testing

@Suite struct PipelineTests {
    let pool: Pool
    private let conninfo: String

    init() async throws {
        let name = try await ThrowawayCluster.database([])
        conninfo = try ThrowawayCluster.shared().conninfo(user: "braingain", database: name)
        pool = Pool(conninfo: conninfo, size: 1)
    }

    /// The first column of each statement's first row.
    private func texts(
        _ statements: [SQL], _ settings: TransactionSettings = TransactionSettings()
    ) async throws -> [String] {
        try await pool.run(wrap: { $0 }) { connection throws(PostgresError) in
            var texts: [String] = []
            for rows in try connection.read(statements, settings) {
                guard var row = rows.first else { continue }
                texts.append(try row.next())
            }
            return texts
        }
    }

    @Test func `statements that are sent together are answered in their order, first and again`() async throws {
        for number in 0..<3 {
            let statements: [SQL] = [
                "SELECT \("a\(number)")", "SELECT (\(number) + 1)::text", "SELECT \("b\(number)")",
                "SELECT 'none' WHERE \(false)",
            ]
            #expect(try await texts(statements) == ["a\(number)", "\(number + 1)", "b\(number)"])
        }
        #expect(
            try await texts(["SELECT count(*)::text FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1'"])
                == ["1"], "a text is prepared once")
    }

    @Test func `they are one transaction that cannot write, as its role, whose settings end with it`() async throws {
        let state: SQL = """
            SELECT concat_ws(' ', current_user, current_setting('transaction_read_only'),
                current_setting('statement_timeout'), current_setting('bg.person', true))
            """
        let begun: SQL = "SELECT transaction_timestamp()::text"
        let pause: SQL = "SELECT 1::text FROM pg_sleep(0.01)"
        let settings = TransactionSettings(
            role: "pg_monitor", settings: ["bg.person": "x'y"], statementTimeout: 9_000)
        let inside = try await texts([state, begun, pause, begun], settings)
        #expect(inside[0] == "pg_monitor on 9s x'y")
        #expect(inside[1] == inside[3])
        let outside = try await pool.transaction(wrap: { $0 }) { transaction throws(PostgresError) in
            var row = try transaction.query(state).first
            return try row?.next(String.self)
        }
        #expect(outside == "braingain off 0 ")
        await #expect(throws: PostgresError.self) { try await texts(["CREATE TABLE forbidden (n int)"]) }
        await #expect(throws: PostgresError.self) { try await texts(["SELECT rolname::text FROM pg_authid"], settings) }
    }

    @Test(arguments: 0..<3)
    func `a failure is told by its kind, and what comes after it works`(place: Int) async throws {
        var statements: [SQL] = ["SELECT 'a'", "SELECT 'b'", "SELECT 'c'"]
        statements[place] = "SELECT (1 / \(0))::text"
        for _ in 0..<2 {
            let failure = await #expect(throws: PostgresError.self) { try await texts(statements) }
            guard case .invalidValue = failure else { Issue.record("\(String(describing: failure))"); return }
        }
        statements[place] = "SELECT nowhere"
        let failure = await #expect(throws: PostgresError.self) { try await texts(statements) }
        guard case .undefinedObject = failure else { Issue.record("\(String(describing: failure))"); return }
        #expect(try await texts(["SELECT 'a'", "SELECT 'b'", "SELECT 'c'", "SELECT 'd'"]) == ["a", "b", "c", "d"])
    }

    @Test func `a statement that takes too long is ended, and so is one whose task is cancelled`() async throws {
        let slow: SQL = "SELECT 1::text FROM pg_sleep(20)"
        let failure = await #expect(throws: PostgresError.self) {
            try await texts(["SELECT 'a'", slow], TransactionSettings(statementTimeout: 50))
        }
        guard case .cancelled = failure else { Issue.record("\(String(describing: failure))"); return }
        let task = Task { try await texts(["SELECT 'a'", slow]) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: PostgresError.self) { try await task.value }
        #expect(try await texts(["SELECT 'a'"]) == ["a"])
    }

    @Test func `a session that died while it was idle is replaced, one that dies again is told`() async throws {
        let process: SQL = "SELECT pg_backend_pid()::text"
        let other = Pool(conninfo: conninfo, size: 1)
        for _ in 0..<3 {
            let number = try #require(Int32(try await texts([process])[0]))
            try await other.run(wrap: { $0 }) { connection throws(PostgresError) in
                // Waits until the session has ended, at most so many milliseconds.
                _ = try connection.query("SELECT pg_terminate_backend(\(number), 20000)")
            }
            #expect(try await texts([process]) != ["\(number)"])
        }
        let failure = await #expect(throws: PostgresError.self) {
            try await texts(["SELECT 'a'", "SELECT pg_terminate_backend(pg_backend_pid())::text", "SELECT 'b'"])
        }
        guard case .connectionLost = failure else { Issue.record("\(String(describing: failure))"); return }
        #expect(try await texts(["SELECT 'a'"]) == ["a"])
    }
}
