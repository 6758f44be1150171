import Foundation
import HTTP
import Matching
import Model

/// What people learn of how they were matched, and what they say against it.
enum ContestOperations {
    static let all = [shown, contest, list, read, answer]

    private static let shown = Operation(
        line: "GET /v1/members/{id}/shown", name: "readShown",
        summary: "Which staff were shown the member as a match, or looked for matches of the member, when and why",
        parameters: Operation.pageParameters, answer: (.ok, "ShownPage"), errors: [.cursorInvalid], isForReading: true
    ) { call, parameters throws(APIError) in
        let member = Identifier<Member>(try call.id())
        let cursors = call.cursors(of: "shown \(member)")
        let find = FindShown(
            of: member, after: try cursors.id(parameters["cursor"]), limit: try parameters.limit())
        let page = try await call.matching { () throws(MatchingError) in
            try await find.run(in: call.service, as: call.caller)
        }
        let form = ContestForm(matches: MatchForm(wording: try call.wording()))
        return try call.readable(
            call.page(page.items, next: page.next.map { cursors.text($0) }) { form.write($0, &$1) },
            going: ["next": "/v1/members/\(member)/shown"])
    }

    private static let contest = Operation(
        line: "POST /v1/contests", name: "contestMatch",
        summary:
            "Contest a match that staff were shown, by its log, or the own match with an offer; or that one did not come, by the application",
        body: "NewContest", answer: (.created, "Contest"),
        errors: [
            .idempotencyKeyMissing, .invalid, .idempotencyPayloadDiffers, .idempotencyInFlight, .contestExists,
            .contestLimit,
        ],
        headers: [.idempotencyKey], answerHeaders: [.location]
    ) { call, _ throws(APIError) in
        let key = try call.idempotencyKey()
        let asked = try call.read { fields -> (Contest.About, PlainText)? in
            let log = fields.identifier("log", of: Replay.self)
            let offer = fields.identifier("offer", of: Offer.self)
            let application = fields.identifier("application", of: Application.self)
            let text = fields.text("text", limit: 1_000)
            if text == nil { fields.require("text", "say in at most 1,000 characters what is wrong") }
            let about = [
                log.map { Contest.About.shown($0.uuid) }, offer.map { .offer($0) }, application.map { .absence($0) },
            ].compactMap(\.self)
            if about.count != 1 { fields.require("log", "give a log, an offer or an application, and one of them") }
            guard let text, let about = about.first else { return nil }
            return (about, text)
        }
        guard let asked else { throw APIError(.invalid) }
        let answer = try await call.matching { () throws(MatchingError) in
            try await ContestMatch(asked.0, asked.1).run(in: call.service, as: call.caller, key: key) { contest in
                FirstAnswer(
                    status: Status.created.code, headers: ["Location": "/v1/contests/\(contest.id)"],
                    body: JSONWriter.bytes(capacity: 1_024) { ContestForm.write(contest, for: call.caller, &$0) })
            }
        }
        return call.remembered(answer)
    }

    private static let list = Operation(
        line: "GET /v1/contests", name: "listContests",
        summary: "The contests that one has made, or that one's organisations are to answer, the latest first",
        parameters: [.init("open", "true for those without an answer, false for the others", Schemas.flag)]
            + Operation.pageParameters,
        answer: (.ok, "ContestPage"), errors: [.cursorInvalid]
    ) { call, parameters throws(APIError) in
        let isOpen = parameters["open"] == nil ? nil : try parameters.flag("open")
        let cursors = call.cursors(of: "contests \(parameters["open"] ?? "")")
        let find = FindContests(
            isOpen: isOpen, after: try cursors.id(parameters["cursor"]), limit: try parameters.limit())
        let page = try await call.matching { () throws(MatchingError) in
            try await find.run(in: call.service, as: call.caller)
        }
        try call.show(persons: page.items.count * call.oneOther)
        return call.page(page.items, next: page.next.map { cursors.text($0) }) {
            ContestForm.write($0, for: call.caller, &$1)
        }
    }

    private static let read = Operation(
        line: "GET /v1/contests/{id}", name: "readContest", summary: "Read a contest, with its answer",
        answer: (.ok, "Contest")
    ) { call, _ throws(APIError) in
        let id = try call.id()
        let contest = try await call.matching { () throws(MatchingError) in
            try await ReadContest(id).run(in: call.service, as: call.caller)
        }
        try call.show(persons: call.oneOther)
        return call.answer { ContestForm.write(contest, for: call.caller, &$0) }
    }

    private static let answer = Operation(
        line: "POST /v1/contests/{id}/answer", name: "answerContest",
        summary: "Answer a contest with a reason, once; of a desk's staff a lead, that somebody did not come",
        body: "ContestAnswer", answer: (.ok, "Contest"),
        errors: [.invalid, .contestAnswered]
    ) { call, _ throws(APIError) in
        let id = try call.id()
        let asked = try call.read { fields -> (Contest.Outcome, PlainText)? in
            let outcome = fields.choice("outcome", Contest.Outcome.self)
            let reason = fields.text("reason", limit: 1_000)
            if outcome == nil { fields.require("outcome", "say upheld or rejected") }
            if reason == nil { fields.require("reason", "give the reason in 10 to 1,000 characters") }
            guard let outcome, let reason else { return nil }
            return (outcome, reason)
        }
        guard let asked else { throw APIError(.invalid) }
        let contest = try await call.matching { () throws(MatchingError) in
            try await AnswerContest(id, asked.0, because: asked.1).run(in: call.service, as: call.caller)
        }
        return call.answer { ContestForm.write(contest, for: call.caller, &$0) }
    }
}
