import CPostgreSQL
import Foundation
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

    /// What other threads may cut; made anew with each session.
    private(set) var link: Link?

    /// How long a statement may wait for the server before the link is cut; null is without end.
    var patience: Duration?
    /// How long to open a session may take.
    private static let opening = Duration.seconds(5)

    /// - Parameter conninfo: libpq's connection string or URL.
    package init(conninfo: String) { self.conninfo = conninfo }

    deinit { close() }

    /// Opens the session if there is none that stands.
    func open() throws(PostgresError) {
        if let handle, PQstatus(handle) == CONNECTION_OK { return }
        close()
        let opened = connect()
        guard PQstatus(opened) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(opened))
            PQfinish(opened)
            throw message.contains("too many clients") || message.contains("remaining connection slots")
                ? .tooManyConnections(PostgresError.Server(state: "53300", message: message)) : .connectionLost(message)
        }
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
        handle = opened
        session = Self.sessions.add(1, ordering: .relaxed).newValue
        link = Link(socket: PQsocket(opened))
        // The server compiles what it believes to take long, for half a second; our statements are quicker than that. And
        // it ends what a session does whose link was cut.
        let settings = "SET jit = off; SET client_connection_check_interval = '1s'"
        PQclear(try check(waiting(upTo: Self.opening) { PQexec(opened, settings) }))
    }

    /// A session as the connection string says; what it leaves open, we say.
    private func connect() -> OpaquePointer? {
        // A line that died without a word is found out within a minute, also while nothing is asked.
        let settings = [
            ("connect_timeout", "\(Self.opening.components.seconds)"), ("keepalives_idle", "30"),
            ("keepalives_interval", "10"), ("keepalives_count", "3"),
            // Otherwise each session over TCP looks for tickets of Kerberos first.
            ("gssencmode", "disable"), ("dbname", conninfo),
        ]
        var (names, values) = (settings.map { strdup($0.0) } + [nil], settings.map { strdup($0.1) } + [nil])
        defer { for text in names + values { free(text) } }
        return names.withUnsafeMutableBufferPointer { names in
            values.withUnsafeMutableBufferPointer { values in
                names.withMemoryRebound(to: UnsafePointer<CChar>?.self) { names in
                    values.withMemoryRebound(to: UnsafePointer<CChar>?.self) { values in
                        PQconnectdbParams(names.baseAddress, values.baseAddress, 1)
                    }
                }
            }
        }
    }

    /// Runs what waits for the server, as long as our patience goes, or a limit.
    func waiting<Value>(upTo limit: Duration? = nil, _ body: () -> Value) -> Value {
        guard let link else { return body() }
        return link.wait(limit ?? patience, body)
    }

    /// Ends the session; the next statement opens another.
    package func close() {
        link?.close()
        link = nil
        PQfinish(handle)
        handle = nil
        prepared = [:]
    }

    /// Whether the session stands, as far as this side knows.
    var isOpen: Bool { handle.map { PQstatus($0) == CONNECTION_OK } ?? false }

    /// Whether what is sent can be read by others: the server is on another machine, and TLS is off.
    package var isInClear: Bool {
        guard let handle, PQsslInUse(handle) == 0 else { return false }
        return !Self.isHere(host: String(cString: PQhost(handle)), address: String(cString: PQhostaddr(handle)))
    }

    /// Whether a server is on this machine.
    ///
    /// - Parameters:
    ///   - host: as libpq says; a folder or an abstract name for a Unix socket.
    ///   - address: of IP; empty for a Unix socket.
    static func isHere(host: String, address: String) -> Bool {
        host.hasPrefix("/") || host.hasPrefix("@") || address.hasPrefix("127.") || address == "::1"
    }

    /// The socket, for waiting on; -1 without a session.
    var socket: Int32 { PQsocket(handle) }

    /// Runs one statement and gives its rows.
    ///
    /// - Parameter role: what the statement is prepared under: a plan belongs to the role that it was made for.
    package func query(_ sql: SQL, role: String = "") throws(PostgresError) -> Rows {
        try open()
        let name = try prepare(sql, role)
        let result = sql.withParameters { values, lengths, formats in
            waiting { PQexecPrepared(handle, name, Int32(sql.binds.count), values, lengths, formats, 1) }
        }
        return Rows(try check(result))
    }

    /// Runs statements without binds and without results, such as a migration.
    ///
    /// - Parameter limit: how long they may take; null is as long as the transaction says, or without end.
    package func execute(_ script: String, within limit: Duration? = nil) throws(PostgresError) {
        try open()
        PQclear(try check(waiting(upTo: limit) { PQexec(handle, script) }))
    }

    /// Starts a COPY and gives libpq's handle to go on with.
    func beginCopy(_ sql: String, expecting status: ExecStatusType) throws(PostgresError) -> OpaquePointer? {
        try open()
        let result = waiting { PQexec(handle, sql) }
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
        while let result = waiting({ PQgetResult(handle) }) {
            do throws(PostgresError) { PQclear(try check(result)) } catch { failure = failure ?? error }
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
        PQclear(
            try check(waiting { PQprepare(handle, name, sql.text, Int32(plan.types.count), plan.types) }))
        prepared[plan] = name
        return name
    }

    /// The result if it is a good one; otherwise the error, with the result cleared.
    func check(_ result: OpaquePointer?) throws(PostgresError) -> OpaquePointer {
        guard let result else { throw lost(String(cString: PQerrorMessage(handle))) }
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
                throw lost(String(cString: PQresultErrorMessage(result)))
            }
            throw PostgresError(state: field("C"), message: field("M"), constraint: field("n"), column: field("c"))
        }
    }

    /// Ends a session that broke, and says whether it was we who cut it.
    private func lost(_ message: String) -> PostgresError {
        defer { close() }
        return link?.isCut == true ? .unanswered : .connectionLost(message)
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
