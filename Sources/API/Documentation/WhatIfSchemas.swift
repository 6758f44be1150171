extension Schemas {
    /// What would be if more were true of a profile.
    static let supposing: [String: String] = [
        "WhatIf": whatIf(
            "WhatIf",
            [
                "items": list(
                    object(
                        ["kind", "id", "rank_before", "rank", "score_before", "score", "factors", "text"],
                        [
                            "kind": oneOf(["members", "mentors", "ventures", "offers"]), "id": uuid,
                            "card": ref("Card"), "rank_before": or(null: place), "rank": or(null: place),
                            "score_before": whole(0...62_500), "score": whole(0...62_500), "factors": factors,
                            "text": string,
                        ]))
            ]),
        "AskNext": object(
            ["factor", "asked", "text"],
            ["factor": string, "asked": string, "text": string, "what_if": ref("WhatIf")]),
        "SupposedStanding": whatIf(
            "SupposedStanding",
            [
                "rank": or(null: place), "left_out": list(ref("LeftOut")), "factors": factors,
                "score": whole(0...62_500), "percent": "{\"type\":\"number\"}", "fit": share, "evidence": share,
            ]),
    ]

    /// What suppositions change: together and, where there are several, each alone.
    private static func whatIf(_ name: String, _ more: [String: String]) -> String {
        object(
            ["suppose", "text", "opened", "closed"],
            [
                "suppose": list(string), "text": string, "opened": counts, "closed": counts, "alone": list(ref(name)),
            ].merging(more) { $1 })
    }

    private static let place = whole(1...2_147_483_647)
    private static let counts = "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}"
    private static let factors = list(
        object(
            ["factor", "points_before", "points"],
            ["factor": string, "points_before": whole(0...62_500), "points": whole(0...62_500)]))
}
