/// The forms of what staff were shown, computed again, and of what is said against it.
extension Schemas {
    static let replaying: [String: String] = [
        "Replay": object(
            [
                "log", "at", "role", "by", "operation", "subject", "asOf", "weights", "taxonomy", "now", "equal",
                "matches",
            ],
            [
                "log": uuid, "at": instant, "role": string, "by": or(null: uuid), "operation": or(null: string),
                "subject": or(null: uuid), "asOf": instant, "weights": string, "taxonomy": string,
                "now": object(["weights", "taxonomy"], ["weights": string, "taxonomy": string]), "equal": flag,
                "matches": list(ref("ReplayedMatch")),
            ]),
        "ShownPage": object(["items", "next"], ["items": list(ref("ShownMember")), "next": or(null: string)]),
        "ShownMember": object(
            ["log", "at", "organisation", "as", "weights", "taxonomy", "matches"],
            [
                "log": uuid, "at": instant, "organisation": or(null: uuid), "as": oneOf(["match", "subject"]),
                "weights": string, "taxonomy": string,
                "matches": list(
                    object(
                        ["score", "percent", "fit", "evidence", "parts"],
                        [
                            "score": whole(0...62_500),
                            "percent": "{\"type\":\"number\",\"minimum\":0,\"maximum\":100}", "fit": share,
                            "evidence": share, "parts": list(ref("Part")),
                        ])),
            ]),
        "NewContest": asked(["text"], ["log": uuid, "offer": uuid, "application": uuid, "text": text(1_000)]),
        "Contest": object(
            ["id", "member", "organisation", "text", "at", "outcome", "reason", "answered_at"],
            [
                "id": uuid, "member": or(null: uuid), "log": uuid, "offer": uuid, "application": uuid,
                "organisation": or(null: uuid), "text": string, "at": instant,
                "outcome": or(null: oneOf(["upheld", "rejected"])),
                "reason": or(null: string), "answered_at": or(null: instant),
            ]),
        "ContestPage": object(["items", "next"], ["items": list(ref("Contest")), "next": or(null: string)]),
        "ContestAnswer": asked(
            ["outcome", "reason"], ["outcome": oneOf(["upheld", "rejected"]), "reason": text(1_000)]),
        "ReplayedMatch": object(
            ["state"],
            [
                "state": oneOf(["equal", "differs", "altered", "erased"]),
                "kind": oneOf(["members", "mentors", "ventures", "offers"]), "id": uuid, "need": or(null: uuid),
                "score": whole(0...62_500), "replayed": whole(0...62_500),
                "inputs": oneOf(["same", "changed", "gone"]),
                "parts": list(
                    object(["equal", "shown"], ["equal": flag, "shown": ref("Part"), "replayed": ref("Part")])),
            ]),
    ]
}
