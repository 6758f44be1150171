/// A strict reader of delimited files with a header: RFC 4180, and tab-separated text without quotes.
///
/// It is a cursor: ``next()`` moves to a row, ``text(_:)`` reads a cell of it, and nothing is copied before a cell is
/// asked for. A byte-order mark is passed over, rows end in LF or CRLF, quoted cells may hold either, and blank lines
/// count as nothing. After an error that names a line, ``next()`` goes on with the row after it.
package struct CSVReader: Sendable {
    /// How cells are told apart.
    package struct Dialect: Hashable, Sendable {
        let delimiter: UInt8
        let quotes: Bool

        package static let commas = Dialect(delimiter: UInt8(ascii: ","), quotes: true)
        /// What spreadsheets write where the comma is the decimal sign.
        package static let semicolons = Dialect(delimiter: UInt8(ascii: ";"), quotes: true)
        package static let tabs = Dialect(delimiter: UInt8(ascii: "\t"), quotes: false)
    }

    /// The names in the header, trimmed.
    package private(set) var columns: [String] = []
    /// The physical line, from 1, on which the present row begins.
    package private(set) var line = 0

    private let bytes: [UInt8]
    private let dialect: Dialect
    private var position = 0
    private var nextLine = 1
    private var cells: [Cell] = []

    /// A cell's bytes without its outer quotes.
    private struct Cell {
        var range: Range<Int>
        var hasDoubledQuotes = false
    }

    /// Reads the header.
    package init(_ bytes: [UInt8], dialect: Dialect = .commas) throws(CSVError) {
        self.bytes = bytes
        self.dialect = dialect
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        if let line = bytes.lineOfInvalidUTF8 { throw CSVError.notUTF8(line: line) }
        guard try readRow() else { throw CSVError.empty }
        var names: [String] = []
        for index in cells.indices {
            let name = text(index).trimmed
            guard !names.contains(name) || name.isEmpty else { throw CSVError.repeatedColumn(name) }
            names.append(name)
        }
        columns = names
    }

    /// The position of a column that there must be.
    package func column(_ name: String) throws(CSVError) -> Int {
        guard let index = columns.firstIndex(of: name) else { throw CSVError.missingColumn(name) }
        return index
    }

    /// Moves to the next row; false after the last.
    package mutating func next() throws(CSVError) -> Bool {
        guard try readRow() else { return false }
        guard cells.count == columns.count else {
            throw CSVError.columnCount(line: line, expected: columns.count, found: cells.count)
        }
        return true
    }

    /// The cell of the present row in a column; empty where the column is null.
    package func text(_ column: Int?) -> String {
        guard let column else { return "" }
        let cell = cells[column]
        guard cell.hasDoubledQuotes else { return String(decoding: bytes[cell.range], as: UTF8.self) }
        var plain: [UInt8] = []
        plain.reserveCapacity(cell.range.count)
        var index = cell.range.lowerBound
        while index < cell.range.upperBound {
            plain.append(bytes[index])
            index += bytes[index] == Self.quote ? 2 : 1
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// Reads cells up to the end of a row that is not blank; false at the end of the file.
    private mutating func readRow() throws(CSVError) -> Bool {
        while position < bytes.count {
            line = nextLine
            cells.removeAll(keepingCapacity: true)
            var failure: CSVError?
            repeat {
                do throws(CSVError) {
                    cells.append(dialect.quotes && isAt(Self.quote) ? try readQuoted() : try readPlain())
                } catch {
                    failure = failure ?? error
                    skipToDelimiter()
                }
            } while passDelimiter()
            if let failure { throw failure }
            if cells.count > 1 || cells.first?.range.isEmpty == false { return true }
        }
        return false
    }

    private mutating func readPlain() throws(CSVError) -> Cell {
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == dialect.delimiter || byte == Self.lineFeed { break }
            if byte == Self.carriageReturn {
                guard position + 1 < bytes.count else { break }
                guard bytes[position + 1] == Self.lineFeed else { throw CSVError.strayReturn(line: nextLine) }
                break
            }
            if byte == Self.quote && dialect.quotes { throw strayQuote() }
            position += 1
        }
        return Cell(range: start..<position)
    }

    private mutating func readQuoted() throws(CSVError) -> Cell {
        let firstLine = nextLine
        position += 1
        var cell = Cell(range: position..<position)
        while position < bytes.count {
            let byte = bytes[position]
            if byte == Self.quote {
                guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else { break }
                cell.hasDoubledQuotes = true
                position += 1
            } else if byte == Self.lineFeed {
                nextLine += 1
            }
            position += 1
        }
        guard position < bytes.count else { throw CSVError.unclosedQuote(line: firstLine) }
        cell.range = cell.range.lowerBound..<position
        position += 1
        guard isAtEndOfCell else { throw strayQuote() }
        return cell
    }

    private func strayQuote() -> CSVError {
        .strayQuote(line: nextLine, column: cells.count < columns.count ? columns[cells.count] : "\(cells.count + 1)")
    }

    private func isAt(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    private var isAtEndOfCell: Bool {
        guard position < bytes.count else { return true }
        switch bytes[position] {
        case dialect.delimiter, Self.lineFeed: return true
        case Self.carriageReturn: return position + 1 == bytes.count || bytes[position + 1] == Self.lineFeed
        default: return false
        }
    }

    private mutating func skipToDelimiter() {
        while !isAtEndOfCell { position += 1 }
    }

    /// Passes over a delimiter or the end of a row; true where another cell follows.
    private mutating func passDelimiter() -> Bool {
        if isAt(dialect.delimiter) {
            position += 1
            return true
        }
        if isAt(Self.carriageReturn) { position += 1 }
        if isAt(Self.lineFeed) {
            position += 1
            nextLine += 1
        }
        return false
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
