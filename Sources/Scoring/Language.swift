import Model
import Ranking

/// The language factor: an item for each language that is asked.
enum Language {
    /// What each level is worth when another was asked: full from the asked one on, half one step below, a fifth two
    /// steps below, nothing further down; six tenths where nobody said the level.
    static func credit(asked: CEFR?, had: CEFR?) -> UInt8 {
        guard let asked else { return 250 }
        guard let had else { return 150 }
        switch asked.rawValue - had.rawValue {
        case ...0: return 250
        case 1: return 125
        case 2: return 50
        default: return 0
        }
    }

    static func items(_ languages: [Need.Language]) -> [Asked] {
        languages.map { language in
            var values = SIMD8<UInt8>(repeating: 0)
            for level in 0...6 { values[level] = credit(asked: language.level, had: CEFR(rawValue: level)) }
            let answers = [
                Answer(term: .language(language.tag), values: values),
                Answer(term: .unstated(.language), value: Weights.prior(of: .language)),
            ]
            return Asked(
                subject: .language(language.tag, level: language.level),
                importance: language.must ? Importance.essential.rawValue : Importance.important.rawValue,
                shape: Shape(floor: 0, answers: answers))
        }
    }

    static func musts(_ languages: [Need.Language]) -> [Condition] {
        languages.filter(\.must).map { language in
            Condition(
                reason: LeftOut.mustLanguage.rawValue,
                anyOf: [
                    Condition.Alternative(
                        term: .language(language.tag), minimumLevel: UInt8(language.level?.rawValue ?? 0))
                ])
        }
    }

    static func terms(_ languages: [Profile.Language]) -> [TermLevel] {
        guard !languages.isEmpty else { return [TermLevel(term: .unstated(.language))] }
        return languages.map { TermLevel(term: .language($0.tag), level: UInt8($0.level?.rawValue ?? 0)) }
    }
}
