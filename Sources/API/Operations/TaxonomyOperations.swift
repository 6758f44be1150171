import HTTP
import Matching
import Model

/// Skills, sectors and countries: what callers choose codes from.
enum TaxonomyOperations {
    static let all = [findSkills, readSkill, sectors, countries, waiting, map]

    private static let findSkills = Operation(
        line: "GET /v1/skills", name: "findSkills", summary: "Find skills by what people type, in any language",
        parameters: [
            .init("q", "the words; typos, word order and accents do not matter", Schemas.text(), isRequired: true),
            .init("lang", "the language that the words are in, such as fr"),
            Operation.limit,
        ], answer: (.ok, "SkillList")
    ) { call, parameters throws(APIError) in
        guard let text = try parameters.words("q") else {
            throw APIError(.malformedParameter, "q: give the words to look for")
        }
        let look = LookUp(text, language: parameters["lang"], limit: try parameters.limit())
        let found = try await call.matching { () throws(MatchingError) in try await look.run(in: call.service) }
        let wording = try call.wording()
        return call.answer { writer in
            writer.object { writer in
                writer.array("items") { writer in
                    for skill in found {
                        writer.object { writer in
                            writer.member("skill", wording.code(of: skill.concept))
                            writer.member("uri", wording.uri(of: skill.concept))
                            writer.member("label", wording.label(of: skill.concept))
                            writer.object("found") { writer in
                                writer.member("label", skill.label)
                                writer.member("language", skill.language)
                            }
                        }
                    }
                }
            }
        }
    }

    private static let readSkill = Operation(
        line: "GET /v1/skills/{code}", name: "readSkill", summary: "Read a skill by its code, with its relatives",
        answer: (.ok, "Skill")
    ) { call, _ throws(APIError) in
        let wording = try call.wording()
        guard let skill = wording.skill(code: call.parameters["code"] ?? "") else { throw APIError(.notFound) }
        return call.answer { writer in
            writer.object { writer in
                writer.member("skill", skill.code)
                writer.member("uri", skill.uri)
                writer.member("kind", skill.kind)
                writer.member("label", skill.label)
                writer.member("retired", skill.isRetired)
                writer.array("broader", skill.broader)
                writer.array("related") { writer in
                    for related in skill.related {
                        writer.object { writer in
                            writer.member("skill", related.code)
                            writer.member("label", related.label)
                            writer.member("alike", related.alike)
                            writer.member("same_job", related.sameJob)
                        }
                    }
                }
            }
        }
    }

    private static let sectors = list("sectors", "ISIC Rev.4") { service, languages throws(MatchingError) in
        try await service.sectors(in: languages)
    }

    private static let countries = list("countries", "ISO 3166-1") { service, languages throws(MatchingError) in
        try await service.countries(in: languages)
    }

    private static func list(
        _ resource: String, _ standard: String,
        _ read: @escaping @Sendable (Service, [String]) async throws(MatchingError) -> [CodeTitle]
    ) -> Operation {
        Operation(
            line: "GET /v1/\(resource)", name: "list\(resource.capitalized)", summary: "List the codes of \(standard)",
            answer: (.ok, "CodeList")
        ) { call, _ throws(APIError) in
            let codes = try await call.matching { () throws(MatchingError) in
                try await read(call.service, call.languages)
            }
            return call.answer { writer in
                writer.object { writer in
                    writer.array("items") { writer in
                        for code in codes {
                            writer.object { writer in
                                writer.member("code", code.code)
                                if let parent = code.parent { writer.member("parent", parent) }
                                writer.member("title", code.title)
                            }
                        }
                    }
                }
            }
        }
    }

    private static let waiting = Operation(
        line: "GET /v1/curation/skills", name: "listWaitingSkills",
        summary: "Words that no skill answers, the most frequent first", answer: (.ok, "WaitingList")
    ) { call, _ throws(APIError) in
        let waiting = try await call.matching { () throws(MatchingError) in
            try await Curation.waiting(in: call.service, as: call.caller)
        }
        return call.answer { writer in
            writer.object { writer in
                writer.array("items") { writer in
                    for words in waiting {
                        writer.object { writer in
                            writer.member("normal", words.normal)
                            writer.member("text", words.text)
                            writer.member("seen", words.seen)
                        }
                    }
                }
            }
        }
    }

    private static let map = Operation(
        line: "POST /v1/curation/skills/map", name: "mapWaitingSkill",
        summary: "Say which skill waiting words mean, also in what was written before",
        body: "Mapping", answer: (.ok, "Mapped"), errors: [.notFound]
    ) { call, _ throws(APIError) in
        let complaints = Complaints()
        let value = try call.json()
        guard var fields = Fields(value, at: "", complaints) else {
            try complaints.check()
            throw APIError(.invalid)
        }
        let normal = fields.string("normal")
        if normal == nil { fields.require("normal", "name the words as the list does") }
        let concept = fields.string("concept")
        if concept == nil { fields.require("concept", "give the code of a skill") }
        fields.end()
        try complaints.check()
        guard let normal, let concept else { throw APIError(.invalid) }
        let count = try await call.matching { () throws(MatchingError) in
            try await Curation.map(normal, to: concept, in: call.service, as: call.caller)
        }
        return call.answer { writer in writer.object { $0.member("mapped", count) } }
    }
}
