import HTTP
import Matching
import Model

/// Mentors who are proposed to ventures, and what the two sides answer.
enum IntroductionOperations {
    static let all = [
        propose, list, read,
        answering(
            "accept", "acceptIntroduction",
            "Accept for oneself; a founder, or the venture's desk, for the venture",
            conflicts: [
                .introductionNotOpen, .mentorCapacityFull, .ventureFilled, .consentMissing, .ventureNotIncubated,
                .underAge, .mentorPaused,
            ]
        ) { _ in .accept },
        answering(
            "decline", "declineIntroduction", "Decline before both sides have accepted", body: "Refusal",
            conflicts: [.introductionNotOpen, .introductionActive]
        ) { call throws(APIError) in
            .decline(try call.chosen("reason", Introduction.Refusal.self))
        },
        answering(
            "close", "closeIntroduction", "Say what came of it once both sides have accepted; a desk at any time",
            body: "Outcome", conflicts: [.introductionNotOpen, .introductionNotActive]
        ) { call throws(APIError) in
            .close(try call.chosen("outcome", Introduction.Outcome.self))
        },
    ]

    private static let propose = Operation(
        line: "POST /v1/introductions", name: "proposeIntroduction",
        summary: "Propose a mentor to a venture; with a reason where another mentor ranks higher",
        body: "NewIntroduction", answer: (.created, "Introduction"),
        errors: [
            .idempotencyKeyMissing, .invalid, .idempotencyPayloadDiffers, .idempotencyInFlight, .reasonRequired,
            .selfMatch, .consentMissing, .underAge, .mentorPaused, .mentorCapacityFull, .ventureFilled,
            .ventureNotIncubated,
            .introductionExists, .introductionLimit,
        ],
        headers: [.idempotencyKey, Call.prefer], answerHeaders: [.location]
    ) { call, _ throws(APIError) in
        let key = try call.idempotencyKey()
        let proposal = try call.read { fields -> ProposeIntroduction? in
            let venture = fields.identifier("venture", of: Venture.self)
            if venture == nil { fields.require("venture", "name a venture of a desk of your own") }
            let mentor = fields.identifier("mentor", of: Member.self)
            if mentor == nil { fields.require("mentor", "name a mentor who works with your desk") }
            let note = fields.text("note", limit: 2_000)
            let reason = fields.text("reason", limit: 500)
            guard let venture, let mentor else { return nil }
            return ProposeIntroduction(of: mentor, to: venture, note: note, reason: reason)
        }
        guard let proposal else { throw APIError(.invalid) }
        let answer = try await call.matching { () throws(MatchingError) in
            try await proposal.run(in: call.service, as: call.caller, key: key) { id, kept in
                FirstAnswer(
                    status: Status.created.code, headers: ["Location": "/v1/introductions/\(id)"],
                    body: JSONWriter.bytes(capacity: 1_024) { IntroductionForm.write(id, kept, nil, &$0) })
            }
        }
        return call.preferred(call.remembered(answer))
    }

    private static let list = Operation(
        line: "GET /v1/introductions", name: "listIntroductions",
        summary: "List the introductions of one's desks, or of oneself as a mentor or a founder, the latest first",
        parameters: [
            .init(
                "state", "those in this state alone", Schemas.oneOf(Introduction.State.allCases.map(\.rawValue)))
        ] + Operation.pageParameters, answer: (.ok, "IntroductionPage"), errors: [.cursorInvalid]
    ) { call, parameters throws(APIError) in
        let state = try parameters.choice("state", Introduction.State.self)
        let cursors = call.cursors(of: "introductions \(state?.rawValue ?? "")")
        let find = FindIntroductions(
            in: state, after: try cursors.id(parameters["cursor"]), limit: try parameters.limit())
        let page = try await call.matching { () throws(MatchingError) in
            try await find.run(in: call.service, as: call.caller)
        }
        return call.page(page.items, next: page.next.map { cursors.text($0) }) {
            IntroductionForm.write($0.id, $0.value, nil, &$1)
        }
    }

    private static let read = Operation(
        line: "GET /v1/introductions/{id}", name: "readIntroduction",
        summary: "Read an introduction, with the names and addresses that it opens",
        answer: (.ok, "IntroductionWithPeople"), headers: [.ifNoneMatch], answerHeaders: [.etag]
    ) { call, _ throws(APIError) in
        let id = Identifier<Introduction>(try call.id())
        let shown = try await call.matching { () throws(MatchingError) in
            try await ReadIntroduction(id).run(in: call.service, as: call.caller)
        }
        try call.show(persons: shown.people.count)
        return call.answer(shown.written(shown.people), unlessKnown: true)
    }

    /// A command: the state is its precondition, and saying the same again is answered with what stands.
    private static func answering(
        _ verb: String, _ name: String, _ summary: String, body: String? = nil, conflicts: [ErrorCode],
        _ word: @escaping @Sendable (Call) throws(APIError) -> AnswerIntroduction.Word
    ) -> Operation {
        Operation(
            line: "POST /v1/introductions/{id}/\(verb)", name: name, summary: summary, body: body,
            answer: (.ok, "IntroductionWithPeople"), errors: [.versionStale] + conflicts, headers: [.mayMatch],
            answerHeaders: [.etag]
        ) { call, _ throws(APIError) in
            let answer = AnswerIntroduction(try word(call), to: Identifier(try call.id())) {
                call.request.isStale($0.written($0.people))
            }
            // Whoever may be shown nobody more today refuses all the same.
            if case .accept = answer.word { try call.requireShowing() }
            let shown = try await call.matching { () throws(MatchingError) in
                try await answer.run(in: call.service, as: call.caller)
            }
            // It is done: what others were shown meanwhile makes no error of it.
            return call.answer(shown.written(call.shows(persons: shown.people.count) ? shown.people : []))
        }
    }
}

extension ShownIntroduction {
    /// - Parameter people: those of it who count as shown.
    fileprivate func written(_ people: [Introduced]) -> [UInt8] {
        JSONWriter.bytes(capacity: 1_024) { IntroductionForm.write(id, value, people, &$0) }
    }
}
