/// The occupations and skills that a text speaks of, as far as tables show them.
struct SuggestionList: Decodable {
    struct Skill: Decodable {
        let skill: String
        let label: String
        let score: Double
        let words: [String]
    }

    struct Occupation: Decodable {
        struct Essential: Decodable {
            let label: String
        }

        let occupation: String
        let label: String
        let score: Double
        let words: [String]
        let essential: [Essential]
    }

    let occupations: [Occupation]?
    let skills: [Skill]?

    func show(on console: Console) {
        let isEmpty = (occupations ?? []).isEmpty && (skills ?? []).isEmpty
        guard !isEmpty else { return console.say("No occupation and no skill is called like that.") }
        if let occupations, let first = occupations.first {
            var table = Table("occupation", "score", "rests on", "label")
            for one in occupations {
                table.add(one.occupation, MatchList.share(one.score), one.words.joined(separator: " "), one.label)
            }
            console.print(table)
            if !first.essential.isEmpty {
                console.print("\(first.label) takes: \(first.essential.map(\.label).joined(separator: ", "))")
            }
        }
        if let skills, !skills.isEmpty {
            var table = Table("skill", "score", "rests on", "label")
            for one in skills {
                table.add(one.skill, MatchList.share(one.score), one.words.joined(separator: " "), one.label)
            }
            console.print(table)
        }
    }
}
