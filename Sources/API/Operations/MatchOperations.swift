import Foundation
import HTTP
import Matching
import Model

/// The matches of something that is kept, and why one of them is one.
struct MatchOperations: Sendable {
    let resource: String
    let subject: @Sendable (UUID) -> MatchSubject

    var all: [Operation] { [find, explain] }

    private var find: Operation {
        Operation(
            line: "GET /v1/\(resource)/{id}/matches", name: "find\(resource.capitalized)Matches",
            summary: "Who or what fits best, with the reasons",
            parameters: [
                .init("seek", "kinds: mentors, members; or offers; or ventures", Self.kindList), Self.at,
                Self.whatIf,
                .init("ask_next", "true finds the one question whose answer would move the list most", Schemas.flag),
            ] + Operation.pageParameters, answer: (.ok, "MatchPage"),
            errors: [.scopeMissing, .invalid, .cursorInvalid]
        ) { call, parameters throws(APIError) in
            let subject = subject(try call.id())
            let kinds = try Self.kinds(parameters.list("seek"))
            let at = try parameters.instant("at")
            let supposing = parameters.list("what_if", separator: ";")
            let seek = kinds.isEmpty ? subject.usualKinds(for: call.caller) : kinds
            try call.requireShowing(of: subject, seek)
            let question =
                "\(call.request.segments) \(parameters["seek"] ?? "") \(parameters["at"] ?? "") \(supposing) \(parameters["ask_next"] ?? "")"
            let cursors = call.cursors(of: question)
            let find = FindMatches(
                subject: subject, seek: seek,
                limit: try parameters.limit(),
                after: try cursors.position(parameters["cursor"]), supposing: supposing,
                askNext: try parameters.flag("ask_next"),
                at: at ?? call.service.now(),
                languages: call.languages)
            let page = try await call.matching { () throws(MatchingError) in
                try await find.run(in: call.service, as: call.caller)
            }
            let next = page.next.map { cursors.text($0) }
            return try call.matches(page, of: subject, next: next)
        }
    }

    private static let kindList = Schemas.commas(Kind.allCases.map(\.rawValue))

    private static let at = Operation.Parameter(
        "at", "the instant or day that dated rules are judged at; now when left out",
        "{\"type\":\"string\",\"anyOf\":[{\"format\":\"date-time\"},{\"format\":\"date\"}]}")

    private static let whatIf = Operation.Parameter(
        "what_if",
        "what is supposed of the profile, in the form of a part's asked: skill:CODE:LEVEL, language:fr:B2, modes:remote, "
            + "…; several with semicolons between them; in a list, of the profile that it is for")

    private var explain: Operation {
        Operation(
            line: "GET /v1/\(resource)/{id}/matches/{other}", name: "explain\(resource.capitalized)Match",
            summary: "Why one fits the other, or why not",
            parameters: [
                .init("kind", "of the other; each that can be when left out", Self.kindList),
                Self.at, Self.whatIf,
            ], answer: (.ok, "MatchExplanation"), errors: [.scopeMissing, .invalid]
        ) { call, parameters throws(APIError) in
            let subject = subject(try call.id())
            let other = try call.id("other")
            let named = try Self.kinds(parameters.list("kind"))
            let kinds = Kind.allCases.filter((named.isEmpty ? subject.usualKinds(for: call.caller) : named).contains)
            let at = try parameters.instant("at") ?? call.service.now()
            try call.requireShowing(of: subject, Set(kinds))
            var refusal = APIError(.notFound)
            // Mentors are members, so without a kind each that is usual is tried.
            for kind in kinds.reversed() {
                let explain = ExplainMatch(
                    subject: subject, other: (kind, other), supposing: parameters.list("what_if", separator: ";"),
                    at: at,
                    languages: call.languages)
                do throws(APIError) {
                    let result = try await call.matching { () throws(MatchingError) in
                        try await explain.run(in: call.service, as: call.caller)
                    }
                    try call.show(persons: call.told(of: subject, [kind]))
                    let form = MatchForm(wording: try call.wording())
                    return call.answer { form.explanation(result, &$0) }
                } catch { refusal = error }
                if refusal.code != .notFound { break }
            }
            throw refusal
        }
    }

    /// Kinds by their names.
    static func kinds(_ names: [String]) throws(APIError) -> Set<Kind> {
        var kinds: Set<Kind> = []
        for name in names {
            guard let kind = Kind(rawValue: name) else {
                throw APIError(.malformedParameter, "give mentors, members, ventures or offers")
            }
            kinds.insert(kind)
        }
        return kinds
    }
}

extension Call {
    /// How many persons matches tell of: those found, and whoever they are for, of whom they say what was asked or answered.
    fileprivate func told(of subject: MatchSubject, _ found: [Kind]) -> Int {
        found.count(where: \.isOfPersons) + (subject.isPerson ? oneOther : 0)
    }

    /// Throws where matches would tell of persons, and nobody more may be told of today.
    func requireShowing(of subject: MatchSubject, _ seek: Set<Kind>) throws(APIError) {
        if told(of: subject, Array(seek)) > 0 { try requireShowing() }
    }

    /// A page of matches as an answer.
    func matches(_ page: MatchPage, of subject: MatchSubject, next: String?) throws(APIError) -> Response {
        try show(persons: told(of: subject, page.items.map(\.kind)))
        let form = MatchForm(wording: try wording())
        // A match with its reasons is about 4 KB.
        return answer(
            headers: nextPage(next),
            JSONWriter.bytes(capacity: 5_120 * (page.items.count + 1)) { form.page(page, cursor: next, &$0) })
    }
}
