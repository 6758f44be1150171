import HTTP

/// What is kept about somebody, as a page to read: without any script, each text in the direction of its own script.
enum RecordPage {
    /// - Parameter going: by the name of a member that holds a cursor, the path of the list that goes on there.
    static func html(_ record: JSONValue, in language: String, going: [String: String]) -> [UInt8] {
        let title = titles[language] ?? english
        let language = titles[language] == nil ? "en" : language
        let head = """
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

            """
        var page = Array(head.utf8)
        write(record, to: &page, going: going)
        page += "\n</body>\n</html>\n".utf8
        return page
    }

    private static let english = "What BrainGain keeps about you"
    private static let titles = [
        "en": english, "fr": "Ce que BrainGain conserve à votre sujet", "es": "Lo que BrainGain guarda sobre usted",
        "ar": "ما تحتفظ به BrainGain عنك",
    ]

    // Bytes, of which all there may be of a thousand matches take some tens of milliseconds; joined texts took a second.
    private static func write(_ value: JSONValue, to page: inout [UInt8], going: [String: String] = [:]) {
        switch value {
        case .null: page += "<p>–</p>".utf8
        case .bool(let flag): page += "<p>\(flag ? "yes" : "no")</p>".utf8
        case .integer(let number): page += "<p>\(number)</p>".utf8
        case .decimal(let number): page += "<p>\(number)</p>".utf8
        case .string(let text):
            page += "<p dir=\"auto\">".utf8
            escape(text, to: &page)
            page += "</p>".utf8
        case .array(let elements):
            guard !elements.isEmpty else { return page += "<p>–</p>".utf8 }
            page += "<ol>".utf8
            for element in elements {
                page += "<li>".utf8
                write(element, to: &page)
                page += "</li>\n".utf8
            }
            page += "</ol>".utf8
        case .object(let object):
            page += "<dl>\n".utf8
            for member in object.members {
                page += "<dt>".utf8
                // A field's name as words: `given_at` is given at.
                escape(member.name, underscore: UInt8(ascii: " "), to: &page)
                page += "</dt><dd>".utf8
                if let path = going[member.name], let cursor = member.value.string {
                    link("\(path)?limit=100&cursor=\(cursor)", to: &page)
                } else {
                    write(member.value, to: &page)
                }
                page += "</dd>\n".utf8
            }
            page += "</dl>".utf8
        }
    }

    private static func link(_ target: String, to page: inout [UInt8]) {
        page += "<p><a href=\"".utf8
        escape(target, to: &page)
        page += "\">".utf8
        escape(target, to: &page)
        page += "</a></p>".utf8
    }

    private static func escape(_ text: String, underscore: UInt8 = UInt8(ascii: "_"), to page: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): page += "&amp;".utf8
            case UInt8(ascii: "<"): page += "&lt;".utf8
            case UInt8(ascii: ">"): page += "&gt;".utf8
            case UInt8(ascii: "\""): page += "&quot;".utf8
            case UInt8(ascii: "_"): page.append(underscore)
            default: page.append(byte)
            }
        }
    }
}

extension Call {
    /// An answer of JSON, as a page to read where `Accept` asks for text/html first.
    ///
    /// - Parameter going: by the name of a member that holds a cursor, the path of the list that goes on there.
    func readable(_ answer: Response, going: [String: String]) throws(APIError) -> Response {
        guard prefersPage else { return answer }
        guard case .bytes(let bytes) = answer.body, let record = try? JSONValue(parsing: bytes) else {
            throw APIError(.internalError)
        }
        return Response(
            .ok, contentType: "text/html; charset=utf-8",
            body: RecordPage.html(record, in: languages.first ?? "en", going: going))
    }
}
