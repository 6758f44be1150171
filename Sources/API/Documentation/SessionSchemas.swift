extension Schemas {
    /// Signing in and out, and what is told of it.
    static let signingIn: [String: String] = [
        "AcceptedInvitation": asked(["invitation", "password"], ["invitation": string, "password": string]),
        "SignInMeans": object(
            ["login", "otpauth", "recovery_codes"],
            ["login": string, "otpauth": string, "recovery_codes": list(string)]),
        "BreakGlass": asked(["reason"], ["reason": string]),
        "OpenedRecord": object(["until"], ["until": instant]),
        "AuditLines": object(
            ["items"],
            [
                "items": list(
                    object(
                        ["at", "act", "kind", "fields", "role", "by", "operation", "trace"],
                        [
                            "at": instant, "act": oneOf(["insert", "update", "delete", "read"]), "kind": string,
                            "fields": list(string), "role": string, "by": or(null: uuid),
                            "operation": or(null: string), "trace": or(null: string),
                        ]))
            ]),
        "AuditProof": object(
            ["whole", "lines", "seals", "unsealed", "added", "broken"],
            [
                "whole": flag, "lines": whole(0...2_147_483_647), "seals": whole(0...2_147_483_647),
                "unsealed": whole(0...2_147_483_647), "added": whole(0...2_147_483_647),
                "broken": list(whole(1...2_147_483_647)),
            ]),
        "CodeRequest": asked(["address"], ["address": string, "language": string]),
        "ChangedAddress": asked(
            ["address", "code"], ["address": string, "code": string, "old_code": or(null: string)]),
        "SignIn": asked(
            ["code"], ["code": string, "login": string, "password": string, "address": string, "member": uuid]),
        "BegunSession": object(
            ["csrf", "idle_until", "ends_at"], ["csrf": string, "idle_until": instant, "ends_at": instant]),
        "Account": object(
            ["login", "role", "organisations", "csrf"],
            [
                "login": or(null: string), "role": oneOf(["admin", "desk", "partner", "member", "auditor"]),
                "organisations": list(uuid),
                "csrf": string,
            ]),
        "Accounts": object(
            ["items"],
            [
                "items": list(
                    object(
                        ["id", "login", "active", "lead", "organisations", "invited_until", "managed"],
                        [
                            "id": uuid, "login": string, "active": flag, "lead": flag, "organisations": list(uuid),
                            "invited_until": or(null: instant), "managed": flag,
                        ]))
            ]),
        "NewAccount": asked(
            ["login", "organisation"], ["login": string, "organisation": uuid, "language": string]),
        "Invited": object(["id", "login"], ["id": uuid, "login": string]),
        "ChangedPassword": asked(
            ["old", "code", "password"], ["old": string, "code": string, "password": string]),
        "Sessions": object(
            ["items"],
            [
                "items": list(
                    object(
                        ["id", "begun_at", "idle_until", "ends_at", "current"],
                        [
                            "id": uuid, "begun_at": instant, "idle_until": instant, "ends_at": instant,
                            "current": flag,
                        ]))
            ]),
    ]
}
