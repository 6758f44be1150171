/// The forms of what staff were shown, computed again.
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
