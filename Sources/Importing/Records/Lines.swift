import Foundation
import Model
import Taxonomy

/// The lines of a file of records, one after the other: cells by the names of their columns, and what is wrong in them.
///
/// A file is read twice by the same code. The first reading only gathers what is ``mentioned``; the second knows what the
/// database says about it, so that each fault is found where its line and column are at hand.
struct Lines: Sendable {
    private var reader: CSVReader
    private let positions: [String: Int]
    /// Null in the first reading, in which nothing is refused.
    private(set) var known: Known?
    let now: Date
    /// The present day, by the calendar of UTC.
    let today: PartialDate

    var mentioned = Mentioned()
    private(set) var bad = BadLines()
    /// Lines that were read, without the header.
    private(set) var count = 0
    private var faultsBefore = 0
    private var seen: Set<UUID> = []

    init(_ bytes: [UInt8], of kind: ImportRecords.Kind, now: Date) throws {
        reader = try Self.reader(bytes)
        for (index, column) in reader.columns.enumerated() where !kind.accepts(column) {
            // The name is not repeated: in a file without a header it is somebody's data.
            throw ImportingError.refused(
                "line 1: cell \(index + 1) names no column of \(kind.rawValue); the columns are "
                    + kind.columns.joined(separator: ", "))
        }
        positions = Dictionary(uniqueKeysWithValues: reader.columns.enumerated().map { ($1, $0) })
        for column in kind.required where positions[column] == nil {
            throw ImportingError.refused("line 1: the column \(column) is missing")
        }
        self.now = now
        today = try PartialDate(now.formatted(.iso8601.year().month().day()))
    }

    /// The same lines for the second reading; to be asked before the first has begun.
    func knowing(_ known: Known) -> Lines {
        var lines = self
        lines.known = known
        return lines
    }

    /// Spreadsheets part cells by semicolons where the comma is the decimal sign.
    private static func reader(_ bytes: [UInt8]) throws(ImportingError) -> CSVReader {
        let header = bytes.prefix { $0 != UInt8(ascii: "\n") }
        let commas = header.count { $0 == UInt8(ascii: ",") }
        let semicolons = header.count { $0 == UInt8(ascii: ";") }
        do throws(CSVError) {
            return try CSVReader(bytes, dialect: semicolons > commas ? .semicolons : .commas)
        } catch .repeatedColumn {
            throw .refused("line 1: a column occurs twice")
        } catch {
            throw .refused("\(error)")
        }
    }

    /// Moves to the next line that can be read; the others are noted. False at the end.
    mutating func next() -> Bool {
        while true {
            do throws(CSVError) {
                guard try reader.next() else { return false }
                count += 1
                faultsBefore = bad.count
                return true
            } catch {
                count += 1
                note(error)
            }
        }
    }

    /// Whether nothing is wrong in the present line so far.
    var isGood: Bool { bad.count == faultsBefore }

    /// The columns that the file has, in its order.
    var columns: [String] { reader.columns }

    /// A cell of the present line without white space around it; null where it is empty or the column is not there.
    func cell(_ column: String) -> String? {
        guard let position = positions[column] else { return nil }
        let text = reader.text(position).trimmingBlanks
        return text.isEmpty ? nil : text
    }

    /// The parts of a cell between upright strokes, without empty ones.
    func parts(_ column: String) -> [String] {
        guard let cell = cell(column) else { return [] }
        return cell.split(separator: "|").map { $0.trimmingBlanks }.filter { !$0.isEmpty }
    }

    mutating func complain(_ column: String, _ violation: Violation) {
        let candidates = violation.candidates.isEmpty ? "" : ": " + violation.candidates.joined(separator: ", ")
        bad.add(
            BadLine(
                line: reader.line, column: column, rule: violation.rule.rawValue, remedy: violation.remedy + candidates)
        )
    }

    /// Notes an identifier that the file gives to a record of its own; it must be new.
    mutating func claim(_ identifier: UUID, _ column: String) {
        mentioned.own.insert(identifier)
        if !seen.insert(identifier).inserted {
            complain(column, Violation(.duplicateItem, "another line of this file has the same identifier"))
        } else if let known, known.taken.contains(identifier) {
            complain(column, Violation(.duplicateItem, "there is a record with this identifier already"))
        }
    }

    private mutating func note(_ error: CSVError) {
        let column = if case .strayQuote(_, let column) = error { column } else { "" }
        let remedy =
            switch error {
            case .columnCount(_, let expected, let found): "give \(expected) cells as the header does, not \(found)"
            case .unclosedQuote: "close the quoted cell that begins here"
            case .strayQuote: "quote the whole cell, and double the quotes within"
            case .strayReturn: "end lines with LF or CRLF"
            default: "save the file as UTF-8 with a header"
            }
        bad.add(BadLine(line: error.line ?? reader.line, column: column, rule: "line_unreadable", remedy: remedy))
    }
}
