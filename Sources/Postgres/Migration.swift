/// One step of the schema's history: plain SQL, forward only.
package struct Migration: Sendable {
    /// `0001-…`: what it is applied in the order of.
    package let name: String
    package let sql: String

    package init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }
}

/// How a database's schema stands to the migrations of this program.
package enum SchemaState: Sendable, Equatable {
    case current
    /// This many migrations are still to be applied; all of them for an empty database.
    case behind(Int)
    /// A newer program has migrated it.
    case newer(String)
    /// A migration that was applied has been edited since, or the tables are none of ours.
    case unknown(String)
}

extension Connection {
    /// Compares what was applied with what there is.
    package func schemaState(_ migrations: [Migration]) throws(PostgresError) -> SchemaState {
        let exists = try query("SELECT to_regclass('public.migration') IS NOT NULL").first
        guard var exists, try exists.next(Bool.self) else {
            let others = try query("SELECT count(*) FROM pg_namespace WHERE nspname IN ('bg', 'ref', 'log')").first
            guard var others, try others.next(Int.self) == 0 else { return .unknown("its tables have no history") }
            return .behind(migrations.count)
        }
        var applied = 0
        for row in try query("SELECT name, checksum FROM public.migration ORDER BY name") {
            var row = row
            let name = try row.next(String.self)
            guard applied < migrations.count else { return .newer(name) }
            let expected = migrations[applied]
            guard name == expected.name else { return .unknown(name) }
            let checksum = try query("SELECT encode(sha256(convert_to(\(expected.sql), 'UTF8')), 'hex')").first
            guard var checksum, try checksum.next(String.self) == row.next(String.self) else { return .unknown(name) }
            applied += 1
        }
        return applied == migrations.count ? .current : .behind(migrations.count - applied)
    }

    /// Applies what is missing, each in a transaction of its own; safe when two do it at once.
    ///
    /// - Parameter report: is told each name after it was applied.
    /// - Returns: how it stood before; nothing is applied to a schema that is newer or unknown.
    @discardableResult
    package func migrate(_ migrations: [Migration], report: (String) -> Void = { _ in }) throws(PostgresError)
        -> SchemaState
    {
        // Held by the session until the end, so that the second of two finds nothing left to do.
        _ = try query("SELECT pg_advisory_lock(hashtext('braingain.migrate'))")
        defer { _ = try? query("SELECT pg_advisory_unlock(hashtext('braingain.migrate'))") }
        let state = try schemaState(migrations)
        guard case .behind(let missing) = state else { return state }
        try execute(
            "CREATE TABLE IF NOT EXISTS public.migration (name text PRIMARY KEY, checksum text NOT NULL, "
                + "applied_at timestamptz NOT NULL DEFAULT now())")
        for migration in migrations.suffix(missing) {
            try transaction(TransactionSettings(), wrap: { $0 }) { transaction throws(PostgresError) in
                try transaction.connection.execute(migration.sql)
                try transaction.connection.execute("RESET ROLE")
                try transaction.execute(
                    """
                    INSERT INTO public.migration (name, checksum)
                    VALUES (\(migration.name), encode(sha256(convert_to(\(migration.sql), 'UTF8')), 'hex'))
                    """)
            }
            report(migration.name)
        }
        return state
    }
}
