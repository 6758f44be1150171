import Foundation
import HTTP

/// A request that the demo's people understand, with what it is answered: what the documentation shows of an operation.
///
/// They stand in examples.json, in the order in which a test asks them (Tests/APITests/Documentation/ExampleTests.swift).
struct Example: Sendable {
    let operation: String
    let role: Operation.Role
    /// From `/v1/` on, with the query.
    let path: String
    let headers: [String: String]
    /// Null for a request without a body.
    let body: JSONValue?
    /// Null for an answer without a body.
    let answer: JSONValue?

    static let all: [Example] = {
        let file = try? JSONValue(parsing: PackageResources.examples_json)
        return (file?.object?.members ?? []).compactMap(Example.init)
    }()

    /// By the names of the operations.
    static let published = Dictionary(all.map { ($0.operation, $0) }) { first, _ in first }

    /// Null for what is no example.
    private init?(_ member: JSONObject.Member) {
        guard let said = member.value.object, let role = said["as"]?.string.flatMap(Operation.Role.init),
            let path = said["path"]?.string
        else { return nil }
        let headers = said["headers"]?.object?.members ?? []
        operation = member.name
        self.role = role
        self.path = path
        self.headers = Dictionary(headers.map { ($0.name, $0.value.string ?? "") }) { first, _ in first }
        body = said["body"]
        answer = said["answer"].flatMap { $0.isNull ? nil : $0 }
    }

    /// The values in the places of the path, by their names.
    var inPath: [String: String] {
        let template = Operation.all.first { $0.name == operation }?.path ?? ""
        let places = zip(template.split(separator: "/"), path.prefix { $0 != "?" }.split(separator: "/"))
        return places.reduce(into: [:]) { values, place in
            if place.0.hasPrefix("{") { values[String(place.0.dropFirst().dropLast())] = String(place.1) }
        }
    }

    /// The parameters of the query, by their names.
    var query: [String: String] {
        let items = URLComponents(string: path)?.queryItems ?? []
        return Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
    }
}
