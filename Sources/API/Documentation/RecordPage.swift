import HTTP

/// What is kept about somebody, as a page to read: without any script, each text in the direction of its own script.
enum RecordPage {
    static func html(_ record: JSONValue, in language: String) -> [UInt8] {
        let title = titles[language] ?? english
        let language = titles[language] == nil ? "en" : language
        return Array(
            """
            <!doctype html>
            <html lang="\(language)" dir="\(language == "ar" ? "rtl" : "ltr")">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <link rel="stylesheet" href="/v1/docs.css">
            </head>
            <body>
            <h1>\(title)</h1>
            \(written(record))
            </body>
            </html>

            """.utf8)
    }

    private static let english = "What BrainGain keeps about you"
    private static let titles = [
        "en": english, "fr": "Ce que BrainGain conserve à votre sujet", "es": "Lo que BrainGain guarda sobre usted",
        "ar": "ما تحتفظ به BrainGain عنك",
    ]

    private static func written(_ value: JSONValue) -> String {
        switch value {
        case .null: "<p>–</p>"
        case .bool(let flag): "<p>\(flag ? "yes" : "no")</p>"
        case .integer(let number): "<p>\(number)</p>"
        case .decimal(let number): "<p>\(number)</p>"
        case .string(let text): "<p dir=\"auto\">\(escaped(text))</p>"
        case .array(let elements):
            elements.isEmpty ? "<p>–</p>" : "<ol>\(elements.map { "<li>\(written($0))</li>\n" }.joined())</ol>"
        case .object(let object):
            "<dl>\n\(object.members.map { "<dt>\(escaped(words($0.name)))</dt><dd>\(written($0.value))</dd>\n" }.joined())</dl>"
        }
    }

    /// A field's name as words: `given_at` is given at.
    private static func words(_ name: String) -> String { name.replacing("_", with: " ") }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
