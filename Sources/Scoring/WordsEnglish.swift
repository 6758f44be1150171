extension Words {
    static let english = Words(
        language: "en",
        askedHas: "asked {0}, has {1}",
        alike: "asked {0}, has {1}, which is alike",
        sameJob: "asked {0}, has {1}, related through *used in the same job*",
        unstated: "asked {0}, nothing stated",
        none: "asked {0}, not among what is stated",
        unmapped: "asked “{0}”, which is not in the taxonomy yet",
        use: "skills that are of use",
        used: "of use together: {0}",
        share: "{0} ({1} %)",
        levels: ["awareness", "working", "practitioner", "expert"],
        modes: ["remote": "remote work", "visit": "visits", "return": "return"],
        reply: "an answer within {0} days",
        fastReply: "a fast answer",
        backings: [
            .ownWordAmongMost: "on own word, as one of very many",
            .ownWordAmongMany: "on own word, as one of many", .ownWord: "on own word",
            .diagnosis: "by a desk’s diagnosis", .reference: "on a reference", .certificate: "on a certificate",
        ],
        counting: "{0} (counts {1} %)",
        comma: ", ",
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
        notBest: [
            .pinned: "pinned to another mentor",
            .forbidden: "the best mentor was ruled out for this venture",
            .full: "the best mentor has no free place",
            .taken: "the best mentor's places go to others, which is better for all together",
            .nobody: "no mentor of the cohort fulfils what the venture must have",
            .notOpen: "the venture is not open to matching",
        ],
        toConfirm: "{0}: to be confirmed",
        whatIf: WhatIfWords(
            change: "{0} {1} → {2}",
            notStated: "(not stated)",
            levelNotStated: "(level not stated)",
            stated: "stated",
            place: { place in
                let isTeen = (11...13).contains(place % 100)
                let ending = isTeen ? "th" : [1: "st", 2: "nd", 3: "rd"][place % 10] ?? "th"
                return "\(place)\(ending)"
            },
            fromTo: "from {0} to {1}",
            stays: "stays {0}",
            comesIn: "comes in {0}",
            goesOut: "is then left out",
            staysOut: "is still left out",
            opens: [
                "offers": ("opens {0} offer", "opens {0} offers"),
                "ventures": ("opens {0} venture", "opens {0} ventures"),
            ],
            closes: [
                "offers": ("closes {0} offer", "closes {0} offers"),
                "ventures": ("closes {0} venture", "closes {0} ventures"),
            ],
            changePlaces: ("{0} place on the page changes", "{0} places on the page change"),
            changesNothing: "changes nothing",
            questions: [
                .skills: "Do you have this skill: {0}?", .sector: "Have you worked in this field: {0}?",
                .language: "Do you speak {0}?", .place: "Could you work here: {0}?",
                .mode: "Could you work this way: {0}?", .period: "Would you be available then: {0}?",
                .responsiveness: "Do you answer within a day?",
            ],
            orBetter: "{0} or better",
            colon: ": ",
            semicolon: "; "))
}
