import Foundation

/// Rows for a table, column by column, as one statement takes them.
package struct RowWriter {
    private var columns: [Column]
    private var next = 0

    fileprivate init(columns count: Int) { columns = Array(repeating: Column(), count: count) }

    /// The next column's value in the row; after the last column comes the next row.
    package mutating func field<Value: PostgresElement>(_ value: Value?) {
        append(value, of: (Value.oid, Value.arrayOID), cast: "")
    }

    /// Identifiers in one column: arrays of arrays are flat to PostgreSQL, so each is sent as a text.
    package mutating func field(_ values: [UUID]) {
        append(
            "{\(values.map(\.uuidString).joined(separator: ","))}", of: (String.oid, String.arrayOID), cast: "::uuid[]")
    }

    private mutating func append(_ value: (some PostgresValue)?, of type: (UInt32, UInt32), cast: String) {
        columns[next].append(value, of: type, cast: cast)
        next = (next + 1) % columns.count
    }

    fileprivate func statement(_ table: String, _ names: [String]) -> SQL {
        let list = names.joined(separator: ", ")
        let values = zip(names, columns).map { $0 + $1.cast }.joined(separator: ", ")
        var arrays: SQL = "\(columns[0].array)"
        for column in columns.dropFirst() { arrays = "\(arrays), \(column.array)" }
        return """
            INSERT INTO \(literally: table) (\(literally: list))
            SELECT \(literally: values) FROM unnest(\(arrays)) AS r (\(literally: list))
            """
    }

    private struct Column {
        private var type: (element: UInt32, array: UInt32) = (0, 0)
        private var elements: [UInt8] = []
        private var count = 0
        private var hasNull = false
        private(set) var cast = ""

        mutating func append(_ value: (some PostgresValue)?, of type: (UInt32, UInt32), cast: String) {
            (self.type, self.cast) = (type, cast)
            hasNull = hasNull || value == nil
            count += 1
            elements.appendField(value)
        }

        /// A one-dimensional array in PostgreSQL's binary form.
        var array: SQL {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(20 + elements.count)
            for number in [1, hasNull ? 1 : 0, Int32(bitPattern: type.element), Int32(count), 1] as [Int32] {
                number.encode(into: &bytes)
            }
            return SQL(binary: bytes + elements, of: type.array)
        }
    }
}

extension Transaction {
    /// As many rows as one statement takes at most.
    private static let most = 50_000

    /// Inserts a row for each element; nothing is sent when there is none.
    ///
    /// By statements, not by COPY, which PostgreSQL refuses where policies say which rows may be written.
    ///
    /// - Parameters:
    ///   - table: the table's name as SQL, written by the program's author.
    ///   - columns: the names of the columns that each row gives, in order.
    package func insert<Element>(
        _ table: String, _ columns: [String], _ elements: [Element], _ write: (Element, inout RowWriter) -> Void
    ) throws(PostgresError) {
        var rest = elements[...]
        while !rest.isEmpty {
            var writer = RowWriter(columns: columns.count)
            for element in rest.prefix(Self.most) { write(element, &writer) }
            try execute(writer.statement(table, columns))
            rest = rest.dropFirst(Self.most)
        }
    }
}
