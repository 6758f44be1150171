import CPostgreSQL
import Foundation

/// One row in the form of a binary COPY, read from left to right without copying.
package struct CopyRow {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 2

    fileprivate init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The next column, which is never null.
    package mutating func next<Value: PostgresValue>(_ type: Value.Type = Value.self) throws(PostgresError) -> Value {
        try required()
    }

    /// The next column, null for null.
    package mutating func nextOptional<Value: PostgresValue>(_ type: Value.Type = Value.self) throws(PostgresError)
        -> Value?
    {
        try optional()
    }

    /// The bytes of the next column, which are there until the next row; null for null.
    package mutating func nextBytes() throws(PostgresError) -> UnsafeRawBufferPointer? { try nextField() }

    @inline(__always)
    private mutating func required<Value: PostgresValue>() throws(PostgresError) -> Value {
        guard let value = try optional(Value.self) else {
            throw .unexpectedResult("a column is null or of another type")
        }
        return value
    }

    @inline(__always)
    private mutating func optional<Value: PostgresValue>(_: Value.Type = Value.self) throws(PostgresError) -> Value? {
        guard let field = try nextField() else { return nil }
        guard let value = Value(binary: field) else { throw .unexpectedResult("a column is no \(Value.self)") }
        return value
    }

    private mutating func nextField() throws(PostgresError) -> UnsafeRawBufferPointer? {
        guard offset + 4 <= bytes.count else { throw .unexpectedResult("a row has too few columns") }
        let size = Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
        offset += 4
        guard size >= 0 else { return nil }
        guard offset + size <= bytes.count else { throw .unexpectedResult("a row is cut off") }
        defer { offset += size }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + size)])
    }
}

// The types of which millions are read, in functions of their own: a generic one of another module looks its type up
// at each call, which takes longer than all the rest.
extension CopyRow {
    package mutating func next(_: UUID.Type = UUID.self) throws(PostgresError) -> UUID { try required() }
    package mutating func next(_: Int16.Type = Int16.self) throws(PostgresError) -> Int16 { try required() }
    package mutating func next(_: Bool.Type = Bool.self) throws(PostgresError) -> Bool { try required() }
    package mutating func next(_: String.Type = String.self) throws(PostgresError) -> String { try required() }
    package mutating func nextOptional(_: Int16.Type = Int16.self) throws(PostgresError) -> Int16? { try optional() }
    package mutating func nextOptional(_: Int32.Type = Int32.self) throws(PostgresError) -> Int32? { try optional() }
    package mutating func nextOptional(_: String.Type = String.self) throws(PostgresError) -> String? { try optional() }
}

extension Transaction {
    /// Gives each row of a query to a body: by binary COPY, the fastest way for many. COPY takes no binds, so a query with
    /// binds is prepared, which is the fastest way for few: the server makes no plan each time.
    package func copyOut(_ query: SQL, _ body: (inout CopyRow) throws(PostgresError) -> Void) throws(PostgresError) {
        guard query.binds.isEmpty else { return try self.query(query).eachAsCopied(body) }
        let handle = try connection.beginCopy(
            "COPY (\(query.text)) TO STDOUT (FORMAT binary)", expecting: PGRES_COPY_OUT)
        var failure: PostgresError?
        var isFirst = true
        while true {
            var data: UnsafeMutablePointer<CChar>?
            // Most rows are here already, and none of them waits.
            var count = PQgetCopyData(handle, &data, 1)
            if count == 0 { count = connection.waiting { PQgetCopyData(handle, &data, 0) } }
            guard count > 0, let data else { break }
            defer { PQfreemem(data) }
            var bytes = UnsafeRawBufferPointer(start: data, count: Int(count))
            if isFirst {
                // The signature, the flags and the extension come with the first row.
                bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(19))
                isFirst = false
            }
            let columns = bytes.count >= 2 ? Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)) : -1
            guard columns >= 0, failure == nil else { continue }
            var row = CopyRow(bytes)
            do { try body(&row) } catch { failure = error }
        }
        try connection.endCopy()
        if let failure { throw failure }
    }
}

extension Rows {
    fileprivate func eachAsCopied(_ body: (inout CopyRow) throws(PostgresError) -> Void) throws(PostgresError) {
        var bytes: [UInt8] = []
        for number in 0..<count {
            bytes.removeAll(keepingCapacity: true)
            Int16(columns).encode(into: &bytes)
            for column in 0..<columns {
                let field = field(number, column)
                Int32(field?.count ?? -1).encode(into: &bytes)
                if let field { bytes.append(contentsOf: field) }
            }
            let failure = bytes.withUnsafeBytes { bytes -> PostgresError? in
                var row = CopyRow(bytes)
                do throws(PostgresError) { try body(&row) } catch { return error }
                return nil
            }
            if let failure { throw failure }
        }
    }
}
