import HTTP
import Model

/// The answers of an operation, as the description has them.
extension OpenAPI {
    static func responses(_ operation: Operation, _ example: Example?, _ writer: inout JSONWriter) {
        let schema = operation.answer.schema
        writer.name(escaping: "\(operation.answer.status.code)")
        writer.object { writer in
            writer.member("description", "Done.")
            let isPage = operation.parameters.contains { $0.name == "cursor" }
            headers(operation.answerHeaders + (isPage ? [.link] : []), &writer)
            if !schema.isEmpty {
                writer.object("content") { writer in
                    content("application/json", schema, example?.answer, &writer)
                    if operation.isForReading { writer.object("text/html") { _ in } }
                }
            }
        }
        if let unchanged = operation.unchanged {
            writer.name(escaping: "\(unchanged.code)")
            writer.object { writer in
                writer.member("description", "It was there already, or is kept nowhere.")
                writer.object("content") { content("application/json", schema, example?.answer, &$0) }
            }
        }
        if operation.mayHaveMoved {
            writer.object("308") { writer in
                writer.member("description", "It was merged into another record.")
                headers([.location], &writer)
            }
        }
        if operation.answer.status == .ok, operation.headers.contains(where: { $0.name == Call.prefer.name }) {
            writer.object("204") { writer in
                writer.member("description", "Done, as it was preferred to hear no more.")
                headers(operation.answerHeaders, &writer)
            }
        }
        if operation.headers.contains(where: { $0.name == "If-None-Match" }) {
            writer.object("304") { writer in
                writer.member("description", "It is what you have.")
                headers([.etag], &writer)
            }
        }
        let codes = Dictionary(grouping: operation.refusals, by: \.status.code)
        for (status, errors) in codes.sorted(by: { $0.key < $1.key }) {
            writer.name(escaping: "\(status)")
            writer.object { refused(errors.map(\.rawValue).sorted(), status, &$0) }
        }
    }

    private static func refused(_ codes: [String], _ status: Int, _ writer: inout JSONWriter) {
        writer.member("description", "One of the codes: \(codes.joined(separator: ", ")).")
        if status == 429 || status == 503 { headers([.retryAfter], &writer) }
        writer.object("content") { writer in
            writer.object("application/problem+json") { writer in
                reference("schema", "schemas/Problem", &writer)
                writer.object("examples") { writer in
                    for code in codes { reference(code, "examples/\(code)", &writer) }
                }
            }
        }
    }

    static func content(_ type: String, _ schema: String, _ example: JSONValue?, _ writer: inout JSONWriter) {
        writer.name(escaping: type)
        writer.object { writer in
            reference("schema", "schemas/\(schema)", &writer)
            guard let example else { return }
            writer.name("example")
            writer.value(example)
        }
    }

    private static func headers(_ headers: [Operation.AnswerHeader], _ writer: inout JSONWriter) {
        guard !headers.isEmpty else { return }
        writer.object("headers") { writer in
            for header in headers { reference(header.rawValue, "headers/\(header.rawValue)", &writer) }
        }
    }

    private static func reference(_ name: String, _ component: String, _ writer: inout JSONWriter) {
        writer.name(escaping: name)
        writer.object { $0.member("$ref", "#/components/\(component)") }
    }

    /// The headers that answers refer to.
    static func answerHeaders(_ writer: inout JSONWriter) {
        for header in Operation.AnswerHeader.allCases {
            writer.name(escaping: header.rawValue)
            writer.object { writer in
                writer.member("description", header.meaning)
                writer.object("schema") { $0.member("type", "string") }
            }
        }
    }

    /// A refusal of each code, which answers refer to.
    static func refusals(_ writer: inout JSONWriter) {
        for code in ErrorCode.allCases {
            let places = [Violation(.valueMissing, at: "/name", "give the name by which the person is called")]
            writer.name(escaping: code.rawValue)
            writer.object { writer in
                writer.member("summary", code.title)
                writer.name("value")
                writer.value(verbatim: (code == .invalid ? APIError(places) : APIError(code)).body(TraceID()))
            }
        }
    }
}
