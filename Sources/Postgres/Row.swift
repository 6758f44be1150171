import CPostgreSQL

/// The rows that a statement gave, decoded where they are read.
///
/// It is not `Sendable`: rows are read in the transaction that asked for them.
package final class Rows: Sequence {
    private let result: OpaquePointer
    package let count: Int
    let columns: Int

    init(_ result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
        columns = Int(PQnfields(result))
    }

    deinit { PQclear(result) }

    /// How many rows a statement that gives none has changed.
    package var changed: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    package var first: Row? { count == 0 ? nil : Row(rows: self, number: 0) }

    /// A row by its number, from 0.
    package subscript(number: Int) -> Row {
        precondition((0..<count).contains(number), "there is no such row")
        return Row(rows: self, number: number)
    }

    package func makeIterator() -> AnyIterator<Row> {
        var next = 0
        return AnyIterator {
            guard next < self.count else { return nil }
            defer { next += 1 }
            return Row(rows: self, number: next)
        }
    }

    func field(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(result, Int32(row), Int32(column)) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result, Int32(row), Int32(column)),
            count: Int(PQgetlength(result, Int32(row), Int32(column))))
    }

    fileprivate func name(_ column: Int) -> String { String(cString: PQfname(result, Int32(column))) }
}

/// One row, whose columns are read from left to right.
///
///     var row = row
///     let id = try row.next(UUID.self), name = try row.nextOptional(String.self)
package struct Row {
    fileprivate let rows: Rows
    fileprivate let number: Int
    private var column = 0

    fileprivate init(rows: Rows, number: Int) {
        self.rows = rows
        self.number = number
    }

    /// The next column, which is never null; throws ``PostgresError/unexpectedResult(_:)`` when it is, or is of another
    /// type.
    package mutating func next<Value: PostgresValue>(_ type: Value.Type = Value.self) throws(PostgresError) -> Value {
        guard let value = try nextOptional(type) else {
            throw .unexpectedResult("column \(rows.name(column - 1)) is null")
        }
        return value
    }

    /// The next column, null for null.
    package mutating func nextOptional<Value: PostgresValue>(_ type: Value.Type = Value.self) throws(PostgresError)
        -> Value?
    {
        guard column < rows.columns else { throw .unexpectedResult("there is no column \(column + 1)") }
        defer { column += 1 }
        guard let bytes = rows.field(number, column) else { return nil }
        guard let value = Value(binary: bytes) else {
            throw .unexpectedResult("column \(rows.name(column)) is no \(Value.self)")
        }
        return value
    }
}
