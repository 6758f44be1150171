import Foundation
import HTTP
import Matching
import Model

/// The accounts of a desk's staff, as its lead manages them.
enum AccountOperations {
    static let all = [
        list, invite,
        changing(
            "disable", "disableAccount", "Let somebody sign in no more; their sessions end at once", .disable,
            [.lastLead]),
        changing("enable", "enableAccount", "Let somebody sign in again", .enable),
        reset,
    ]

    private static let list = Operation(
        line: "GET /v1/accounts", name: "listAccounts",
        summary: "Who works for the desks that one leads; managed are those who work for no others",
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
            "Make an account for the staff of a desk that one leads; its holder chooses a password with the invitation",
        body: "NewAccount", answer: (.created, "Invitation"),
        errors: [
            .idempotencyKeyMissing, .invalid, .idempotencyPayloadDiffers, .idempotencyInFlight, .accountExists,
        ],
        headers: [.idempotencyKey]
    ) { call, _ throws(APIError) in
        let key = try call.idempotencyKey()
        let invite = try call.read { fields -> InviteStaff? in
            let login = fields.required("login", "give 3 to 254 characters without space, such as an address")
            let organisation = fields.identifier("organisation", of: Organisation.self)
            if organisation == nil { fields.require("organisation", "name a desk that you lead") }
            return organisation.map { InviteStaff(login, for: $0) }
        }
        guard let invite else { throw APIError(.invalid) }
        let answer = try await call.matching { () throws(MatchingError) in
            try await invite.run(in: call.service, as: call.caller, key: key) { id, invitation in
                FirstAnswer(status: Status.created.code, headers: [:], body: body(id, invitation))
            }
        }
        return call.remembered(answer)
    }

    private static let reset = Operation(
        line: "POST /v1/accounts/{id}/invitation", name: "resetAccount",
        summary:
            "Let somebody choose a password and an app anew, who has lost one; what they had counts until they have",
        answer: (.created, "Invitation"), errors: [.accountDisabled]
    ) { call, _ throws(APIError) in
        let id = try call.id()
        let invitation = try await call.matching { () throws(MatchingError) in
            try await ChangeAccount(.reset, of: id).run(in: call.service, as: call.caller)
        }
        return call.answer(.created, body(id, invitation))
    }

    private static func changing(
        _ verb: String, _ name: String, _ summary: String, _ act: ChangeAccount.Act, _ errors: [ErrorCode] = []
    ) -> Operation {
        Operation(
            line: "POST /v1/accounts/{id}/\(verb)", name: name, summary: summary, answer: (.noContent, ""),
            errors: errors
        ) { call, _ throws(APIError) in
            let change = ChangeAccount(act, of: try call.id())
            _ = try await call.matching { () throws(MatchingError) in
                try await change.run(in: call.service, as: call.caller)
            }
            return Response(.noContent)
        }
    }

    private static func body(_ id: UUID, _ invitation: String?) -> [UInt8] {
        JSONWriter.bytes { writer in
            writer.object { writer in
                writer.member("id", id.uuidString.lowercased())
                writer.member("invitation", invitation)
            }
        }
    }
}
