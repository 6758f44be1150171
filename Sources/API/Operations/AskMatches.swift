import Foundation
import HTTP
import Matching
import Model

extension Operation {
    /// Matches of a need or profile that is in the body and stored nowhere.
    static let askMatches = Operation(
        line: "POST /v1/matches", name: "askMatches",
        summary: "Who or what fits a need or profile that is stored nowhere", body: "MatchQuestion",
        answer: (.ok, "MatchPage"),
        errors: [.cursorInvalid], isQuestion: true
    ) { call, _ throws(APIError) in
        let asked = try MatchQuestion(try call.json(), of: call.caller)
        let service = call.service
        let subject = try await call.matching { () throws(MatchingError) in
            try await asked.subject.understood(in: service)
        }
        try call.requireShowing(of: subject, asked.seek)
        let cursors = call.cursors(of: asked.question)
        let find = FindMatches(
            subject: subject, seek: asked.seek, limit: asked.limit,
            after: try cursors.position(asked.cursor),
            supposing: asked.supposing, askNext: asked.askNext, at: asked.at ?? service.now(),
            languages: call.languages)
        let page = try await call.matching { () throws(MatchingError) in
            try await find.run(in: service, as: call.caller)
        }
        return try call.matches(page, of: subject, next: page.next.map { cursors.text($0) })
    }
}

/// The body of a question for matches.
private struct MatchQuestion: Sendable {
    let subject: MatchSubject
    let seek: Set<Kind>
    let limit: Int
    let cursor: String?
    let supposing: [String]
    let askNext: Bool
    let at: Date?
    /// All that the cursor is bound to.
    let question: String

    init(_ value: JSONValue, of caller: Caller) throws(APIError) {
        let complaints = Complaints()
        guard var fields = Fields(value, at: "", complaints) else {
            try complaints.check()
            throw APIError(.invalid)
        }
        let reader = CriteriaReader()
        let seek = fields.texts("seek") { (name: String) throws(Violation) in
            guard let kind = Kind(rawValue: name) else {
                throw Violation(.unknownCode, "give mentors, members, offers or ventures")
            }
            return kind
        }
        let need = fields.value("need").map { reader.need($0, at: "/need", complaints) }
        let profile = fields.value("profile").map { reader.profile($0, at: "/profile", complaints) }
        let wish = fields.value("wish").map { reader.need($0, at: "/wish", complaints) }
        let origins = fields.list("origins").compactMap { Member.origin($0.value, at: $0.pointer, complaints) }
        limit = fields.integer("limit", in: 1...100) ?? 20
        cursor = fields.string("cursor")
        supposing = fields.texts("what_if") { (text: String) throws(Violation) in text }
        askNext = fields.bool("ask_next") ?? false
        at = fields.instant("at")
        fields.end()
        if (need == nil) == (profile == nil) {
            complaints.add(Violation(.valueMissing, at: "/need", "give either a need or a profile"))
        }
        if need != nil, wish != nil || !origins.isEmpty {
            complaints.add(Violation(.unknownField, at: wish != nil ? "/wish" : "/origins", "this goes with a profile"))
        }
        try complaints.check()
        if let need {
            subject = .need(need)
        } else {
            subject = .profile(profile ?? Profile(), wish: wish, origins: origins)
        }
        self.seek = seek.isEmpty ? subject.usualKinds(for: caller) : Set(seek)
        question = value.text(without: ["cursor", "limit"])
    }
}
