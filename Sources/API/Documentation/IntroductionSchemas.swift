import Model

extension Schemas {
    /// Mentors who are proposed to ventures, and who is told of it.
    static let introducing: [String: String] = [
        "NewIntroduction": asked(
            ["venture", "mentor"], ["venture": uuid, "mentor": uuid, "note": text(2_000), "reason": text(500)]),
        "Refusal": asked(["reason"], ["reason": oneOf(Introduction.Refusal.allCases.map(\.rawValue))]),
        "Outcome": asked(["outcome"], ["outcome": oneOf(Introduction.Outcome.allCases.map(\.rawValue))]),
        "Introduction": introduction([:]),
        "IntroductionWithPeople": introduction([
            "people": list(
                object(
                    ["member", "side", "name", "lead", "email", "phone"],
                    [
                        "member": uuid, "side": oneOf(["mentor", "venture"]), "name": string, "lead": flag,
                        "email": or(null: string), "phone": or(null: string),
                    ]))
        ]),
        "NewWebhook": asked(["organisation", "url"], ["organisation": uuid, "url": text(498)]),
        "AddedWebhook": object(["id", "secret"], ["id": uuid, "secret": or(null: string)]),
        "Equality": described([
            "sex": or(null: string), "age_band": or(null: string), "disability": or(null: flag),
            "migration_status": or(null: string),
        ]),
        "OwnIntroduction": described([
            "id": uuid, "venture": uuid, "desk": uuid, "as": oneOf(["mentor", "founder"]),
            "state": or(null: string), "note": or(null: string), "reason": or(null: string),
            "proposed_at": or(null: instant),
            "mentor_accepted_at": or(null: instant), "venture_accepted_at": or(null: instant),
            "ended_at": or(null: instant), "end_reason": or(null: string),
        ]),
        "IntroductionEvent": event("introduction", Introduction.State.allCases.map(\.rawValue)),
        "Webhooks": object(
            ["items"],
            [
                "items": list(
                    object(
                        ["id", "organisation", "url", "created_at", "last_status", "last_tried_at"],
                        [
                            "id": uuid, "organisation": uuid, "url": string, "created_at": instant,
                            "last_status": or(null: whole(100...999)), "last_tried_at": or(null: instant),
                        ]))
            ]),
        "IntroductionPage": object(
            ["items", "next"], ["items": list(ref("Introduction")), "next": or(null: string)]),
    ]

    /// What webhooks hear: which record has come to which of its states, and when.
    static func event(_ kind: String, _ states: [String]) -> String {
        object(
            ["type", "timestamp", "data"],
            [
                "type": oneOf(states.map { "\(kind).\($0)" }), "timestamp": instant,
                "data": object([kind], [kind: uuid]),
            ])
    }

    private static func introduction(_ more: [String: String]) -> String {
        let properties = [
            "id": uuid, "venture": uuid, "mentor": or(null: uuid), "desk": uuid,
            "state": oneOf(Introduction.State.allCases.map(\.rawValue)), "note": or(null: string),
            "reason": or(null: string), "proposed_at": instant, "expires_at": instant,
            "mentor_accepted_at": or(null: instant), "venture_accepted_at": or(null: instant),
            "ended_at": or(null: instant), "end_reason": or(null: string),
        ].merging(more) { first, _ in first }
        return described(properties)
    }
}
