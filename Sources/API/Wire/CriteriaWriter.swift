import HTTP
import Matching
import Model

/// Writes needs and profiles.
struct CriteriaWriter {
    let wording: Wording

    func write(_ need: Need, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.array("skills") { writer in
                for skill in need.skills {
                    writer.object { writer in
                        write(skill.mention, &writer)
                        writer.member("importance", skill.importance.rawValue)
                        if let level = skill.level { writer.member("level", level.rawValue) }
                        if skill.must { writer.member("must", true) }
                    }
                }
            }
            writer.array("sectors") { writer in
                for sector in need.sectors {
                    writer.object { writer in
                        write(sector.code, &writer)
                        writer.member("importance", sector.importance.rawValue)
                    }
                }
            }
            writer.array("languages") { writer in
                for language in need.languages { write(language.tag, language.level, must: language.must, &writer) }
            }
            writer.array("places", need.places.map(\.description))
            if need.placesMust { writer.member("places_must", true) }
            writer.array("modes", need.modes.names)
            if need.modesMust { writer.member("modes_must", true) }
            write(need.period, need.hoursPerMonth, &writer)
        }
    }

    /// - Parameter words: whether to tell the skills, too, that no code stands for: in free text there may be a name.
    func write(_ profile: Profile, words: Bool = true, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.array("skills") { writer in
                for skill in profile.skills where words || skill.mention.concept != nil {
                    writer.object { writer in
                        write(skill.mention, &writer)
                        if let level = skill.level { writer.member("level", level.rawValue) }
                        writer.member("basis", skill.basis.rawValue)
                    }
                }
            }
            writer.array("sectors") { writer in
                for sector in profile.sectors { writer.object { writer in write(sector, &writer) } }
            }
            writer.array("languages") { writer in
                for language in profile.languages { write(language.tag, language.level, must: false, &writer) }
            }
            writer.array("places", profile.places.map(\.description))
            writer.array("modes", profile.modes.names)
            write(profile.period, profile.hoursPerMonth, &writer)
            if let occupation = profile.occupation { writer.member("occupation", occupation) }
        }
    }

    /// The code of a skill that was understood, else the words as they were typed.
    func code(_ mention: SkillMention) -> String { mention.concept.flatMap(wording.code) ?? mention.text }

    private func write(_ mention: SkillMention, _ writer: inout JSONWriter) {
        writer.member("skill", code(mention))
        if let concept = mention.concept {
            writer.member("label", wording.label(of: concept))
        } else {
            writer.member("unmapped", true)
        }
    }

    private func write(_ sector: SectorCode, _ writer: inout JSONWriter) {
        writer.member("sector", sector.description)
        writer.member("label", wording.label(of: sector))
    }

    private func write(_ tag: LanguageTag, _ level: CEFR?, must: Bool, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("language", tag.description)
            if let level { writer.member("level", level.name) }
            if must { writer.member("must", true) }
        }
    }

    private func write(_ period: Period?, _ hours: Int?, _ writer: inout JSONWriter) {
        if let period {
            writer.object("period") { writer in
                if let from = period.from { writer.member("from", from.description) }
                if let until = period.until { writer.member("until", until.description) }
            }
        }
        if let hours { writer.member("hours_per_month", hours) }
    }
}
