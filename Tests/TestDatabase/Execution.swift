import Postgres
import Store

extension TestDatabase {
    /// Runs one statement that only a test needs, as the administrator unless another role is named.
    package func execute(_ sql: SQL, as role: StoreRole = .owner) async throws {
        try await owner.transaction(as: role) { transaction throws(StoreError) in
            do throws(PostgresError) { try transaction.execute(sql) } catch { throw StoreError(error) }
        }
    }

    /// Waits until so many wait for a lock that another holds; false where they do not within ten seconds.
    package func someoneWaits(_ count: Int = 1) async throws -> Bool {
        for _ in 0..<1_000 {
            let waiting = try await contents(
                of: """
                    SELECT DISTINCT pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                    WHERE NOT l.granted AND a.datname = current_database()
                    """)
            if waiting.count >= count { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    /// The rows of a statement as text, in the order of that text.
    package func contents(of sql: SQL) async throws -> [String] {
        try await owner.transaction(as: .owner, readOnly: true) { transaction throws(StoreError) in
            do throws(PostgresError) {
                var lines: [String] = []
                for row in try transaction.query("SELECT to_jsonb(t)::text FROM (\(sql)) AS t ORDER BY 1") {
                    var row = row
                    lines.append(try row.next())
                }
                return lines
            } catch {
                throw StoreError(error)
            }
        }
    }
}
