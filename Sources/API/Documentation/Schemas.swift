import Model

/// The forms of bodies and answers in JSON Schema 2020-12, by their names.
enum Schemas {
    static let all: [String: String] = criteria.merging(records) { first, _ in first }
        .merging(matching) { first, _ in first }.merging(lists) { first, _ in first }
        .merging(supposing) { first, _ in first }.merging(assignments) { first, _ in first }
        .merging(signingIn) { first, _ in first }.merging(replaying) { first, _ in first }
        .merging(introducing) { first, _ in first }.merging(merging) { first, _ in first }
        .merging(applying) { first, _ in first }.merging(exporting) { first, _ in first }

    /// Of an answer, which may get more members in time.
    static func object(_ required: [String], _ properties: [String: String], isClosed: Bool = false) -> String {
        let members = properties.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
        let names = required.sorted().map { "\"\($0)\"" }.joined(separator: ",")
        let closed = isClosed ? ",\"additionalProperties\":false" : ""
        return "{\"type\":\"object\",\"required\":[\(names)],\"properties\":{\(members)}\(closed)}"
    }

    /// Of an answer that always has all its members.
    static func described(_ properties: [String: String]) -> String { object(Array(properties.keys), properties) }

    /// Of a request: a member that is not named is refused, and null is the same as none.
    static func asked(_ required: [String], _ properties: [String: String]) -> String {
        let members = properties.map { ($0.key, required.contains($0.key) ? $0.value : or(null: $0.value)) }
        return object(required, Dictionary(uniqueKeysWithValues: members), isClosed: true)
    }

    static func list(_ items: String) -> String { "{\"type\":\"array\",\"items\":\(items)}" }
    static func ref(_ name: String) -> String { "{\"$ref\":\"#/components/schemas/\(name)\"}" }
    static func or(null schema: String) -> String {
        schema.hasSuffix("{\"type\":\"null\"}]}") ? schema : "{\"anyOf\":[\(schema),{\"type\":\"null\"}]}"
    }
    static func text(_ limit: Int = Limits.textLength) -> String {
        "{\"type\":\"string\",\"minLength\":1,\"maxLength\":\(limit)}"
    }
    static func whole(_ range: ClosedRange<Int>) -> String {
        "{\"type\":\"integer\",\"minimum\":\(range.lowerBound),\"maximum\":\(range.upperBound)}"
    }
    static func oneOf(_ names: [String]) -> String {
        "{\"type\":\"string\",\"enum\":[\(names.map { "\"\($0)\"" }.joined(separator: ","))]}"
    }

    /// Names with commas between them.
    static func commas(_ names: [String]) -> String {
        let one = "(\(names.joined(separator: "|")))"
        return "{\"type\":\"string\",\"pattern\":\"^\(one)(,\(one))*$\"}"
    }

    static let string = "{\"type\":\"string\"}"
    static let filled = "{\"type\":\"string\",\"minLength\":1}"
    static let flag = "{\"type\":\"boolean\"}"
    static let uuid = "{\"type\":\"string\",\"format\":\"uuid\"}"
    /// In a path.
    static let identifier =
        "{\"type\":\"string\",\"pattern\":\"^(me|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$\"}"
    static let code = "{\"type\":\"string\",\"pattern\":\"^[A-Za-z0-9._:-]+$\"}"
    static let instant = "{\"type\":\"string\",\"format\":\"date-time\"}"
    static let texts =
        "{\"type\":\"object\",\"minProperties\":1,\"additionalProperties\":{\"type\":\"string\"}}"
    static let cefr = oneOf(["A1", "A2", "B1", "B2", "C1", "C2"])
    static let modes = list(oneOf(["remote", "visit", "return"]))
    static let share = "{\"type\":\"number\",\"minimum\":0,\"maximum\":1}"

    private static let criteria: [String: String] = [
        "Period": asked([], ["from": string, "until": string]),
        "Need": asked(
            [],
            [
                "skills": list(
                    asked(
                        ["skill"],
                        [
                            "skill": text(), "label": string, "unmapped": flag, "importance": whole(1...3),
                            "level": whole(1...4), "must": flag,
                        ])),
                "sectors": list(
                    asked(["sector"], ["sector": string, "label": string, "importance": whole(1...3)])),
                "languages": list(asked(["language"], ["language": string, "level": cefr, "must": flag])),
                "places": list(string), "places_must": flag, "modes": modes, "modes_must": flag,
                "period": ref("Period"), "hours_per_month": whole(1...744),
            ]),
        "Profile": asked(
            [],
            [
                "skills": list(
                    asked(
                        ["skill"],
                        [
                            "skill": text(), "label": string, "unmapped": flag, "level": whole(1...4),
                            "basis": oneOf(["proposed", "own_word", "diagnosis", "reference", "certificate"]),
                        ])),
                "sectors": list(asked(["sector"], ["sector": string, "label": string])),
                "languages": list(asked(["language"], ["language": string, "level": cefr])),
                "places": list(string), "modes": modes, "period": ref("Period"), "hours_per_month": whole(1...744),
                "occupation": string,
            ]),
    ]

    /// Each kind of record in three forms: as it is registered, read and changed.
    ///
    /// - Parameters:
    ///   - once: what is only said at registration.
    ///   - patched: what has another form in a change, since a merge patch goes into it.
    private static func record(
        _ name: String, required: [String], _ own: [String: String], once: [String: String] = [:],
        patched: [String: String] = [:]
    ) -> [String: String] {
        let kept = ["id": uuid, "version": whole(1...2_147_483_647)]
        return [
            "New\(name)": asked(required, own.merging(once) { $1 }),
            name: object(["id", "version"], own.merging(kept) { $1 }),
            // In a merge patch null takes a member away; what an answer has beside may be sent back.
            "\(name)Patch": asked([], own.merging(kept) { $1 }.merging(patched) { $1 }),
        ]
    }

    private static let capacity = ["total": whole(0...20), "held": whole(0...99), "free": whole(0...20)]
    private static let patchedTexts = "{\"type\":\"object\",\"additionalProperties\":\(or(null: string))}"

    private static let consent = asked(
        ["purpose", "text_version", "language"],
        [
            "purpose": oneOf(["match", "share_with_desk", "share_with_partner", "contact", "statistics"]),
            "text_version": text(40), "language": string, "channel": oneOf(["web", "paper", "phone"]),
            "organisation": or(null: uuid), "until": or(null: instant),
        ])

    private static let records: [String: String] = [
        record(
            "Organisation", required: ["kind", "name", "place", "zone"],
            [
                "parent": or(null: uuid),
                "kind": oneOf(["ministry", "region", "desk", "centre", "employer", "unit", "association"]),
                "name": texts, "place": string, "zone": string, "status": oneOf(["active", "closing", "closed"]),
            ], patched: ["name": patchedTexts]),
        record(
            "Member", required: ["name"],
            [
                "name": text(Limits.nameLength), "latin_name": or(null: text(Limits.nameLength)),
                "born": or(null: string), "language": or(null: string),
                "origins": list(
                    asked(
                        ["country", "by"],
                        [
                            "country": string, "by": oneOf(["birth", "descent", "marriage", "naturalisation"]),
                            "generation": whole(1...7),
                        ])),
                "residences": list(string), "headline": or(null: text(Limits.headlineLength)),
                "profile": ref("Profile"),
                "wish": ref("Need"), "status": oneOf(["live", "paused", "retired"]),
            ],
            once: [
                "consents": list(ref("Consent")),
                "contact": asked([], ["email": text(254), "phone": text(500), "post": text(500)]),
            ]),
        record(
            "Mentor", required: ["member", "capacity"],
            [
                "member": uuid, "headline": or(null: text(Limits.headlineLength)), "profile": ref("Profile"),
                "capacity": asked(["total"], capacity),
                "reply_days": or(null: whole(1...90)), "desks": list(uuid),
                "status": oneOf(["offered", "open", "paused", "dormant", "retired"]),
            ], patched: ["capacity": asked([], capacity)]),
        record(
            "Venture", required: ["desk", "name"],
            [
                "desk": uuid, "name": text(Limits.nameLength),
                "stage": oneOf(["idea", "prototype", "launched", "growing"]),
                "collective": flag, "mentors_wanted": whole(1...3), "need": ref("Need"),
                "founders": list(asked(["member"], ["member": uuid, "lead": flag])),
                "status": oneOf(["draft", "incubated", "graduated", "dormant", "closed"]),
            ]),
        record(
            "Offer", required: ["organisation", "centre", "kind", "title", "opens_at", "closes_at", "zone"],
            [
                "organisation": uuid, "centre": uuid,
                "kind": oneOf([
                    "post", "assignment", "remote_mission", "apprenticeship", "training", "grant", "reward",
                ]),
                "title": texts, "need": ref("Need"), "gives": ref("Profile"), "rules": list(ref("OfferRule")),
                "places": whole(1...100_000), "taken": whole(0...100_000), "opens_at": instant, "closes_at": instant,
                "zone": string,
                "status": oneOf(["draft", "review", "open", "suspended", "closed", "filled", "withdrawn"]),
                "committed_places": or(null: whole(1...100_000)),
            ], patched: ["title": patchedTexts]),
        record(
            "Cohort", required: ["desk", "name", "ventures"],
            [
                "desk": uuid, "name": text(Limits.nameLength), "ventures": list(uuid), "mentors": or(null: list(uuid)),
                "status": oneOf(["open", "closed"]),
            ]),
        [
            "Consent": consent,
            "Consents": object(
                ["restricted", "purposes", "shared"],
                [
                    "restricted": flag, "purposes": list(string),
                    "shared": list(
                        object(
                            ["purpose", "organisation", "until"],
                            ["purpose": string, "organisation": uuid, "until": or(null: instant)])),
                ]),
            "OfferRule": asked(
                ["version", "from", "clauses"],
                [
                    "version": whole(1...10_000), "from": instant, "until": or(null: instant),
                    "clauses": list(
                        asked(["clause"], ["clause": text(), "country": string, "any": list(string)])),
                ]),
        ],
    ].reduce(into: [:]) { $0.merge($1) { $1 } }

    private static let matching: [String: String] = [
        "Card": object(
            [],
            [
                "headline": or(null: string), "country": or(null: string), "free": whole(0...100_000), "label": string,
                "closes_at": instant,
            ]),
        "Part": object(
            ["factor", "asked", "weight", "value", "points", "how", "text"],
            [
                "factor": oneOf(["skills", "sector", "language", "place", "mode", "period", "responsiveness"]),
                "asked": string, "weight": whole(0...250), "value": whole(0...250), "points": whole(0...62_500),
                "found": or(null: string), "how": oneOf(["same", "alike", "same-job", "used", "unstated", "none"]),
                "shares": list(object(["found", "value"], ["found": string, "value": whole(1...250)])),
                "basis": oneOf(["own_word", "diagnosis", "reference", "certificate"]), "credit": share,
                "text": string, "by": uuid,
            ]),
        "Match": object(
            ["kind", "id", "card", "score", "percent", "fit", "evidence", "parts"],
            [
                "kind": oneOf(["members", "mentors", "ventures", "offers"]), "id": uuid, "card": ref("Card"),
                "score": whole(0...62_500), "percent": "{\"type\":\"number\",\"minimum\":0,\"maximum\":100}",
                "fit": share, "evidence": share, "parts": list(ref("Part")),
                "ask_next": ref("AskNext"),
            ]),
        "LeftOut": object(
            ["code", "text"],
            ["code": string, "text": string, "clause": string, "version": whole(1...10_000)]),
        "MatchPage": object(
            ["asOf", "weights", "taxonomy", "items", "next"],
            [
                "asOf": instant, "weights": string, "taxonomy": string, "log": uuid, "total": whole(0...2_147_483_647),
                "items": list(ref("Match")),
                "left_out": "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}",
                "nearest": list(object(["left_out", "match"], ["left_out": ref("LeftOut"), "match": ref("Match")])),
                "what_if": ref("WhatIf"), "ask_next": ref("AskNext"), "next": or(null: string),
            ]),
        "MatchExplanation": object(
            ["asOf", "weights", "taxonomy", "rank", "left_out", "to_confirm", "match"],
            [
                "asOf": instant, "weights": string, "taxonomy": string, "log": uuid,
                "rank": or(null: whole(1...2_147_483_647)), "left_out": list(ref("LeftOut")),
                "to_confirm": list(string), "match": ref("Match"), "what_if": ref("SupposedStanding"),
            ]),
        "MatchQuestion": asked(
            [],
            [
                "seek": list(oneOf(["mentors", "members", "offers", "ventures"])), "need": ref("Need"),
                "profile": ref("Profile"), "wish": ref("Need"),
                "origins": list(asked(["country", "by"], ["country": string, "by": string])),
                "limit": whole(1...100), "cursor": string, "what_if": list(string), "ask_next": flag, "at": instant,
            ]),
    ]

    /// On what a suggestion rests.
    private static let why = [
        "score": share, "found": object(["label", "language"], ["label": string, "language": string]),
        "words": list(string),
    ]
    private static let suggested = why.merging(["uri": or(null: string), "label": string]) { $1 }

    private static let lists: [String: String] = [
        "Problem": object(
            ["type", "title", "status", "code", "trace"],
            [
                "type": string, "title": string, "status": whole(400...599), "code": string, "detail": string,
                "trace": string,
                "errors": list(
                    object(
                        ["pointer", "code", "detail"],
                        ["pointer": string, "code": string, "detail": string, "candidates": list(string)])),
            ]),
        "Search": asked(
            [],
            [
                "skills": list(text()), "sectors": list(string), "languages": list(string), "countries": list(string),
                "modes": modes, "limit": whole(1...100), "cursor": string,
            ]),
        "CardPage": object(
            ["items", "next"],
            [
                "items": list(object(["kind", "id", "card"], ["kind": string, "id": uuid, "card": ref("Card")])),
                "next": or(null: string),
            ]),
        "CohortPage": object(["items", "next"], ["items": list(ref("Cohort")), "next": or(null: string)]),
        "OrganisationPage": object(["items", "next"], ["items": list(ref("Organisation")), "next": or(null: string)]),
        "SkillList": object(
            ["items"],
            [
                "items": list(
                    object(
                        ["skill", "label", "found"],
                        [
                            "skill": string, "uri": or(null: string), "label": string,
                            "found": object(["label", "language"], ["label": string, "language": string]),
                        ]))
            ]),
        "Skill": object(
            ["skill", "kind", "label", "retired", "broader", "related"],
            [
                "skill": string, "uri": or(null: string), "kind": string, "label": string, "retired": flag,
                "broader": list(string),
                "related": list(
                    object(
                        ["skill", "label", "alike"],
                        [
                            "skill": string, "label": string, "alike": whole(0...100),
                            "same_job": or(null: whole(0...100)),
                        ])),
            ]),
        "SuggestionQuestion": asked(
            ["text"],
            [
                "text": text(Limits.noteLength), "language": string, "kinds": list(oneOf(["occupations", "skills"])),
                "limit": whole(1...100),
            ]),
        "Suggestions": object(
            ["taxonomy"],
            [
                "taxonomy": string, "occupations": list(ref("SuggestedOccupation")),
                "skills": list(object(["skill", "label"] + why.keys, ["skill": string].merging(suggested) { $1 })),
            ]),
        "SuggestedOccupation": object(
            ["occupation", "label", "essential"] + why.keys,
            [
                "occupation": string,
                "essential": list(object(["skill", "label"], ["skill": string, "label": string])),
            ].merging(suggested) { $1 }),
        "CodeList": object(
            ["items"],
            ["items": list(object(["code", "title"], ["code": string, "parent": string, "title": string]))]),
        "WaitingList": object(
            ["items"],
            [
                "items": list(
                    object(
                        ["normal", "text", "seen"], ["normal": string, "text": string, "seen": whole(1...1_000_000)]))
            ]),
        "Mapping": asked(["normal", "concept"], ["normal": text(), "concept": text()]),
        "Mapped": object(["mapped"], ["mapped": whole(0...2_147_483_647)]),
    ]
}
