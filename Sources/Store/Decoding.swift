import Foundation
import Model
import Postgres

/// How values of the domain come out of columns. What the database's constraints promise and a row breaks is a defect.
extension Row {
    mutating func nextPlace() throws(PostgresError) -> Place {
        let country = try next(String.self)
        let region = try nextOptional(String.self)
        return try parsed(region ?? country) { (text: String) throws(Violation) in try Place(text) }
    }

    mutating func nextText() throws(PostgresError) -> PlainText? {
        guard let text = try nextOptional(String.self) else { return nil }
        return try parsed(text) { (text: String) throws(Violation) in try PlainText(text) }
    }

    mutating func nextCase<Value: RawRepresentable<String>>(_ type: Value.Type = Value.self) throws(PostgresError)
        -> Value
    {
        guard let value = Value(rawValue: try next(String.self)) else {
            throw .unexpectedResult("a state that the program does not know")
        }
        return value
    }

    /// A JSON object of texts by language.
    mutating func nextLocalized() throws(PostgresError) -> LocalizedText {
        let json = try next(JSONText.self).text
        guard let texts = try? JSONDecoder().decode([String: String].self, from: Data(json.utf8)) else {
            throw .unexpectedResult("a text by language that is none")
        }
        return try parsed(texts) { (texts: [String: String]) throws(Violation) in
            var plain: [String: PlainText] = [:]
            for (language, text) in texts { plain[language] = try PlainText(text) }
            return try LocalizedText(plain)
        }
    }

    private func parsed<Input, Value>(_ input: Input, _ parse: (Input) throws(Violation) -> Value) throws(PostgresError)
        -> Value
    {
        do { return try parse(input) } catch { throw .unexpectedResult("a value that the domain refuses") }
    }
}

extension JSONText {
    /// A JSON object of texts by language.
    init(_ text: LocalizedText) {
        let plain = text.byLanguage.mapValues(\.description)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        self.init((try? encoder.encode(plain)).map { String(decoding: $0, as: UTF8.self) } ?? "{}")
    }
}

extension Place {
    var region: String? { subdivision == nil ? nil : description }
}

extension PartialDate {
    var columns: (year: Int16, month: Int16?, day: Int16?) { (Int16(year), month.map(Int16.init), day.map(Int16.init)) }
}
