import Foundation
import HTTP
import Matching
import Model

/// The accounts of a desk's staff, as its lead manages them.
enum AccountOperations {
    static let all = [
        list, invite,
        changing(
            "disable", "disableAccount", "Let somebody sign in no more; their sessions end at once", isActive: false,
            [.lastLead]),
        changing(
            "enable", "enableAccount", "Let somebody sign in again whom a lead disabled", isActive: true),
        reset,
    ]

    private static let list = Operation(
        line: "GET /v1/accounts", name: "listAccounts",
        summary:
            "Who works for the desks that one leads; managed are those who work for no others, and whom no operator disabled",
        answer: (.ok, "Accounts")
    ) { call, _ throws(APIError) in
        let accounts = try await call.matching { () throws(MatchingError) in
            try await FindLedAccounts().run(in: call.service, as: call.caller)
        }
        return call.answer { writer in
            writer.object { writer in
                writer.array("items") { writer in
                    for account in accounts {
                        writer.object { writer in
                            writer.member("id", account.id.uuidString.lowercased())
                            writer.member("login", account.login)
                            writer.member("active", account.isActive)
                            writer.member("lead", account.isLead)
                            writer.array("organisations", account.organisations.map(\.description))
                            writer.member("invited_until", account.invitedUntil.map { Instant.text($0) })
                            writer.member("managed", account.isManaged)
                        }
                    }
                }
            }
        }
    }

    private static let invite = Operation(
        line: "POST /v1/accounts", name: "inviteAccount",
        summary:
            "Make an account for the staff of a desk that one leads; its holder is sent an invitation to choose a password with",
        body: "NewAccount", answer: (.created, "Invited"), errors: inviting + [.invalid, .accountExists],
        headers: [.idempotencyKey]
    ) { call, _ throws(APIError) in
        let invite = try call.read { fields -> InviteStaff? in
            let login = fields.required("login", "give the e-mail address of whom you invite")
            let organisation = fields.identifier("organisation", of: Organisation.self)
            let language = fields.parsed("language") { (text: String) throws(Violation) in try LanguageTag(text) }
            if organisation == nil { fields.require("organisation", "name a desk that you lead") }
            return organisation.map { InviteStaff(.new(login, for: $0, in: language)) }
        }
        guard let invite else { throw APIError(.invalid) }
        return try await call.send(invite)
    }

    private static let reset = Operation(
        line: "POST /v1/accounts/{id}/invitation", name: "resetAccount",
        summary:
            "Have somebody sent an invitation to choose a password and an app anew, who has lost one; what they had counts until they have",
        answer: (.created, "Invited"), errors: inviting + [.accountDisabled, .accountUnreachable],
        headers: [.idempotencyKey]
    ) { call, _ throws(APIError) in try await call.send(InviteStaff(.known(try call.id()))) }

    private static let inviting: [ErrorCode] = [
        .idempotencyKeyMissing, .idempotencyPayloadDiffers, .idempotencyInFlight, .invitationLimit,
    ]

    private static func changing(
        _ verb: String, _ name: String, _ summary: String, isActive: Bool, _ errors: [ErrorCode] = []
    ) -> Operation {
        Operation(
            line: "POST /v1/accounts/{id}/\(verb)", name: name, summary: summary, answer: (.noContent, ""),
            errors: errors
        ) { call, _ throws(APIError) in
            let change = SetStaffActive(try call.id(), isActive)
            try await call.matching { () throws(MatchingError) in
                try await change.run(in: call.service, as: call.caller)
            }
            return Response(.noContent)
        }
    }
}

extension Call {
    /// Sends an invitation, and says whose account it is of and where it went.
    fileprivate func send(_ invite: InviteStaff) async throws(APIError) -> Response {
        let key = try idempotencyKey()
        return remembered(
            try await matching { () throws(MatchingError) in
                try await invite.run(in: service, as: caller, key: key) { id, login in
                    let body = JSONWriter.bytes { writer in
                        writer.object { writer in
                            writer.member("id", id.uuidString.lowercased())
                            writer.member("login", login)
                        }
                    }
                    return FirstAnswer(status: Status.created.code, headers: [:], body: body)
                }
            })
    }
}
