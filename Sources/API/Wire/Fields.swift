import Foundation
import HTTP
import Model

/// Collects what is wrong with a body, so that all of it is told at once, up to ``most``.
final class Complaints {
    /// A body with more mistakes has one of them again and again; more are neither kept nor looked through.
    static let most = 100
    private(set) var violations: [Violation] = []

    func add(_ violation: Violation) { if !isFull { violations.append(violation) } }

    var isFull: Bool { violations.count >= Self.most }

    /// Throws if there are any.
    func check() throws(APIError) { if !violations.isEmpty { throw APIError(violations) } }
}

/// Reads the members of one JSON object by name. Whatever is wrong becomes a complaint with its pointer, and reads as
/// absent; a member that nobody asks for is one, too.
struct Fields {
    private let object: JSONObject
    let pointer: String
    let complaints: Complaints
    private var asked: Set<String> = []

    /// Null, with a complaint, for what is no object.
    init?(_ value: JSONValue, at pointer: String, _ complaints: Complaints) {
        guard let object = value.object else {
            complaints.add(Violation(.typeMismatch, at: pointer, "give an object"))
            return nil
        }
        self.object = object
        self.pointer = pointer
        self.complaints = complaints
    }

    /// Null for an absent member and for JSON's null.
    mutating func value(_ name: String) -> JSONValue? {
        asked.insert(name)
        return object[name].flatMap { $0.isNull ? nil : $0 }
    }

    /// A member that only the service sets: it may be sent back as it was read.
    ///
    /// - Parameter kept: what it is; null where there is nothing yet, so that it is an unknown field.
    mutating func readOnly(_ name: String, _ kept: JSONValue?) {
        guard let kept else { return }
        guard let said = value(name), said != kept else { return }
        complain(.fieldReadOnly, name, "leave it out, or send it as you read it")
    }

    /// Members that are not looked at, since something else is wrong.
    mutating func ignore(_ names: String...) { asked.formUnion(names) }

    /// Complains of members that nobody asked for.
    func end() {
        for name in object.names where !asked.contains(name) && !complaints.isFull {
            let place = JSONPointer().appending(name).description
            complaints.add(
                Violation(
                    .unknownField, at: pointer + place, "the fields are \(asked.sorted().joined(separator: ", "))"))
        }
    }

    mutating func string(_ name: String) -> String? {
        guard let value = value(name) else { return nil }
        if let text = value.string { return text }
        complain(.typeMismatch, name, "give a text")
        return nil
    }

    mutating func bool(_ name: String) -> Bool? {
        guard let value = value(name) else { return nil }
        if let flag = value.bool { return flag }
        complain(.typeMismatch, name, "give true or false")
        return nil
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>, rule: Violation.Rule = .valueOutOfRange) -> Int? {
        guard let value = value(name) else { return nil }
        guard let number = value.integer else {
            complain(.typeMismatch, name, "give a whole number")
            return nil
        }
        guard range.contains(number) else {
            complain(rule, name, "give \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// A text that a type of the domain reads.
    mutating func parsed<Value>(_ name: String, _ parse: (String) throws(Violation) -> Value) -> Value? {
        guard let text = string(name) else { return nil }
        do { return try parse(text) } catch {
            complaints.add(error.under("\(pointer)/\(name)"))
            return nil
        }
    }

    mutating func text(_ name: String, limit: Int = Limits.textLength) -> PlainText? {
        parsed(name) { (text: String) throws(Violation) in try PlainText(text, limit: limit) }
    }

    mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Value.Type = Value.self
    )
        -> Value?
    {
        guard let text = string(name) else { return nil }
        if let value = Value(rawValue: text) { return value }
        complain(.unknownCode, name, "give one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    mutating func identifier<Entity>(_ name: String, of entity: Entity.Type = Entity.self) -> Identifier<Entity>? {
        guard let text = string(name) else { return nil }
        if let id = Identifier<Entity>(text) { return id }
        complain(.typeMismatch, name, "give a UUID")
        return nil
    }

    mutating func instant(_ name: String) -> Date? {
        guard let text = string(name) else { return nil }
        if let date = Instant.parse(text) { return date }
        complain(.dateImpossible, name, "give an instant such as 2026-07-01T00:00:00Z")
        return nil
    }

    /// The most elements of any list: more than the longest that something takes, the pairs of a great cohort.
    static let mostElements = 20_000

    /// Each element of a list, with its pointer; empty when absent.
    mutating func list(_ name: String, most: Int = mostElements) -> [(pointer: String, value: JSONValue)] {
        guard let value = value(name) else { return [] }
        guard let elements = value.array else {
            complain(.typeMismatch, name, "give a list")
            return []
        }
        guard elements.count <= most else {
            complain(.tooManyItems, name, "give at most \(most)")
            return []
        }
        return elements.enumerated().map { ("\(pointer)/\(name)/\($0.offset)", $0.element) }
    }

    /// A list of texts that a type of the domain reads.
    mutating func texts<Value>(
        _ name: String, most: Int = mostElements, _ parse: (String) throws(Violation) -> Value
    ) -> [Value] {
        list(name, most: most).compactMap { place, value -> Value? in
            guard let text = value.string else {
                complaints.add(Violation(.typeMismatch, at: place, "give a text"))
                return nil
            }
            do throws(Violation) { return try parse(text) } catch {
                complaints.add(error.under(place))
                return nil
            }
        }
    }

    /// The members of an object that is nested here; null when absent.
    mutating func nested(_ name: String) -> Fields? {
        value(name).flatMap { Fields($0, at: "\(pointer)/\(name)", complaints) }
    }

    /// Complains that a member is missing, unless a complaint says already what is wrong with it.
    func require(_ name: String, _ remedy: String) {
        guard !complaints.isFull else { return }
        let place = "\(pointer)/\(name)"
        guard !complaints.violations.contains(where: { $0.pointer == place || $0.pointer.hasPrefix(place + "/") })
        else {
            return
        }
        complaints.add(Violation(.valueMissing, at: place, remedy))
    }

    func complain(_ rule: Violation.Rule, _ name: String, _ remedy: String) {
        complaints.add(Violation(rule, at: "\(pointer)/\(name)", remedy))
    }
}
