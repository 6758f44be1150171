import Foundation
import HTTP
import Matching
import Model
import Taxonomy

extension Operation {
    /// The occupations and skills that a text speaks of. The text is in the body, so that it stays out of URLs and logs.
    static let suggestSkills = Operation(
        line: "POST /v1/skills/suggest", name: "suggestSkills",
        summary: "Which occupations and skills a title, a sentence or a note speaks of",
        body: "SuggestionQuestion", answer: (.ok, "Suggestions"), isQuestion: true
    ) { call, _ throws(APIError) in
        let asked = try SuggestionQuestion(try call.json())
        let found = try await call.matching { () throws(MatchingError) in try asked.suggest.run(in: call.service) }
        let wording = try call.wording(first: asked.suggest.language)
        return call.answer { writer in
            writer.object { writer in
                writer.member("taxonomy", wording.taxonomyVersion)
                if let occupations = found.occupations {
                    writer.array("occupations") { writer in
                        for (found, occupation) in occupations {
                            writer.object { writer in
                                writer.member("occupation", occupation.code)
                                writer.member("uri", occupation.uri)
                                writer.member("label", wording.label(of: occupation))
                                writer.why(found)
                                writer.array("essential") { writer in
                                    for skill in occupation.essential { wording.write(skill, &writer) }
                                }
                            }
                        }
                    }
                }
                if let skills = found.skills {
                    writer.array("skills") { writer in
                        for found in skills {
                            writer.object { writer in
                                writer.member("skill", wording.code(of: found.subject))
                                writer.member("uri", wording.uri(of: found.subject))
                                writer.member("label", wording.label(of: found.subject))
                                writer.why(found)
                            }
                        }
                    }
                }
            }
        }
    }
}

extension Wording {
    fileprivate func write(_ skill: ConceptID, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("skill", code(of: skill))
            writer.member("label", label(of: skill))
        }
    }
}

extension JSONWriter {
    /// How well something was found, and on which label and words that rests.
    fileprivate mutating func why<Subject>(_ found: TextIndex.Found<Subject>) {
        member("score", Int((found.score * 1_000).rounded()), places: 3)
        object("found") { writer in
            writer.member("label", found.label)
            writer.member("language", found.language)
        }
        array("words", found.words)
    }
}

/// The body of a question for suggestions.
private struct SuggestionQuestion: Sendable {
    let suggest: SuggestConcepts

    init(_ value: JSONValue) throws(APIError) {
        let complaints = Complaints()
        guard var fields = Fields(value, at: "", complaints) else {
            try complaints.check()
            throw APIError(.invalid)
        }
        let text = fields.parsed("text") { (text: String) throws(Violation) in
            // A note has several lines.
            let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return try PlainText(line, limit: Limits.noteLength)
        }
        if text == nil { fields.require("text", "give a job title, a sentence or a note") }
        let language = fields.parsed("language") { (tag: String) throws(Violation) in try LanguageTag(tag) }
        let kinds = fields.texts("kinds") { (name: String) throws(Violation) in
            guard let kind = SuggestConcepts.Kind(rawValue: name) else {
                throw Violation(.unknownCode, "give occupations or skills")
            }
            return kind
        }
        let limit = fields.integer("limit", in: 1...100) ?? 10
        fields.end()
        try complaints.check()
        guard let text else { throw APIError(.invalid) }
        suggest = SuggestConcepts(
            text, language: language?.primary, kinds: Set(kinds.isEmpty ? SuggestConcepts.Kind.allCases : kinds),
            limit: limit)
    }
}
