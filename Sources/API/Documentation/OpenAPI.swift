import HTTP

/// The description of the interface in OpenAPI 3.1, made of the operations themselves.
enum OpenAPI {
    static let document = JSONWriter.bytes(capacity: 1 << 16) { writer in
        writer.object { writer in
            writer.member("openapi", "3.1.0")
            writer.object("info") { writer in
                writer.member("title", "BrainGain")
                writer.member("version", "1")
                writer.member(
                    "summary", "Brings people who left a country together with those who need what they know.")
                writer.object("license") { writer in
                    writer.member("name", "Apache-2.0")
                    writer.member("identifier", "Apache-2.0")
                }
            }
            writer.object("paths") { paths(Operation.all, &$0) }
            writer.object("components") { writer in
                writer.object("securitySchemes") { writer in
                    writer.object("key") { writer in
                        writer.member("type", "http")
                        writer.member("scheme", "bearer")
                    }
                }
                writer.object("schemas") { writer in
                    for (name, schema) in Schemas.all.sorted(by: { $0.key < $1.key }) {
                        writer.name(escaping: name)
                        writer.value(verbatim: Array(schema.utf8))
                    }
                }
            }
        }
    }

    private static func paths(_ operations: [Operation], _ writer: inout JSONWriter) {
        var order: [String] = []
        var byPath: [String: [Operation]] = [:]
        for operation in operations {
            if byPath[operation.path] == nil { order.append(operation.path) }
            byPath[operation.path, default: []].append(operation)
        }
        for path in order {
            writer.name(escaping: path)
            writer.object { writer in
                for operation in byPath[path] ?? [] {
                    writer.name(escaping: operation.method.lowercased())
                    describe(operation, &writer)
                }
            }
        }
    }

    private static func describe(_ operation: Operation, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("operationId", operation.name)
            writer.member("summary", operation.summary)
            writer.member("description", "For: \(operation.roles.map(\.rawValue).sorted().joined(separator: ", ")).")
            writer.array("tags", [operation.tag])
            writer.array("security") { writer in
                if operation.roles.contains(.anonymous) { writer.object { _ in } }
                if operation.roles != [.anonymous] { writer.object { $0.array("key", []) } }
            }
            writer.array("parameters") { writer in
                for name in operation.pathParameters {
                    parameter(.init(name, "as the interface gave it"), place: "path", &writer)
                }
                for one in operation.parameters { parameter(one, place: "query", &writer) }
                for one in operation.headers { parameter(one, place: "header", &writer) }
            }
            if let body = operation.body {
                writer.object("requestBody") { writer in
                    writer.member("required", true)
                    writer.object("content") { writer in
                        for type in operation.bodyTypes.sorted() { content(type, body, &writer) }
                    }
                }
            }
            writer.object("responses") { responses(operation, &$0) }
        }
    }

    private static func parameter(_ parameter: Operation.Parameter, place: String, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", parameter.name)
            writer.member("in", place)
            writer.member("description", parameter.meaning)
            let isRequired = place == "path" || ["If-Match", "Idempotency-Key"].contains(parameter.name)
            writer.member("required", isRequired && !parameter.mayBeAbsent)
            writer.object("schema") { $0.member("type", parameter.name == "limit" ? "integer" : "string") }
        }
    }

    private static func responses(_ operation: Operation, _ writer: inout JSONWriter) {
        writer.name(escaping: "\(operation.answer.status.code)")
        writer.object { writer in
            writer.member("description", "Done.")
            if !operation.answer.schema.isEmpty {
                writer.object("content") { content("application/json", operation.answer.schema, &$0) }
            }
        }
        if let unchanged = operation.unchanged {
            writer.name(escaping: "\(unchanged.code)")
            writer.object { writer in
                writer.member("description", "It was there already, or is kept nowhere.")
                writer.object("content") { content("application/json", operation.answer.schema, &$0) }
            }
        }
        if operation.headers.contains(where: { $0.name == "If-None-Match" }) {
            writer.object("304") { $0.member("description", "It is what you have.") }
        }
        let codes = Dictionary(grouping: operation.refusals, by: \.status.code)
        for (status, errors) in codes.sorted(by: { $0.key < $1.key }) {
            writer.name(escaping: "\(status)")
            writer.object { writer in
                let names = Set(errors.map(\.rawValue)).sorted().joined(separator: ", ")
                writer.member("description", "One of the codes: \(names).")
                writer.object("content") { content("application/problem+json", "Problem", &$0) }
            }
        }
    }

    private static func content(_ type: String, _ schema: String, _ writer: inout JSONWriter) {
        writer.name(escaping: type)
        writer.object { writer in
            writer.object("schema") { $0.member("$ref", "#/components/schemas/\(schema)") }
        }
    }
}

extension Operation {
    /// Every code that it can be refused with: its own, and those that follow from its form.
    var refusals: Set<ErrorCode> {
        var codes: Set<ErrorCode> = [
            .malformedRequest, .malformedParameter, .notAuthenticated, .headTooLarge, .rateLimited,
            .internalError, .databaseUnavailable, .matchingLoading,
        ]
        codes.formUnion(errors)
        if body != nil { codes.formUnion([.malformedJSON, .mediaType, .bodyTooLarge, .invalid]) }
        if !pathParameters.isEmpty { codes.insert(.notFound) }
        if roles != Self.everybody { codes.insert(.scopeMissing) }
        if method != "GET" { codes.insert(.storageFull) }
        return codes
    }

    var method: String { String(line.prefix { $0 != " " }) }
    var path: String { String(line.drop { $0 != " " }.dropFirst()) }
    /// The resource, as operations are grouped by.
    var tag: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }
}
