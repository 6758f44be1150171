extension Words {
    static let english = Words(
        language: "en",
        askedHas: "asked {0}, has {1}",
        alike: "asked {0}, has {1}, which is alike",
        sameJob: "asked {0}, has {1}, related through *used in the same job*",
        unstated: "asked {0}, nothing stated",
        none: "asked {0}, not among what is stated",
        unmapped: "asked “{0}”, which is not in the taxonomy yet",
        levels: ["awareness", "working", "practitioner", "expert"],
        modes: ["remote": "remote work", "visit": "visits", "return": "return"],
        reply: "an answer within {0} days",
        fastReply: "a fast answer",
        or: "or",
        leftOut: [
            .mustSkill: "a required skill is missing or below the level asked",
            .mustLanguage: "a required language is missing or below the level asked",
            .mustPlace: "none of the required places",
            .mustMode: "none of the required ways of taking part",
            .notEligible: "the rules of eligibility are not met",
            .noCapacity: "no free place now",
            .selfMatch: "the same person is on both sides",
        ],
        toConfirm: "{0}: to be confirmed")
}
