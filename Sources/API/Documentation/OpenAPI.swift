import HTTP
import Model

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
            writer.object("webhooks") { writer in
                for kind in ["introduction", "application"] { event(kind, &writer) }
            }
            writer.object("components") { writer in
                writer.object("securitySchemes") { writer in
                    writer.object("key") { writer in
                        writer.member("type", "http")
                        writer.member("scheme", "bearer")
                        writer.member("description", "Each key is one role's, which the requirements name.")
                    }
                    writer.object("token") { writer in
                        writer.member("type", "http")
                        writer.member("scheme", "bearer")
                        writer.member("bearerFormat", "JWT")
                        writer.member(
                            "description",
                            "Of the issuer that the service names, if any (OpenID Connect): of staff with an account that is linked with its subject; the account's role is what counts."
                        )
                    }
                    writer.object("session") { writer in
                        writer.member("type", "apiKey")
                        writer.member("in", "cookie")
                        writer.member("name", SessionCookie.name)
                        writer.member(
                            "description",
                            "Of `POST /v1/sessions`; a change shows its `csrf` as `\(CrossSite.header)`, too.")
                    }
                }
                writer.object("headers") { answerHeaders(&$0) }
                writer.object("examples") { refusals(&$0) }
                writer.object("schemas") { writer in
                    for (name, schema) in Schemas.all.sorted(by: { $0.key < $1.key }) {
                        writer.name(escaping: name)
                        writer.value(verbatim: Array(schema.utf8))
                    }
                }
            }
        }
    }

    /// What webhooks hear of records of a kind.
    private static func event(_ kind: String, _ writer: inout JSONWriter) {
        writer.name(escaping: kind)
        writer.object { writer in
            writer.object("post") { writer in
                writer.member("operationId", "tellOf\(kind.capitalized)")
                writer.member(
                    "summary",
                    "What an \(kind) has become, signed as Standard Webhooks says; told again until it is answered by 2xx, for three days"
                )
                writer.array("parameters") { writer in
                    for header in eventHeaders { parameter(header, in: "header", nil, &writer) }
                }
                writer.object("requestBody") { writer in
                    writer.object("content") { writer in
                        writer.object("application/json") { writer in
                            writer.object("schema") { writer in
                                writer.member("$ref", "#/components/schemas/\(kind.capitalized)Event")
                            }
                        }
                    }
                }
                writer.object("responses") { writer in
                    writer.object("2XX") { $0.member("description", "It was taken.") }
                }
            }
        }
    }

    /// By which whoever hears of an event knows that it is ours, and which.
    private static let eventHeaders: [Operation.Parameter] = [
        .init("webhook-id", "the same each time that the event is told", Schemas.string, isRequired: true),
        .init(
            "webhook-timestamp",
            "when it was sent, in seconds since 1970: refuse what is five minutes off, and so a repetition",
            Schemas.string, isRequired: true),
        .init(
            "webhook-signature",
            "`v1,` and the HMAC-SHA256 in base64 of `webhook-id.webhook-timestamp.body`, by the bytes of the secret after `whsec_`",
            Schemas.string, isRequired: true),
    ]

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
        let example = Example.published[operation.name]
        writer.object { writer in
            writer.member("operationId", operation.name)
            writer.member("summary", operation.summary)
            writer.member("description", "For: \(Policy.published.sentence(of: operation.name)).")
            writer.array("tags", [operation.tag])
            roles(operation, &writer)
            writer.array("parameters") { writer in
                for name in operation.pathParameters {
                    parameter(placed(name), in: "path", example?.inPath[name], &writer)
                }
                for one in operation.parameters { parameter(one, in: "query", example?.query[one.name], &writer) }
                for one in operation.headers { parameter(one, in: "header", example?.headers[one.name], &writer) }
            }
            if let body = operation.body {
                writer.object("requestBody") { writer in
                    writer.member("required", true)
                    writer.object("content") { writer in
                        for type in operation.bodyTypes.sorted() { content(type, body, example?.body, &writer) }
                    }
                }
            }
            writer.object("responses") { responses(operation, example, &$0) }
        }
    }

    /// Who may call it: keys, tokens and sessions of the roles, or none at all; and how far each reaches, in the words of the policy.
    private static func roles(_ operation: Operation, _ writer: inout JSONWriter) {
        writer.array("security") { writer in
            for (role, _) in Policy.published.reach(of: operation.name) {
                // No key is a lead's.
                if role != .lead {
                    writer.object { if role != .anonymous { $0.array("key", [role.rawValue]) } }
                }
                if Operation.Role.ofStaff.contains(role) { writer.object { $0.array("token", [role.rawValue]) } }
                if Operation.Role.signsIn.contains(role) { writer.object { $0.array("session", [role.rawValue]) } }
            }
        }
        writer.member("x-scope", operation.scope.rawValue)
        writer.object("x-roles") { writer in
            for (role, reach) in Policy.published.reach(of: operation.name) {
                writer.name(escaping: role.rawValue)
                writer.object { writer in
                    for relation in Policy.Relation.allCases {
                        guard let outcome = reach[relation] else { continue }
                        writer.name(escaping: relation.rawValue)
                        writer.value(outcome.rawValue)
                    }
                }
            }
        }
    }

    /// What stands in a place of a path.
    private static func placed(_ name: String) -> Operation.Parameter {
        switch name {
        case "purpose": .init(name, "of the consent", Schemas.oneOf(Consent.Purpose.allCases.map(\.rawValue)))
        case "code": .init(name, "as answers have it", Schemas.code)
        default: .init(name, "as the interface gave it; of a member, `me` is oneself", Schemas.identifier)
        }
    }

    private static func parameter(
        _ parameter: Operation.Parameter, in place: String, _ example: String?, _ writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.member("name", parameter.name)
            writer.member("in", place)
            writer.member("description", parameter.meaning)
            writer.member("required", place == "path" || parameter.isRequired)
            writer.name("schema")
            writer.value(verbatim: Array(parameter.schema.utf8))
            guard let example else { return }
            let isText = parameter.schema.contains("\"string\"")
            writer.name("example")
            writer.value(isText ? .string(example) : (try? JSONValue(parsing: Array(example.utf8))) ?? .null)
        }
    }
}

extension Operation {
    /// Every code that it can be refused with: its own, and those that follow from its form.
    var refusals: Set<ErrorCode> {
        var codes: Set<ErrorCode> = [
            .malformedRequest, .malformedParameter, .notAuthenticated, .scopeMissing, .headTooLarge, .rateLimited,
            .internalError, .databaseUnavailable, .matchingLoading, .busy,
        ]
        codes.formUnion(errors)
        if body != nil { codes.formUnion([.malformedJSON, .mediaType, .bodyTooLarge, .invalid]) }
        if !pathParameters.isEmpty { codes.insert(.notFound) }
        if method != "GET" { codes.insert(.storageFull) }
        if method != "GET", !roles.isDisjoint(with: Role.signsIn) { codes.insert(.crossSite) }
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
