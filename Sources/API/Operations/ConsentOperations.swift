import HTTP
import Matching
import Model

/// What a member agrees to. Withdrawing needs no version: a stale one must never block it.
enum ConsentOperations {
    static let all = [give, withdraw]

    private static let give = Operation(
        line: "POST /v1/members/{id}/consents", name: "giveConsent", summary: "Agree to a purpose",
        body: "Consent", answer: (.ok, "Consents")
    ) { call, _ throws(APIError) in
        let member = Identifier<Member>(try call.id())
        let complaints = Complaints()
        let consent = Consent(try call.json(), at: "", complaints)
        try complaints.check()
        guard let consent else { throw APIError(.invalid) }
        return try await answer(call, ChangeConsents(of: member, .give(consent)))
    }

    private static let withdraw = Operation(
        line: "DELETE /v1/members/{id}/consents/{purpose}", name: "withdrawConsent",
        summary: "Withdraw the consent to a purpose, at once", answer: (.ok, "Consents")
    ) { call, _ throws(APIError) in
        let member = Identifier<Member>(try call.id())
        guard let purpose = Consent.Purpose(rawValue: call.parameters["purpose"] ?? "") else {
            throw APIError(.notFound)
        }
        return try await answer(call, ChangeConsents(of: member, .withdraw(purpose)))
    }

    private static func answer(_ call: Call, _ change: ChangeConsents) async throws(APIError) -> Response {
        let purposes = try await call.matching { () throws(MatchingError) in
            try await change.run(in: call.service, as: call.caller)
        }
        return call.answer { writer in
            writer.object { $0.array("purposes", purposes.map(\.rawValue).sorted()) }
        }
    }
}
