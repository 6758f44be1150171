import CPostgreSQL
import Synchronization

/// One connection to PostgreSQL, used by one thread at a time: the worker of a ``Pool`` that owns it.
package final class Connection {
    private(set) var handle: OpaquePointer?
    private let conninfo: String
    var prepared: [Plan: String] = [:]

    /// What a prepared statement depends on: one text may be sent with binds of several types.
    struct Plan: Hashable {
        let role: String
        let text: String
        let types: [UInt32]

        init(_ sql: SQL, role: String) {
            self.role = role
            text = sql.text
            types = sql.binds.map(\.oid)
        }
    }

    /// Which session this is, of all that the program has opened: another number is another session of the server's, and
    /// the server may have crashed in between. 0 before the first.
    package private(set) var session = 0
    private static let sessions = Atomic(0)

    /// Read by those who cancel; made anew with each session.
    private(set) var canceller: Canceller?

    /// - Parameter conninfo: libpq's connection string or URL.
    package init(conninfo: String) { self.conninfo = conninfo }

    deinit { PQfinish(handle) }

    /// Opens the session if there is none that stands.
    func open() throws(PostgresError) {
        if let handle, PQstatus(handle) == CONNECTION_OK { return }
        close()
        let opened = PQconnectdb(conninfo)
        guard PQstatus(opened) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(opened))
            PQfinish(opened)
            throw message.contains("too many clients") || message.contains("remaining connection slots")
                ? .tooManyConnections(PostgresError.Server(state: "53300", message: message)) : .connectionLost(message)
        }
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
        // The server compiles what it believes to take long, for half a second; our statements are quicker than that.
        PQclear(PQexec(opened, "SET jit = off"))
        handle = opened
        session = Self.sessions.add(1, ordering: .relaxed).newValue
        canceller = Canceller(opened)
    }

    /// Ends the session; the next statement opens another.
    package func close() {
        PQfinish(handle)
        handle = nil
        canceller = nil
        prepared = [:]
    }

    /// Whether the session stands, as far as this side knows.
    var isOpen: Bool { handle.map { PQstatus($0) == CONNECTION_OK } ?? false }

    /// The socket, for waiting on; -1 without a session.
    var socket: Int32 { PQsocket(handle) }

    /// Runs one statement and gives its rows.
    ///
    /// - Parameter role: what the statement is prepared under: a plan belongs to the role that it was made for.
    package func query(_ sql: SQL, role: String = "") throws(PostgresError) -> Rows {
        try open()
        let name = try prepare(sql, role)
        let result = sql.withParameters { values, lengths, formats in
            PQexecPrepared(handle, name, Int32(sql.binds.count), values, lengths, formats, 1)
        }
        return Rows(try check(result))
    }

    /// Runs statements without binds and without results, such as a migration.
    package func execute(_ script: String) throws(PostgresError) {
        try open()
        PQclear(try check(PQexec(handle, script)))
    }

    /// Starts a COPY and gives libpq's handle to go on with.
    func beginCopy(_ sql: String, expecting status: ExecStatusType) throws(PostgresError) -> OpaquePointer? {
        try open()
        let result = PQexec(handle, sql)
        if PQresultStatus(result) == status {
            PQclear(result)
            return handle
        }
        PQclear(try check(result))
        throw .unexpectedResult("the statement is no COPY")
    }

    /// What comes after the data of a COPY.
    func endCopy() throws(PostgresError) {
        var failure: PostgresError?
        while let result = PQgetResult(handle) {
            do { PQclear(try check(result)) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    /// Takes what the server has notified of; throws when the session has ended.
    func takeNotifications() throws(PostgresError) -> Bool {
        guard PQconsumeInput(handle) == 1 else { throw .connectionLost(String(cString: PQerrorMessage(handle))) }
        var any = false
        while let notification = PQnotifies(handle) {
            PQfreemem(notification)
            any = true
        }
        return any
    }

    private func prepare(_ sql: SQL, _ role: String) throws(PostgresError) -> String {
        let plan = Plan(sql, role: role)
        if let name = prepared[plan] { return name }
        let name = "s\(prepared.count)"
        PQclear(try check(PQprepare(handle, name, sql.text, Int32(plan.types.count), plan.types)))
        prepared[plan] = name
        return name
    }

    /// The result if it is a good one; otherwise the error, with the result cleared.
    func check(_ result: OpaquePointer?) throws(PostgresError) -> OpaquePointer {
        guard let result else { throw .connectionLost(String(cString: PQerrorMessage(handle))) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_COPY_OUT: return result
        default:
            defer { PQclear(result) }
            // libpq's codes of an error's fields: C state, M message, n constraint, c column.
            func field(_ code: Character) -> String {
                PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) } ?? ""
            }
            // Without a state it is libpq that speaks, not the server. It takes a session for open whose end it could
            // not read because a warning stood before it, as after a crash.
            guard isOpen, !field("C").isEmpty else {
                let message = String(cString: PQresultErrorMessage(result))
                close()
                throw .connectionLost(message)
            }
            throw PostgresError(state: field("C"), message: field("M"), constraint: field("n"), column: field("c"))
        }
    }
}

extension SQL {
    /// The binds as libpq takes them, for the time of the call.
    func withParameters<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        let lengths = binds.map { Int32($0.bytes?.count ?? 0) }
        let formats = binds.map { _ in Int32(1) }
        let all = binds.reduce(into: [UInt8]()) { $0 += $1.bytes ?? [] } + [0]
        return all.withUnsafeBytes { bytes in
            var offset = 0
            let values = binds.map { bind -> UnsafePointer<CChar>? in
                guard let count = bind.bytes?.count else { return nil }
                defer { offset += count }
                return bytes.baseAddress.map { ($0 + offset).assumingMemoryBound(to: CChar.self) }
            }
            return body(values, lengths, formats)
        }
    }
}
