import HTTP
import Matching
import Model

/// Members who apply to offers, and what comes of it.
enum ApplicationOperations {
    static let all = [
        apply, listing("mine", "listOwnApplications", "List what one has applied to, the latest first"),
        listing(
            nil, "listApplications",
            "List the applications to one's offers, or of members who share with one's desks, the latest first"),
        read,
        answering(
            "submit", "submitApplication", "Send a draft: the rules are judged now", body: "Submission",
            conflicts: applying
        ) { call throws(APIError) in .submit(try call.read { Applying.read(&$0) }, ruleVersion: nil) },
        answering(
            "withdraw", "withdrawApplication", "Take it back until one has begun; an accepted place is free again"
        ) { _ in .withdraw },
        answering(
            "accept", "acceptApplication", "Accept the place that is offered",
            conflicts: [.applicationNotOffered, .placesFilled, .consentMissing, .underAge]
        ) { _ in .accept },
        answering(
            "shortlist", "shortlistApplication", "Put the applicant on the short list", conflicts: [.consentMissing]
        ) { _ in .shortlist },
        answering(
            "interview", "interviewApplication", "Ask the applicant to an interview", conflicts: [.consentMissing]
        ) { _ in .interview },
        answering(
            "offer", "offerPlace", "Offer a place, which the applicant accepts until an instant of the next 90 days",
            body: "PlaceOffer", conflicts: [.consentMissing]
        ) { call throws(APIError) in
            let until = try call.read { fields in
                let until = fields.instant("respond_by")
                if until == nil { fields.require("respond_by", "give until when the place waits") }
                return until
            }
            guard let until else { throw APIError(.invalid) }
            return .offer(until: until)
        },
        answering(
            "reject", "rejectApplication",
            "Refuse, with a reason; a place that was accepted by `no_show` alone, three days after it should have begun, and it is free again",
            body: "Rejection"
        ) { call throws(APIError) in
            .reject(try call.chosen("reason", Application.Refusal.self))
        },
        answering(
            "place", "placeApplicant", "Say that who accepted has begun", conflicts: [.consentMissing]
        ) { _ in .place },
    ]

    /// What keeps somebody from applying.
    private static let applying: [ErrorCode] = [
        .notEligible, .offerClosed, .placesFilled, .consentMissing, .underAge,
    ]

    private static let apply = Operation(
        line: "POST /v1/applications", name: "applyToOffer",
        summary:
            "Apply to an offer, with what its rules ask one to confirm and what one shows of oneself; or begin a draft",
        body: "NewApplication", answer: (.created, "Application"),
        errors: [
            .idempotencyKeyMissing, .invalid, .idempotencyPayloadDiffers, .idempotencyInFlight, .applicationExists,
            .applicationLimit,
        ] + applying,
        headers: [.idempotencyKey, Call.prefer], answerHeaders: [.location]
    ) { call, _ throws(APIError) in
        let key = try call.idempotencyKey()
        let application = try call.read { fields -> ApplyToOffer? in
            let offer = fields.identifier("offer", of: Offer.self)
            if offer == nil { fields.require("offer", "name an offer that was published") }
            let isDraft = fields.bool("draft") ?? false
            let content = Applying.read(&fields)
            return offer.map { ApplyToOffer(to: $0, content, isDraft: isDraft) }
        }
        guard let application else { throw APIError(.invalid) }
        let answer = try await call.matching { () throws(MatchingError) in
            try await application.run(in: call.service, as: call.caller, key: key) { id, kept in
                FirstAnswer(
                    status: Status.created.code, headers: ["Location": "/v1/applications/\(id)"],
                    body: JSONWriter.bytes(capacity: 1_024) { ApplicationForm.write(id, kept, &$0) })
            }
        }
        return call.preferred(call.remembered(answer))
    }

    private static func listing(_ path: String?, _ name: String, _ summary: String) -> Operation {
        Operation(
            line: (["GET /v1/applications"] + [path].compactMap(\.self)).joined(separator: "/"), name: name,
            summary: summary,
            parameters: [
                .init("offer", "those to this offer alone", Schemas.uuid),
                .init("state", "those in this state alone", Schemas.oneOf(Application.State.allCases.map(\.rawValue))),
            ] + Operation.pageParameters, answer: (.ok, "ApplicationPage"), errors: [.cursorInvalid]
        ) { call, parameters throws(APIError) in
            let state = try parameters.choice("state", Application.State.self)
            let offer = try parameters.identifier("offer", of: Offer.self)
            let cursors = call.cursors(of: "applications \(state?.rawValue ?? "") \(offer?.description ?? "")")
            let find = FindApplications(
                to: offer, in: state, after: try cursors.id(parameters["cursor"]), limit: try parameters.limit())
            let page = try await call.matching { () throws(MatchingError) in
                try await find.run(in: call.service, as: call.caller)
            }
            try call.show(persons: page.items.count * call.oneOther)
            return call.page(page.items, next: page.next.map { cursors.text($0) }) {
                ApplicationForm.write($0.id, $0.value, for: .init(call.caller), &$1)
            }
        }
    }

    private static let read = Operation(
        line: "GET /v1/applications/{id}", name: "readApplication",
        summary:
            "Read an application: to one's offer with what the applicant shows, of oneself with other offers once it has ended",
        answer: (.ok, "ApplicationWithApplicant"),
        headers: [.ifNoneMatch], answerHeaders: [.etag]
    ) { call, _ throws(APIError) in
        let id = Identifier<Application>(try call.id())
        let shown = try await call.matching { () throws(MatchingError) in
            try await ReadApplication(id, in: call.languages).run(in: call.service, as: call.caller)
        }
        try call.show(persons: shown.applicant == nil ? 0 : 1)
        return call.answer(call.written(shown, shown.applicant), unlessKnown: true)
    }

    /// A command: the state is its precondition, and saying the same again is answered with what stands.
    private static func answering(
        _ verb: String, _ name: String, _ summary: String, body: String? = nil, conflicts: [ErrorCode] = [],
        _ step: @escaping @Sendable (Call) throws(APIError) -> ApplicationStep
    ) -> Operation {
        Operation(
            line: "POST /v1/applications/{id}/\(verb)", name: name, summary: summary, body: body,
            answer: (.ok, "ApplicationWithApplicant"), errors: [.versionStale, .applicationNotOpen] + conflicts,
            headers: [.mayMatch], answerHeaders: [.etag]
        ) { call, _ throws(APIError) in
            let answer = AnswerApplication(try step(call), to: Identifier(try call.id()), in: call.languages) {
                call.request.isStale(call.written($0, $0.applicant))
            }
            // Whoever may be shown nobody more today refuses all the same.
            if case .reject = answer.step {} else if call.caller.isPartner { try call.requireShowing() }
            let shown = try await call.matching { () throws(MatchingError) in
                try await answer.run(in: call.service, as: call.caller)
            }
            // It is done: what others were shown meanwhile makes no error of it.
            let isShown = call.shows(persons: shown.applicant == nil ? 0 : 1)
            return call.answer(call.written(shown, isShown ? shown.applicant : nil))
        }
    }
}

extension Call {
    /// - Parameter applicant: who counts as shown.
    fileprivate func written(_ shown: ShownApplication, _ applicant: String?) -> [UInt8] {
        JSONWriter.bytes(capacity: 2_048) { ApplicationForm.write(shown, applicant, for: .init(caller), &$0) }
    }
}
