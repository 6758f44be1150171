import Demo
import Foundation
import HTTP
import Matching
import Model
import TestDatabase
import Testing

@testable import API

/// Each value of each example's request in turn is another than anybody expects: numbers and instants beyond what is counted with,
/// texts that begin like what is asked, other kinds of values.
@Suite struct HostileValueTests {
    private static let texts = [
        "", "300000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "0000-00-00", "99999999999999999999", "1e999",
        "\u{0}",
        String(repeating: "\u{1F600}", count: 300), "\u{202E}\u{200F}", "MA-99999999", "descent:9223372036854775807",
        "skill:accounting:9223372036854775807", "period:9999-99/9999-99",
    ]
    private static let values: [JSONValue] =
        texts.map(JSONValue.string) + [
            .null, .bool(true), .integer(.max), .integer(.min), .integer(65_536), .integer(-1), .array([]),
            .array([JSONValue](repeating: .array([]), count: 200)), .object(JSONObject([])),
        ]

    @Test func `no value in any place of any request ends the service, or is a defect of its own`() async throws {
        let demo = try await DemoInterface()
        let keys = try await ExampleTests.keys(of: demo)
        for example in Example.all {
            let operation = try #require(API.Operation.all.first { $0.name == example.operation })
            let method = try #require(Method(rawValue: operation.method))
            let path = String(example.path.dropFirst("/v1/".count))
            let queries = Self.queries(of: path)
            let bodies = example.body.map { Self.variants(of: $0) } ?? []
            for (path, body) in queries.map({ ($0, example.body) }) + bodies.map({ (path, $0) }) {
                let answer = try await demo.interface.askUnheld(
                    method, path, key: keys[example.role], body.map(ExampleTests.text),
                    example.headers.merging(["Idempotency-Key": UUID().uuidString]) { $1 })
                #expect(answer.status != 500, "\(example.operation): \(path) \(body.map(ExampleTests.text) ?? "")")
            }
        }
        #expect(try await demo.interface.ask(.get, "countries").status == 200)
    }

    /// With one value replaced, each in turn.
    private static func variants(of value: JSONValue) -> [JSONValue] {
        switch value {
        case .object(let object):
            values
                + object.members.indices.flatMap { place in
                    variants(of: object.members[place].value).map { other in
                        var members = object.members
                        members[place] = .init(members[place].name, other)
                        return .object(JSONObject(members))
                    }
                }
        case .array(let elements):
            values
                + elements.prefix(1).flatMap { variants(of: $0) }.map { .array([$0] + elements.dropFirst()) }
        default: values
        }
    }

    private static func queries(of path: String) -> [String] {
        guard var parts = URLComponents(string: path), let items = parts.queryItems else { return [] }
        return items.indices.flatMap { place in
            texts.dropFirst().compactMap { text in
                var other = items
                other[place].value = text
                parts.queryItems = other
                return parts.string
            }
        }
    }
}
