extension Schemas {
    /// What is kept of a person, as that person reads it.
    static let exporting: [String: String] = [
        "PersonExport": object(
            [
                "member", "contact", "consents", "founded", "shown", "shown_next", "contests", "equality",
                "introductions", "applications", "sessions", "keys", "opened", "messages", "acts", "acts_next",
                "merges", "told_apart", "rest", "mentor_rest",
            ],
            [
                "member": ref("Member"), "mentor": ref("Mentor"),
                "contact": "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}",
                "consents": list(
                    object(
                        [
                            "purpose", "text_version", "language", "channel", "organisation", "until", "given_at",
                            "withdrawn_at",
                        ],
                        [
                            "purpose": string, "text_version": string, "language": string, "channel": string,
                            "organisation": or(null: uuid), "until": or(null: instant), "given_at": instant,
                            "withdrawn_at": or(null: instant),
                        ])),
                "founded": list(uuid), "shown": list(ref("ShownMember")),
                "shown_next": or(null: string), "contests": list(ref("Contest")),
                "equality": or(null: ref("Equality")),
                "rest": described(["in_person": flag, "set_aside": flag]),
                "mentor_rest": or(
                    null: described(["in_person": flag, "set_aside": flag, "desks_named_in_person": flag])),
                "introductions": list(ref("OwnIntroduction")),
                "applications": list(ref("Application")),
                "sessions": list(
                    described([
                        "begun_at": instant, "idle_until": instant, "ends_at": instant, "address": or(null: string),
                    ])),
                "keys": list(
                    described([
                        "id": uuid, "scopes": list(string), "created_at": instant, "expires_at": or(null: instant),
                        "revoked_at": or(null: instant), "used_on": or(null: string),
                    ])),
                "merges": list(ref("OwnMerge")), "told_apart": list(instant),
                "opened": list(described(["at": instant, "until": instant, "reason": string])),
                "messages": list(described(["subject": string, "until": instant])),
                "acts": list(ref("OwnAct")), "acts_next": or(null: string),
            ]),
        "ActPage": object(["items", "next"], ["items": list(ref("OwnAct")), "next": or(null: string)]),
        "OwnAct": described([
            "at": instant, "role": string, "act": oneOf(["insert", "update", "delete", "read"]),
            "kind": string, "fields": list(string), "operation": or(null: string),
        ]),
    ]
}
