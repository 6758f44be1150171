import Schema
import Testing

/// One embedded tab-separated file, cut into rows by column name.
struct ReferenceTable {
    let rows: [[String: String]]

    init(_ name: String) throws {
        let files = (0..<schemaReferenceCount()).compactMap { schemaReference($0)?.pointee }
        let file = try #require(files.first { String(cString: $0.name) == name }, "\(name) is not embedded")
        let text = try #require(
            String(validating: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(Self.cells)
        try #require(lines.last == [""], "\(name) ends in a line feed")
        let columns = try #require(lines.first)
        rows = try lines.dropFirst().dropLast().map { cells in
            try #require(cells.count == columns.count, "\(name): \(cells)")
            return Dictionary(uniqueKeysWithValues: zip(columns, cells))
        }
    }

    /// The cells of one column, top to bottom.
    subscript(_ column: String) -> [String] { rows.map { $0[column] ?? "" } }

    /// The rows by their code.
    var byCode: [String: [String: String]] {
        Dictionary(rows.map { ($0["code"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func cells(_ line: Substring) -> [String] {
        line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
}

extension [String: String] {
    /// What a cell lists, parted by `|`.
    func list(_ column: String) -> [String] { (self[column] ?? "").split(separator: "|").map(String.init) }
}
