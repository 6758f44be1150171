import Postgres
import Store
import TestDatabase

extension TestDatabase {
    /// Runs one statement that only a test needs, as the administrator unless another role is named.
    func execute(_ sql: SQL, as role: StoreRole = .owner) async throws {
        try await owner.transaction(as: role) { transaction throws(StoreError) in
            do throws(PostgresError) { try transaction.execute(sql) } catch { throw StoreError(error) }
        }
    }
}
