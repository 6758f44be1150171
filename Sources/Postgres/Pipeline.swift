import CPostgreSQL

extension Connection {
    /// Runs statements in one transaction, all sent at once: one round trip instead of one for each
    /// statement, for the beginning and for the end. A failure of one is thrown, and none is told of those behind it.
    ///
    /// PostgreSQL takes all that comes before a Sync for one transaction, with the settings that are made in it.
    ///
    /// - Parameters:
    ///   - settings: as whom and how long; of its isolation and snapshot nothing is taken.
    ///   - writing: statements that go before and may write, of which no rows are given. They must come to the same if they
    ///     run twice.
    package func read(
        _ statements: [SQL], _ settings: TransactionSettings, writing: [SQL] = []
    ) throws(PostgresError) -> [Rows] {
        patience = settings.patience
        defer { patience = nil }
        let role = settings.role ?? ""
        var before = writing.isEmpty ? [] : writing + ["SET LOCAL transaction_read_only = on"]
        if let preparation = settings.preparation { before.insert(SQL(stringLiteral: preparation), at: 0) }
        let opening = settings.making(readOnly: writing.isEmpty)
        let plans = [Plan(opening, role: "")] + (before + statements).map { Plan($0, role: role) }
        let messages = Array(zip(plans, [opening] + before + statements))
        let first = 1 + before.count
        do throws(PostgresError) { return Array(try answers(to: messages)[first...]) } catch {
            // A session that died while it was idle shows here. Whatever was read may be read again.
            guard case .connectionLost = error else { throw error }
            return Array(try answers(to: messages)[first...])
        }
    }

    /// Begins a transaction with its settings, in one round trip, by statements that are prepared: to read the settings out of
    /// a text took longer than to read a record.
    func begin(_ settings: TransactionSettings) throws(PostgresError) {
        var messages: [(plan: Plan, sql: SQL)] = []
        func add(_ sql: SQL, role: String = "") { messages.append((Plan(sql, role: role), sql)) }
        if let snapshot = settings.snapshot {
            // Before any other statement; and no two are the same, so that none is prepared.
            let name = snapshot.replacing("'", with: "''")
            try execute("\(settings.beginning.text); SET TRANSACTION SNAPSHOT '\(name)'")
        } else {
            add(settings.beginning)
        }
        add(settings.making(readOnly: settings.readOnly))
        if let preparation = settings.preparation { add(SQL(stringLiteral: preparation), role: settings.role ?? "") }
        _ = try answers(to: messages)
    }

    /// The rows of each statement, the first of which make the settings.
    private func answers(to messages: [(plan: Plan, sql: SQL)]) throws(PostgresError) -> [Rows] {
        try open()
        PQenterPipelineMode(handle)
        var new: [Plan: String] = [:]
        // One a message that was sent: what it prepares, null for one that runs.
        var sent: [Plan?] = []
        for (plan, sql) in messages {
            let name = prepared[plan] ?? new[plan] ?? "s\(prepared.count + new.count)"
            if prepared[plan] == nil, new.updateValue(name, forKey: plan) == nil {
                _ = waiting { PQsendPrepare(handle, name, sql.text, Int32(plan.types.count), plan.types) }
                sent.append(plan)
            }
            _ = sql.withParameters { values, lengths, formats in
                waiting { PQsendQueryPrepared(handle, name, Int32(sql.binds.count), values, lengths, formats, 1) }
            }
            sent.append(nil)
        }
        PQpipelineSync(handle)
        var rows: [Rows] = []
        for plan in sent {
            do throws(PostgresError) {
                let result = try check(result())
                if let plan {
                    prepared[plan] = new[plan]
                    PQclear(result)
                } else {
                    rows.append(Rows(result))
                }
            } catch {
                try leavePipeline(after: error)
            }
            // Behind the result of each message comes the end of its results.
            PQclear(result())
        }
        PQclear(result())
        PQexitPipelineMode(handle)
        return rows
    }

    private func result() -> OpaquePointer? { waiting { PQgetResult(handle) } }

    /// Takes what the server still says about the messages behind the one that failed, and throws the failure.
    private func leavePipeline(after failure: PostgresError) throws(PostgresError) -> Never {
        if case .connectionLost = failure { close() }
        while isOpen {
            let result = result()
            defer { PQclear(result) }
            if PQresultStatus(result) == PGRES_PIPELINE_SYNC { break }
        }
        if isOpen { PQexitPipelineMode(handle) }
        throw failure
    }
}
