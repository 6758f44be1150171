import Foundation
import HTTP
import Matching
import Model

/// Signing in and out, on one's own behalf.
enum SessionOperations {
    static let all = [
        acceptInvitation, requestCode, signIn, readAccount, changePassword, changeAddress, list, end,
    ]

    private static let acceptInvitation = Operation(
        line: "POST /v1/invitations", name: "acceptInvitation",
        summary: "Choose a password, and get what an app makes codes with", body: "AcceptedInvitation",
        answer: (.created, "SignInMeans")
    ) { call, _ throws(APIError) in
        try CrossSite.checkOrigin(call.request)
        let accepting = try call.read { fields in
            AcceptInvitation(
                invitation: fields.required("invitation", "give the token that you got"),
                password: fields.required("password", "choose one"))
        }
        let accepted = try await call.matching { () throws(MatchingError) in
            try await accepting.run(in: call.service)
        }
        return call.answer(.created) { writer in
            writer.object { writer in
                writer.member("login", accepted.login)
                writer.member("otpauth", accepted.uri)
                writer.array("recovery_codes", accepted.recoveryCodes)
            }
        }
    }

    private static let requestCode = Operation(
        line: "POST /v1/codes", name: "requestCode",
        summary: "Have a code sent to one's address, to sign in or to register with", body: "CodeRequest",
        answer: (.accepted, ""), sendsMessage: true
    ) { call, _ throws(APIError) in
        try CrossSite.checkOrigin(call.request)
        let (address, language) = try call.read { ($0.address("address"), $0.string("language")) }
        guard let address else { throw APIError(.invalid) }
        let request = RequestCode(to: address, in: (language.map { [$0] } ?? []) + call.languages)
        try await call.matching { () throws(MatchingError) in try await request.run(in: call.service) }
        return Response(.accepted)
    }

    private static let signIn = Operation(
        line: "POST /v1/sessions", name: "signIn",
        summary: "Sign in, staff by login and members by address; a cookie that only this service gets is the session",
        body: "SignIn", answer: (.created, "BegunSession"), errors: [.signInRefused]
    ) { call, _ throws(APIError) in
        try CrossSite.checkOrigin(call.request)
        guard let way = try call.read({ SignInWay(&$0) }) else { throw APIError(.invalid) }
        let begun = try await call.matching { () throws(MatchingError) in try await way.run(in: call.service) }
        return call.answer(.created, headers: ["Set-Cookie": SessionCookie.set(begun.token)]) { writer in
            writer.object { writer in
                writer.member("csrf", CrossSite.token(of: begun.token))
                writer.member("idle_until", Instant.text(begun.idleUntil))
                writer.member("ends_at", Instant.text(begun.endsAt))
            }
        }
    }

    private static let changeAddress = Operation(
        line: "PUT /v1/members/{id}/address", name: "changeAddress",
        summary: "Be reached at another address, which takes a code from it and one from that which it replaces",
        body: "ChangedAddress", answer: (.noContent, ""), errors: [.signInRefused]
    ) { call, _ throws(APIError) in
        let member = Identifier<Member>(try call.id())
        let (address, code, old) = try call.read {
            ($0.address("address"), $0.required("code", "give the code that was sent there"), $0.string("old_code"))
        }
        guard let address else { throw APIError(.invalid) }
        let change = ChangeAddress(of: member, to: address, code: code, oldCode: old)
        try await call.matching { () throws(MatchingError) in
            try await change.run(in: call.service, as: call.caller)
        }
        return Response(.noContent)
    }

    private static let readAccount = Operation(
        line: "GET /v1/account", name: "readAccount",
        summary: "Who one is signed in as, and what changes have to show", answer: (.ok, "Account"), errors: [.notFound]
    ) { call, _ throws(APIError) in
        let account = try await call.matching { () throws(MatchingError) in
            try await ReadAccount().run(in: call.service, as: call.caller)
        }
        return call.answer { writer in
            writer.object { writer in
                writer.member("login", account?.login)
                writer.member("role", call.caller.roleName)
                writer.array("organisations", (account?.organisations ?? []).map(\.description))
                writer.member("csrf", CrossSite.token(of: call.request.sessionToken ?? ""))
            }
        }
    }

    private static let changePassword = Operation(
        line: "PUT /v1/account/password", name: "changePassword",
        summary: "Choose another password; one's other sessions end", body: "ChangedPassword",
        answer: (.noContent, ""), errors: [.notFound, .signInRefused]
    ) { call, _ throws(APIError) in
        let change = try call.read { fields in
            ChangePassword(
                old: fields.required("old", "give your present password"),
                code: fields.required("code", "give the six digits of your app, or a code to recover with"),
                new: fields.required("password", "choose one"))
        }
        try await call.matching { () throws(MatchingError) in
            try await change.run(in: call.service, as: call.caller)
        }
        return Response(.noContent)
    }

    private static let list = Operation(
        line: "GET /v1/sessions", name: "listSessions", summary: "One's own sessions, the latest first",
        answer: (.ok, "Sessions")
    ) { call, _ throws(APIError) in
        let sessions = try await call.matching { () throws(MatchingError) in
            try await ListSessions().run(in: call.service, as: call.caller)
        }
        return call.answer { writer in
            writer.object { writer in
                writer.array("items") { writer in
                    for session in sessions {
                        writer.object { writer in
                            writer.member("id", session.id.uuidString.lowercased())
                            writer.member("begun_at", Instant.text(session.begunAt))
                            writer.member("idle_until", Instant.text(session.idleUntil))
                            writer.member("ends_at", Instant.text(session.endsAt))
                            writer.member("current", session.isCurrent)
                        }
                    }
                }
            }
        }
    }

    private static let end = Operation(
        line: "DELETE /v1/sessions/{id}", name: "endSession",
        summary: "Sign out: end one of one's own sessions; `current` is the one that asks", answer: (.noContent, "")
    ) { call, _ throws(APIError) in
        let id = call.parameters["id"] == "current" ? call.caller.session : try call.id()
        guard let id else { throw APIError(.notFound) }
        try await call.matching { () throws(MatchingError) in
            try await SignOut(of: id).run(in: call.service, as: call.caller)
        }
        var response = Response(.noContent)
        if id == call.caller.session { response.headers.set("Set-Cookie", SessionCookie.ended) }
        return response
    }
}
