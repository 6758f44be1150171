import Foundation
import HTTP

/// What the interface answered.
struct Answer: Sendable {
    let status: Int
    /// By name in lower case.
    let headers: [String: String]
    let body: Data
    /// Null for a body that is not JSON.
    let json: JSONValue

    init(_ status: Int, _ headers: [String: String], _ body: Data) {
        self.status = status
        self.headers = headers
        self.body = body
        json = (try? JSONValue(parsing: Array(body))) ?? .null
    }

    /// The body as it is read, for what must not be in it.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value at a path of names and indices such as `items/0/card`; JSON's null for none.
    subscript(path: String) -> JSONValue { json[path] }

    var code: String? { self["code"].string }
    var etag: String? { headers["etag"] }
}

extension JSONValue {
    /// The value at a path of names and indices; JSON's null for none.
    subscript(path: String) -> JSONValue {
        path.split(separator: "/").reduce(self) { value, step in
            if let object = value.object { return object[String(step)] ?? .null }
            guard let array = value.array, let index = Int(step), array.indices.contains(index) else { return .null }
            return array[index]
        }
    }

    /// The pointers and codes of a problem's `errors`: `/need/skills/0/skill ambiguous_label`.
    var complaints: [String] {
        (self["errors"].array ?? []).map { "\($0["pointer"].string ?? "?") \($0["code"].string ?? "?")" }
    }
}
