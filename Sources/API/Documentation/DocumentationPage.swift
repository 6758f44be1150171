import Foundation
import HTTP

/// The page on which people read the interface: without any script, made of the operations themselves.
enum DocumentationPage {
    static let html = Array(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>BrainGain: the interface</title>
        <link rel="stylesheet" href="/v1/docs.css">
        </head>
        <body>
        <h1>BrainGain: the interface</h1>
        <p>For programs: <a href="/v1/openapi.json">OpenAPI 3.1</a>. Show a key as
        <code>Authorization: Bearer KEY</code>; what is for anonymous callers needs none. Errors follow RFC 9457; their
        <code>code</code> is stable. Who has signed in (<code>POST /v1/sessions</code>) shows the cookie instead, and with each
        change the <code>csrf</code> of the answer as <code>\(CrossSite.header)</code>. Where the service trusts an issuer, its
        tokens are shown as keys are.</p>
        <p>A key is for one role: a member, a desk, a partner (a centre or an employer), an
        administrator or an auditor. An operation says
        for whom it is, and for whose records: <i>own</i> is the member's, or of the desk or centre that the key is for;
        <i>near</i> of one below it; <i>other</i> of another in the country; <i>abroad</i> of another country. What is not
        reached is answered as what is not there. <i>Masked</i> is shown without a name.</p>
        <pre>curl -s https://HOST/v1/matches -H 'Content-Type: application/json' \\
          -d '{"seek": ["offers"], "profile": {"skills": [{"skill": "welding", "level": 3}]}}'</pre>
        \(Operation.all.reduce(into: [String]()) { if !$0.contains($1.tag) { $0.append($1.tag) } }.map(section).joined())
        <h2>Forms</h2>
        \(Schemas.all.sorted { $0.key < $1.key }.map(form).joined())
        <h2>Errors</h2>
        <table><thead><tr><th>Status</th><th>Code</th><th>Meaning</th></tr></thead><tbody>
        \(ErrorCode.allCases.map { "<tr><td>\($0.status.code)</td><td><code>\($0.rawValue)</code></td><td>\(escaped($0.title))</td></tr>\n" }.joined())
        </tbody></table>
        </body>
        </html>

        """.utf8)

    static let style = Array(
        """
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
        code, pre { font-family: ui-monospace, monospace; font-size: .9rem; }
        pre { overflow-x: auto; padding: .7rem; border: 1px solid currentColor; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: start; vertical-align: top; padding: .2rem .8rem .2rem 0; }
        summary { cursor: pointer; padding: .3rem 0; }

        """.utf8)

    private static func section(_ tag: String) -> String {
        let operations = Operation.all.filter { $0.tag == tag }
        return "<h2>\(escaped(tag.capitalized))</h2>\n" + operations.map(describe).joined()
    }

    private static func describe(_ operation: Operation) -> String {
        let rows = operation.headers + operation.parameters
        let parameters = rows.map {
            "<tr><td><code>\(escaped($0.name))</code></td><td>\(formatted($0.meaning))</td></tr>\n"
        }.joined()
        let body = operation.body.map { "<p>Body: \(link($0))</p>\n" } ?? ""
        let answer = operation.answer.schema.isEmpty ? "nothing" : link(operation.answer.schema)
        return """
            <details id="\(operation.name)"><summary><code>\(escaped(operation.line))</code> \(escaped(operation.summary))</summary>
            <p>For: \(Policy.published.sentence(of: operation.name))</p>
            \(body)<p>Answer: \(operation.answer.status.code), \(answer)</p>
            \(parameters.isEmpty ? "" : "<table><tbody>\n\(parameters)</tbody></table>\n")\(example(operation))\
            <p>Refused with: \(operation.refusals.map(\.rawValue).sorted().joined(separator: ", "))</p>
            </details>

            """
    }

    private static func example(_ operation: Operation) -> String {
        guard let example = Example.published[operation.name] else { return "" }
        let headers = example.headers.map { "\($0.key): \($0.value)\n" }.joined()
        let request =
            "\(operation.method) \(example.path)\n\(headers)" + (example.body.map { "\n" + readable($0) } ?? "")
        let answer = example.answer.map { "<pre>\(escaped(readable($0)))</pre>\n" } ?? ""
        return "<p>For example, as \(example.role.rawValue):</p>\n<pre>\(escaped(request))</pre>\n\(answer)"
    }

    private static func link(_ schema: String) -> String { "<a href=\"#form-\(schema)\">\(schema)</a>" }

    private static func form(_ name: String, _ schema: String) -> String {
        "<details id=\"form-\(name)\"><summary>\(name)</summary><pre>\(escaped(readable(schema)))</pre></details>\n"
    }

    private static func readable(_ value: JSONValue) -> String {
        readable(String(decoding: JSONWriter.bytes { $0.value(value) }, as: UTF8.self))
    }

    private static func readable(_ schema: String) -> String {
        guard let value = try? JSONSerialization.jsonObject(with: Data(schema.utf8)),
            let data = try? JSONSerialization.data(
                withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        else { return schema }
        return String(decoding: data, as: UTF8.self)
    }

    /// What stands between backquotes is code.
    private static func formatted(_ text: String) -> String {
        escaped(text).replacing(/`([^`]+)`/) { "<code>\($0.output.1)</code>" }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
