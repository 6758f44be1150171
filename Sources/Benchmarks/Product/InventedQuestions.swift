import Foundation
import Model
import Taxonomy

/// Needs as a desk would type them in, which use every factor.
extension InventedWorld {
    /// Twelve skills, a sector, a language as a must and one more, places, modes and a period; every other need takes
    /// nobody from elsewhere than its country.
    func question(_ ordinal: Int) throws -> Need {
        var dice = dice(Kind.question, ordinal)
        var need = need(12, &dice)
        need.languages[0].must = true
        let second = languages[dice.roll(0..<languages.count)].tag
        if second != need.languages[0].tag { need.languages.append(Need.Language(tag: second, level: .b2)) }
        need.placesMust = ordinal.isMultiple(of: 2)
        need.places = [
            try Place(
                need.placesMust
                    ? Self.residences[residenceRanks.draw(&dice)] : Self.programme[dice.roll(0..<Self.programme.count)])
        ]
        need.modes = [.remote, .visit]
        let from = Month(number: 2026 * 12 + dice.roll(0..<12))
        need.period = try Period(from: from, until: Month(number: from.number + 11))
        return need
    }
}

extension Need {
    /// The need as the interface takes it, with the codes of its skills.
    func json(_ taxonomy: Taxonomy) -> [String: Any] {
        [
            "skills": skills.map { skill in
                [
                    "skill": skill.mention.concept.flatMap { taxonomy.concept($0)?.code } ?? skill.mention.text,
                    "importance": skill.importance.rawValue, "level": skill.level?.rawValue ?? 1,
                ] as [String: Any]
            },
            "sectors": sectors.map { ["sector": $0.code.description] },
            "languages": languages.map { language in
                ["language": language.tag.description, "level": language.level?.name ?? "B1", "must": language.must]
                    as [String: Any]
            },
            "places": places.map(\.description), "places_must": placesMust, "modes": modes.names,
            "period": ["from": period?.from?.description, "until": period?.until?.description],
        ]
    }
}
