import Foundation
import HTTP

@testable import API

/// What the description of the interface promises: every answer of every test is held against it, and every body that
/// was taken.
struct Contract: Sendable {
    let document: JSONValue

    static let published = Contract(document: (try? JSONValue(parsing: OpenAPI.document)) ?? .null)

    /// What an answer has that is not described, or lacks that is; nothing for a path that is none.
    func breaches(_ method: Method, _ path: String, _ body: String?, _ answer: Answer) -> [String] {
        let segments = "/v1/\(path)".prefix { $0 != "?" }.split(separator: "/")
        let described = (document["paths"].object?.members ?? []).first { member in
            let template = member.name.split(separator: "/")
            return template.count == segments.count
                && zip(template, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        guard let described, let operation = described.value.object?[method.rawValue.lowercased()] else { return [] }
        guard let promised = operation.object?["responses"]?.object?["\(answer.status)"] else {
            return ["\(method.rawValue) \(described.name): \(answer.status) \(answer.code ?? "") is not described"]
        }
        var breaches: [String] = []
        if let body, answer.status < 300, let sent = try? JSONValue(parsing: Array(body.utf8)),
            let form = operation["requestBody"]["content"].object?.members.first?.value["schema"]
        {
            breaches += self.breaches(of: form, sent, at: "body ")
        }
        let type = answer.headers["content-type"].map { String($0.prefix { $0 != ";" }) } ?? ""
        let content = promised["content"].object?[type]
        if type == "text/html", content != nil { return [] }
        if let code = answer.code, answer.status >= 400, content?["examples"].object?[code] == nil {
            breaches.append("the code \(code) is not described")
        }
        if let schema = content?["schema"], answer.headers["preference-applied"] == nil {
            breaches += self.breaches(of: schema, answer.json, at: "")
        } else if !answer.body.isEmpty {
            breaches.append("a body is not described")
        }
        return breaches.map { "\(method.rawValue) \(described.name) \(answer.status): \($0)" }
    }

    /// The members of a JSON Schema that the interface uses, and members of objects that a schema does not name.
    func breaches(of schema: JSONValue, _ value: JSONValue, at place: String) -> [String] {
        if let reference = schema["$ref"].string {
            return breaches(of: resolve(reference), value, at: place)
        }
        if let choices = schema["anyOf"].array {
            let tries = choices.map { breaches(of: $0, value, at: place) }
            return tries.contains { $0.isEmpty } ? [] : tries.first ?? []
        }
        if let values = schema["enum"].array, !values.contains(value) { return ["\(place) is none of the values"] }
        guard let type = schema["type"].string, type == self.type(of: value, for: type) else {
            return schema["type"].isNull ? [] : ["\(place) is no \(schema["type"].string ?? "?")"]
        }
        if let least = schema["minimum"].double, let number = value.double, number < least {
            return ["\(place) is low"]
        }
        if let most = schema["maximum"].double, let number = value.double, number > most { return ["\(place) is high"] }
        if let text = value.string {
            if let least = schema["minLength"].integer, text.count < least { return ["\(place) is short"] }
            if let most = schema["maxLength"].integer, text.count > most { return ["\(place) is long"] }
        }
        if let elements = value.array {
            return elements.enumerated().flatMap {
                breaches(of: schema["items"], $0.element, at: "\(place)/\($0.offset)")
            }
        }
        guard let object = value.object else { return [] }
        let missing = (schema["required"].array ?? []).compactMap(\.string).filter { object[$0] == nil }
        return missing.map { "\(place)/\($0) is missing" }
            + object.members.flatMap { member in
                let known = schema["properties"].object?[member.name] ?? schema["additionalProperties"]
                guard known.object != nil else { return ["\(place)/\(member.name) is not described"] }
                return breaches(of: known, member.value, at: "\(place)/\(member.name)")
            }
    }

    func resolve(_ reference: String) -> JSONValue {
        guard reference.hasPrefix("#/") else { return .null }
        return document[String(reference.dropFirst(2))]
    }

    private func type(of value: JSONValue, for wanted: String) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .integer: wanted == "number" ? "number" : "integer"
        case .decimal: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
