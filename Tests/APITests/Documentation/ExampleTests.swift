import Demo
import Foundation
import HTTP
import Matching
import Model
import TestDatabase
import Testing

@testable import API

/// The examples of the documentation, asked of the demo's people. `GOLDEN=overwrite` writes down what is answered.
@Suite struct ExampleTests {
    @Test func `every example is one of an operation, and every operation has one`() {
        #expect(Example.all.map(\.operation).sorted() == API.Operation.all.map(\.name).sorted())
    }

    @Test(arguments: Example.all.map(\.operation))
    func `an example has the form that is described, and is of a role that may`(_ name: String) throws {
        let example = try #require(Example.published[name])
        let operation = try #require(API.Operation.all.first { $0.name == name })
        #expect(operation.roles.contains(example.role))
        #expect(example.inPath.count == operation.pathParameters.count)
        #expect(Set(example.query.keys).isSubset(of: operation.parameters.map(\.name)))
        #expect(Set(example.headers.keys).isSubset(of: operation.headers.map(\.name)))
        let forms = [(operation.body, example.body), (operation.answer.schema, example.answer)]
        for case (let schema, let value?) in forms {
            let form = Contract.published.resolve("#/components/schemas/\(schema ?? "")")
            #expect(Contract.published.breaches(of: form, value, at: "") == [])
        }
        #expect((operation.body == nil) == (example.body == nil))
        #expect(operation.answer.schema.isEmpty == (example.answer == nil))
    }

    @Test func `every example is answered as it says`() async throws {
        let demo = try await DemoInterface()
        let keys = try await Self.keys(of: demo)
        var staff = try await ExampleStaff(demo.interface, at: Population.organisation("MA", .desk))
        var recorded: [JSONObject.Member] = []
        for example in Example.all {
            let operation = try #require(API.Operation.all.first { $0.name == example.operation })
            let method = try #require(Method(rawValue: operation.method))
            try await staff.prepare(example, demo.interface, keys)
            let answer = try await demo.interface.ask(
                method, staff.path(String(example.path.dropFirst("/v1/".count))),
                key: staff.isSigned(example) ? nil : keys[example.role], staff.body(example.body.map(Self.text)),
                staff.headers(example))
            staff.learn(answer)
            #expect(answer.status == operation.answer.status.code, "\(example.operation): \(answer.text)")
            let differences = differences(example.answer ?? .null, answer.json, at: "")
            recorded.append(.init(example.operation, differences.isEmpty ? example.answer ?? .null : answer.json))
            guard !Self.overwrites else { continue }
            #expect(differences == [], "\(example.operation): \(answer.text)")
        }
        if Self.overwrites { try overwrite(recorded) }
    }

    /// Of those who ask the examples.
    static func keys(of demo: DemoInterface) async throws -> [Role: String] {
        let owner = demo.interface.database.owner
        return [
            .auditor: try #require(demo.interface.keys[.auditor]), .desk: demo.key,
            .admin: try #require(demo.interface.keys[.admin]),
            .partner: try await CreateKey(for: .partner(Population.organisation("MA", .centre))).run(in: owner),
            .member: try await CreateKey(for: .member(Identifier(demo.mentors[0]))).run(in: owner),
        ]
    }

    /// Where an answer is another than the example, which shows the beginnings of long lists alone. What is new each
    /// time (identifiers, instants, cursors) is of the same kind.
    private func differences(_ example: JSONValue, _ answer: JSONValue, at place: String) -> [String] {
        switch (example, answer) {
        case (.object(let shown), .object(let answered)):
            guard shown.names == answered.names else { return ["\(place): \(answered.names)"] }
            return shown.members.flatMap {
                differences($0.value, answered[$0.name] ?? .null, at: "\(place)/\($0.name)")
            }
        case (.array(let shown), .array(let answered)):
            guard shown.count == min(answered.count, Self.longest) else {
                return ["\(place): \(answered.count) elements"]
            }
            return zip(shown, answered).enumerated().flatMap {
                differences($0.element.0, $0.element.1, at: "\(place)/\($0.offset)")
            }
        case (.string(let shown), .string(let answered)):
            let isNew = UUID(uuidString: shown) != nil && UUID(uuidString: answered) != nil
            let isLater = Instant.parse(shown) != nil && Instant.parse(answered) != nil
            let isCursor = place == "/next"
            let isSecret = ExampleStaff.secrets.contains { place.hasPrefix($0) }
            return shown == answered || isNew || isLater || isCursor || isSecret ? [] : ["\(place): \(answered)"]
        // How much was audited before an example is asked is nobody's promise.
        case (.integer, .integer) where ["/lines", "/unsealed"].contains(place): return []
        default: return example == answer ? [] : ["\(place): \(answer)"]
        }
    }

    private static let overwrites = ProcessInfo.processInfo.environment["GOLDEN"] == "overwrite"

    static func text(_ value: JSONValue) -> String {
        String(decoding: JSONWriter.bytes { $0.value(value) }, as: UTF8.self)
    }

    /// How many elements of a list an example shows.
    private static let longest = 8

    private func cut(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.prefix(Self.longest).map(cut))
        case .object(let object): .object(JSONObject(object.members.map { .init($0.name, cut($0.value)) }))
        default: value
        }
    }

    /// One member a line, each example on a few.
    private func overwrite(_ answers: [JSONObject.Member]) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/API/Documentation/examples.json")
        let examples = try JSONValue(parsing: Array(Data(contentsOf: file)))
        let blocks = answers.map { answer in
            let kept = (examples[answer.name].object?.members ?? []).filter { $0.name != "answer" }
            let lines = (kept + [.init("answer", cut(answer.value))]).map {
                "  \"\($0.name)\": \(Self.text($0.value))"
            }
            return "\"\(answer.name)\": {\n\(lines.joined(separator: ",\n"))\n}"
        }
        try "{\n\(blocks.joined(separator: ",\n"))\n}\n".write(to: file, atomically: true, encoding: .utf8)
    }
}
