import Foundation
import Model

/// Cells as values. A cell that cannot be read is noted and gives null, as an empty one does. What parses a cell is given
/// the lines too, to look up what it refers to.
extension Lines {
    /// Notes that a cell is empty that must not be.
    mutating func require(_ column: String, _ remedy: String) {
        if cell(column) == nil { complain(column, Violation(.valueMissing, remedy)) }
    }

    mutating func value<Value>(
        _ column: String, _ parse: (inout Lines, String) throws(Violation) -> Value
    ) -> Value? {
        guard let cell = cell(column) else { return nil }
        do throws(Violation) { return try parse(&self, cell) } catch {
            complain(column, error)
            return nil
        }
    }

    mutating func values<Value>(
        _ column: String, _ parse: (inout Lines, String) throws(Violation) -> Value
    ) -> [Value] {
        var values: [Value] = []
        for part in parts(column) {
            do throws(Violation) { values.append(try parse(&self, part)) } catch { complain(column, error) }
        }
        return values
    }

    mutating func text(_ column: String, limit: Int) -> PlainText? {
        value(column) { _, text throws(Violation) in try PlainText(text, limit: limit) }
    }

    mutating func integer(_ column: String, in range: ClosedRange<Int>) -> Int? {
        value(column) { _, text throws(Violation) in try Self.integer(text, in: range) }
    }

    mutating func flag(_ column: String) -> Bool? {
        value(column) { _, text throws(Violation) in
            switch text.lowercased() {
            case "yes", "true", "1": true
            case "no", "false", "0": false
            default: throw Violation(.typeMismatch, "give yes or no")
            }
        }
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ column: String, _ type: Choice.Type
    ) -> Choice? {
        value(column) { _, text throws(Violation) in try Self.choice(text, type) }
    }

    static func integer(_ text: some StringProtocol, in range: ClosedRange<Int>) throws(Violation) -> Int {
        guard let number = Int(text) else { throw Violation(.typeMismatch, "give a whole number") }
        guard range.contains(number) else {
            throw Violation(.valueOutOfRange, "give \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ text: String, _ type: Choice.Type
    ) throws(Violation) -> Choice {
        guard let choice = Choice(rawValue: text) else {
            throw Violation(.unknownCode, "give one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    static func identifier<Entity>(_ text: String) throws(Violation) -> Identifier<Entity> {
        guard let identifier = Identifier<Entity>(text) else {
            throw Violation(.typeMismatch, "give a UUID of 36 characters")
        }
        return identifier
    }

    /// Runs a record's own rules, and notes the first that it breaks at the column that the pointer means.
    mutating func check(renaming names: [String: String] = [:], _ rules: () throws(Violation) -> Void) {
        do throws(Violation) { try rules() } catch { complain(Self.column(error.pointer, names), error) }
    }

    /// `/profile/skills/3` is of the column `skills`, `/gives/skills/3` of `gives_skills`.
    private static func column(_ pointer: String, _ names: [String: String]) -> String {
        if let name = names[pointer] { return name }
        let steps = pointer.split(separator: "/").map { String($0) }
        guard let first = steps.first else { return "" }
        switch first {
        case "profile", "need": return steps.count > 1 ? steps[1] : ""
        case "wish", "gives": return steps.count > 1 ? "\(first)_\(steps[1])" : ""
        default: return first
        }
    }
}
