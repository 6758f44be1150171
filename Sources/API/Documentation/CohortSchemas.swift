/// The forms of what is asked and answered of several mentors and ventures together.
extension Schemas {
    static let assignments: [String: String] = [
        "AssignmentQuestion": asked(
            [],
            [
                "pins": list(list(uuid)), "forbids": list(list(uuid)),
                "capacities": list(asked(["mentor", "capacity"], ["mentor": uuid, "capacity": whole(0...20)])),
                "dry_run": flag,
            ]),
        "Assignment": object(
            [
                "cohort", "revision", "cohort_version", "asOf", "weights", "taxonomy", "total", "items", "mentors",
                "forbids",
            ],
            [
                "cohort": uuid, "revision": or(null: whole(1...2_147_483_647)),
                "cohort_version": whole(1...2_147_483_647), "asOf": instant, "weights": string, "taxonomy": string,
                "log": uuid,
                "total": object(
                    ["ventures", "matched", "unmatched", "score"],
                    [
                        "ventures": whole(1...5_000), "matched": whole(0...5_000), "unmatched": whole(0...5_000),
                        "score": whole(0...312_500_000),
                    ]),
                "items": list(ref("AssignedVenture")), "mentors": list(ref("MentorLoad")),
                "forbids": list(list(uuid)),
            ]),
        "AssignedVenture": object(
            ["venture", "mentor", "pinned", "score", "regret", "changed", "best", "why"],
            [
                "venture": uuid, "card": ref("Card"), "mentor": or(null: uuid), "pinned": flag,
                "score": or(null: whole(0...62_500)), "regret": whole(0...62_500), "match": ref("Match"),
                "changed": flag,
                "best": or(null: object(["mentor", "score"], ["mentor": uuid, "score": whole(0...62_500)])),
                "why": or(
                    null: object(
                        ["code", "text", "holders"],
                        [
                            "code": oneOf(["pinned", "forbidden", "full", "taken", "nobody", "not_open"]),
                            "text": string,
                            "holders": list(
                                object(
                                    ["venture", "score", "pinned"],
                                    ["venture": uuid, "score": whole(0...62_500), "pinned": flag])),
                        ])),
            ]),
        "MentorLoad": object(
            ["mentor", "capacity"],
            [
                "mentor": uuid, "card": ref("Card"),
                "capacity": object(
                    ["total", "held", "assigned", "free", "given"],
                    [
                        "total": whole(0...20), "held": whole(0...99), "assigned": whole(0...20),
                        "free": whole(0...20), "given": flag,
                    ]),
            ]),
        "AssignmentProgress": object(
            ["running", "done", "of"],
            ["running": flag, "done": or(null: whole(0...10_000)), "of": or(null: whole(0...10_000))]),
        "Panel": object(
            ["asOf", "weights", "taxonomy", "score", "percent", "fit", "evidence", "skills", "members", "parts"],
            [
                "asOf": instant, "weights": string, "taxonomy": string, "log": uuid, "score": whole(0...62_500),
                "percent": "{\"type\":\"number\",\"minimum\":0,\"maximum\":100}", "fit": share, "evidence": share,
                "skills": object(["asked", "covered"], ["asked": whole(0...60), "covered": whole(0...60)]),
                "members": list(
                    object(["contribution", "match"], ["contribution": whole(0...62_500), "match": ref("Match")])),
                "parts": list(ref("Part")),
            ]),
    ]
}
