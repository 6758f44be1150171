import Foundation
import HTTP
import Matching
import Model

/// Searches: lists of cards by codes. Those over persons are a POST, so that what was searched stays out of URLs.
enum SearchOperations {
    static let all = [
        search(.members), search(.mentors),
        list(.ventures, [.init("stage", "idea, prototype, launched, growing")]),
        list(
            .offers,
            [.init("kind", "post, assignment, remote_mission, …"), .init("q", "words of the title", Schemas.text())]),
    ]

    private static func search(_ kind: Kind) -> Operation {
        Operation(
            line: "POST /v1/\(kind.rawValue)/search", name: "search\(kind.rawValue.capitalized)",
            summary: "Search \(kind.rawValue) by codes, as masked cards", body: "Search",
            answer: (.ok, "CardPage"), errors: [.cursorInvalid], isQuestion: true
        ) { call, _ throws(APIError) in
            let complaints = Complaints()
            let value = try call.json()
            guard var fields = Fields(value, at: "", complaints) else {
                try complaints.check()
                throw APIError(.invalid)
            }
            let texts = { (name: String, fields: inout Fields) in
                fields.texts(name) { (text: String) throws(Violation) in text }
            }
            let codes = [
                "skill": texts("skills", &fields), "sector": texts("sectors", &fields),
                "language": texts("languages", &fields), "country": texts("countries", &fields),
                "mode": texts("modes", &fields),
            ]
            let limit = fields.integer("limit", in: 1...100) ?? 20
            let cursor = fields.string("cursor")
            fields.end()
            let filter = try await SearchCodes(codes, pointer: { $0 == "country" ? "/countries" : "/\($0)s" }).filter(
                call, complaints)
            return try await answer(
                call, kind, filter, limit, cursor, of: "\(kind) \(codes.sorted { $0.key < $1.key })")
        }
    }

    private static func list(
        _ kind: Kind, _ own: [Operation.Parameter]
    ) -> Operation {
        let codes = ["skill", "sector", "language", "country", "mode"]
        return Operation(
            line: "GET /v1/\(kind.rawValue)", name: "list\(kind.rawValue.capitalized)",
            summary: "List \(kind.rawValue) by codes",
            parameters: codes.map { .init($0, "codes with commas between them") } + own + Operation.pageParameters,
            answer: (.ok, "CardPage"), errors: [.invalid, .cursorInvalid]
        ) { call, parameters throws(APIError) in
            let complaints = Complaints()
            var given: [String: [String]] = [:]
            for code in codes { given[code] = parameters.list(code) }
            var filter = try await SearchCodes(given, pointer: { "/\($0)" }).filter(call, complaints)
            for parameter in own where parameter.name != "q" { filter.labels += parameters.list(parameter.name) }
            if own.contains(where: { $0.name == "q" }) { filter.text = try parameters.words("q") }
            let question = "\(kind) \(given.sorted { $0.key < $1.key }) \(filter.labels) \(filter.text ?? "")"
            return try await answer(call, kind, filter, try parameters.limit(), parameters["cursor"], of: question)
        }
    }

    private static func answer(
        _ call: Call, _ kind: Kind, _ filter: RecordFilter, _ limit: Int, _ cursor: String?, of question: String
    ) async throws(APIError) -> Response {
        if kind.isOfPersons { try call.requireShowing() }
        let cursors = call.cursors(of: question)
        let search = SearchFor(
            kind, filter, after: try cursors.id(cursor), limit: limit, languages: call.languages)
        let page = try await call.matching { () throws(MatchingError) in
            try await search.run(in: call.service, as: call.caller)
        }
        if kind.isOfPersons { try call.show(persons: page.items.count) }
        let form = MatchForm(wording: try call.wording())
        return call.page(page.items, next: page.next.map { cursors.text($0) }) { item, writer in
            writer.object { writer in
                writer.member("kind", kind.rawValue)
                writer.member("id", item.id.uuidString.lowercased())
                writer.name("card")
                form.write(item.card, &writer)
            }
        }
    }
}

/// Codes that a search gives, by the name of what they are of.
private struct SearchCodes: Sendable {
    let codes: [String: [String]]
    let pointer: @Sendable (String) -> String

    init(_ codes: [String: [String]], pointer: @escaping @Sendable (String) -> String) {
        self.codes = codes
        self.pointer = pointer
    }

    /// Throws every code that cannot be understood.
    func filter(_ call: Call, _ complaints: Complaints) async throws(APIError) -> RecordFilter {
        var filter = RecordFilter()
        filter.sectors = parsed("sector", complaints) { (text: String) throws(Violation) in try SectorCode(text) }
        filter.languages = parsed("language", complaints) { (text: String) throws(Violation) in
            try LanguageTag(text).primary
        }
        filter.countries = parsed("country", complaints) { (text: String) throws(Violation) in try Place(text).country }
        filter.modes = parsed("mode", complaints) { (text: String) throws(Violation) in
            do throws(Violation) { return try Modes(names: [text]) } catch { throw Violation(error.rule, error.remedy) }
        }.reduce(into: Modes()) { $0.formUnion($1) }
        try complaints.check()
        let words = codes["skill"] ?? []
        var need = Need()
        need.skills = words.map { Need.Skill(mention: SkillMention(text: $0, concept: nil)) }
        let asked = need
        let subject = try await call.matching { () throws(MatchingError) in
            try await MatchSubject.need(asked).understood(in: call.service)
        }
        guard case .need(let understood) = subject else { return filter }
        for (index, skill) in understood.skills.enumerated() {
            guard let concept = skill.mention.concept else {
                complaints.add(
                    Violation(.unknownCode, at: pointer("skill"), "no skill is called so: \(index + 1). of the list"))
                continue
            }
            filter.skills.append(concept)
        }
        try complaints.check()
        return filter
    }

    private func parsed<Value>(
        _ name: String, _ complaints: Complaints, _ parse: (String) throws(Violation) -> Value
    ) -> [Value] {
        (codes[name] ?? []).compactMap { text -> Value? in
            do throws(Violation) { return try parse(text) } catch {
                complaints.add(error.under(pointer(name)))
                return nil
            }
        }
    }
}
