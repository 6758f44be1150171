import CPostgreSQL

/// Sends rows to a table in PostgreSQL's binary COPY format, buffered.
package struct CopyWriter {
    private let connection: Connection
    private let columns: Int16
    private var buffer: [UInt8] = []
    private(set) var rows = 0

    fileprivate init(_ connection: Connection, columns: Int) {
        self.connection = connection
        self.columns = Int16(columns)
        // The format's signature, then flags and the length of an extension, both zero.
        buffer = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + Array(repeating: 0, count: 8)
        buffer.reserveCapacity(1 << 17)
    }

    /// Begins the next row; its fields follow, one ``field(_:)`` a column.
    package mutating func row() throws(PostgresError) {
        if buffer.count > 1 << 16 { try flush() }
        columns.encode(into: &buffer)
        rows += 1
    }

    package mutating func field(_ value: (some PostgresValue)?) { buffer.appendField(value) }

    fileprivate mutating func finish() throws(PostgresError) {
        Int16(-1).encode(into: &buffer)
        try flush()
    }

    private mutating func flush() throws(PostgresError) {
        let sent = buffer.withUnsafeBytes { bytes in
            connection.waiting {
                let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                return PQputCopyData(connection.handle, start, Int32(bytes.count))
            }
        }
        guard sent == 1 else { throw .connectionLost(String(cString: PQerrorMessage(connection.handle))) }
        buffer.removeAll(keepingCapacity: true)
    }
}

extension Transaction {
    /// Copies rows into a table: all of them, or none when the body or the server fails.
    ///
    /// - Parameters:
    ///   - table: the table's name as SQL, written by the program's author.
    ///   - columns: the names of the columns that each row gives, in order.
    /// - Returns: how many rows.
    @discardableResult
    package func copyIn(
        _ table: String, _ columns: [String], _ body: (inout CopyWriter) throws(PostgresError) -> Void
    ) throws(PostgresError) -> Int {
        let handle = try connection.beginCopy(
            "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)", expecting: PGRES_COPY_IN)
        var writer = CopyWriter(connection, columns: columns.count)
        do {
            try body(&writer)
            try writer.finish()
        } catch {
            PQputCopyEnd(handle, "given up")
            try? connection.endCopy()
            throw error
        }
        PQputCopyEnd(handle, nil)
        try connection.endCopy()
        return writer.rows
    }
}
