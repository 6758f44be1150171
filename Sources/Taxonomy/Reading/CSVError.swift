/// Why a delimited file, or a row of it, cannot be read; lines are physical ones, from 1.
package enum CSVError: Error, Hashable, Sendable {
    case empty
    case notUTF8(line: Int)
    /// A quoted cell that begins here never ends.
    case unclosedQuote(line: Int)
    /// A quote inside an unquoted cell, or text after a closing quote.
    case strayQuote(line: Int, column: String)
    /// A carriage return that no line feed follows.
    case strayReturn(line: Int)
    case columnCount(line: Int, expected: Int, found: Int)
    case missingColumn(String)
    case repeatedColumn(String)

    /// The line in question; null where the whole file is.
    package var line: Int? {
        switch self {
        case .notUTF8(let line), .unclosedQuote(let line), .strayQuote(let line, _), .strayReturn(let line),
            .columnCount(let line, _, _):
            line
        case .empty, .missingColumn, .repeatedColumn: nil
        }
    }
}

extension CSVError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty: "the file is empty; its first line names the columns"
        case .notUTF8(let line): "line \(line): not UTF-8; save the file as UTF-8"
        case .unclosedQuote(let line): "line \(line): a quoted cell begins here and never ends"
        case .strayQuote(let line, let column):
            "line \(line), column \(column): a quote in the middle of a cell; quote the whole cell and double it"
        case .strayReturn(let line): "line \(line): a carriage return without a line feed; end lines with LF or CRLF"
        case .columnCount(let line, let expected, let found):
            "line \(line): \(found) cells where the header has \(expected) columns"
        case .missingColumn(let name): "the column \(name) is missing"
        case .repeatedColumn(let name): "the column \(name) occurs twice"
        }
    }
}
