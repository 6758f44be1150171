import HTTP
import Matching
import Model

/// What a member agrees to. Withdrawing needs no version: a stale one must never block it.
enum ConsentOperations {
    static let all = [list, give, withdraw, restrict, lift]

    private static let list = Operation(
        line: "GET /v1/members/{id}/consents", name: "readConsents",
        summary: "What a member agrees to, with whom it is shared and until when", answer: (.ok, "Consents")
    ) { call, _ throws(APIError) in
        let member = Identifier<Member>(try call.id())
        let agreed = try await call.matching { () throws(MatchingError) in
            try await ListConsents(of: member).run(in: call.service, as: call.caller)
        }
        return call.answer(agreed)
    }

    private static let give = Operation(
        line: "POST /v1/members/{id}/consents", name: "giveConsent",
        summary: "Agree to a purpose, or to share with an organisation", body: "Consent", answer: (.ok, "Consents"),
        errors: [.consentLimit]
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
        summary: "Withdraw the consent to a purpose, at once",
        parameters: [.init("organisation", "with whom is not shared any more; nobody when left out")],
        answer: (.ok, "Consents")
    ) { call, parameters throws(APIError) in
        let member = Identifier<Member>(try call.id())
        guard let purpose = Consent.Purpose(rawValue: call.parameters["purpose"] ?? "") else {
            throw APIError(.notFound)
        }
        let organisation = try parameters.identifier("organisation", of: Organisation.self)
        return try await answer(call, ChangeConsents(of: member, .withdraw(purpose, from: organisation)))
    }

    private static let restrict = Operation(
        line: "PUT /v1/members/{id}/restriction", name: "restrictMember",
        summary: "Have one's record kept and neither matched nor shared, until that is lifted",
        answer: (.ok, "Consents"), errors: [.mergeConflict]
    ) { call, _ throws(APIError) in
        try await answer(call, ChangeConsents(of: Identifier(try call.id()), .restrict(true)))
    }

    private static let lift = Operation(
        line: "DELETE /v1/members/{id}/restriction", name: "liftRestriction",
        summary: "Have one's record matched and shared again, as far as one agrees to it", answer: (.ok, "Consents")
    ) { call, _ throws(APIError) in
        try await answer(call, ChangeConsents(of: Identifier(try call.id()), .restrict(false)))
    }

    private static func answer(_ call: Call, _ change: ChangeConsents) async throws(APIError) -> Response {
        let agreed = try await call.matching { () throws(MatchingError) in
            try await change.run(in: call.service, as: call.caller)
        }
        return call.answer(agreed)
    }
}

extension Call {
    fileprivate func answer(_ agreed: Agreed) -> Response {
        answer { writer in
            writer.object { writer in
                writer.member("restricted", agreed.isRestricted)
                writer.array("purposes", Set(agreed.standing.map(\.purpose.rawValue)).sorted())
                writer.array("shared") { writer in
                    for consent in agreed.standing {
                        guard let organisation = consent.organisation else { continue }
                        writer.object { writer in
                            writer.member("purpose", consent.purpose.rawValue)
                            writer.member("organisation", organisation.description)
                            writer.member("until", consent.until.map(Instant.text))
                        }
                    }
                }
            }
        }
    }
}
