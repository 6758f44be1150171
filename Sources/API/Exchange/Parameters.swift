import Foundation
import HTTP
import Model

/// Reads the parameters of a query; one that the operation does not know, or that comes twice, is refused by its name.
struct Parameters {
    private let query: Query
    private let known: Set<String>

    init(_ query: Query, known: Set<String>) throws(APIError) {
        self.query = query
        self.known = known
        if let twice = query.duplicate { throw APIError(.malformedParameter, "\(twice.prefix(40)): give it once") }
        if let empty = query.items.first(where: \.value.isEmpty) {
            throw APIError(.malformedParameter, "\(empty.name.prefix(40)): give a value, or leave it out")
        }
        if let unknown = query.items.first(where: { !known.contains($0.name) }) {
            let names = known.isEmpty ? "none here" : known.sorted().joined(separator: ", ")
            throw APIError(.malformedParameter, "\(unknown.name.prefix(40)) is no parameter; there are: \(names)")
        }
    }

    subscript(name: String) -> String? {
        assert(known.contains(name))
        return query[name]
    }

    /// Words to look for; null when left out.
    func words(_ name: String) throws(APIError) -> String? {
        guard let text = self[name] else { return nil }
        guard text.count <= Limits.textLength else {
            throw APIError(.malformedParameter, "\(name): give at most \(Limits.textLength) characters to look for")
        }
        return text
    }

    /// 1 to 100, or 20.
    func limit() throws(APIError) -> Int {
        guard let text = self["limit"] else { return 20 }
        guard let limit = Int(text), (1...100).contains(limit) else {
            throw APIError(.malformedParameter, "limit: give 1 to 100")
        }
        return limit
    }

    /// The parts of a list, which commas separate unless they have some themselves.
    func list(_ name: String, separator: Character = ",") -> [String] {
        self[name].map { $0.split(separator: separator).map { $0.trimmingCharacters(in: .whitespaces) } } ?? []
    }

    /// One of a few words; null when left out.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Choice.Type
    ) throws(APIError) -> Choice? {
        guard let text = self[name] else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw APIError(.malformedParameter, "\(name): give one of \(names)")
    }

    /// A UUID; null when left out.
    func identifier<Entity>(_ name: String, of entity: Entity.Type) throws(APIError) -> Identifier<Entity>? {
        guard let text = self[name] else { return nil }
        if let id = Identifier<Entity>(text) { return id }
        throw APIError(.malformedParameter, "\(name): give a UUID")
    }

    /// True or false; false when left out.
    func flag(_ name: String) throws(APIError) -> Bool {
        switch self[name] {
        case nil, "false": return false
        case "true": return true
        default: throw APIError(.malformedParameter, "\(name): give true or false")
        }
    }

    /// An instant of RFC 3339, or a day, which begins at midnight UTC.
    func instant(_ name: String) throws(APIError) -> Date? {
        guard let text = self[name] else { return nil }
        if let date = Instant.parse(text) ?? Instant.parse(text + "T00:00:00Z") { return date }
        throw APIError(.malformedParameter, "\(name): give an instant such as 2026-07-01T00:00:00Z, or a day")
    }
}
