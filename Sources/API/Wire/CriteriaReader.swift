import HTTP
import Matching
import Model

/// Reads needs and profiles.
struct CriteriaReader {
    /// Mentions that were kept before, by the code that answers have in their place, so that the words somebody typed
    /// survive a change of something else.
    var known: [String: SkillMention] = [:]
    /// The skills that the profile had before, by what tells them apart.
    var held: [String: Profile.Skill] = [:]

    func need(_ value: JSONValue, at pointer: String, _ complaints: Complaints) -> Need {
        var need = Need()
        guard var fields = Fields(value, at: pointer, complaints) else { return need }
        need.skills = fields.list("skills", most: Limits.skills).compactMap { place, value in
            guard var skill = Fields(value, at: place, complaints) else { return nil }
            defer { skill.end() }
            let mention = mention(&skill)
            let (importance, level, must) = (importance(&skill), level(&skill), skill.bool("must") ?? false)
            return mention.map { Need.Skill(mention: $0, importance: importance, level: level, must: must) }
        }
        need.sectors = fields.list("sectors", most: Limits.sectors).compactMap { place, value in
            guard var sector = Fields(value, at: place, complaints) else { return nil }
            defer { sector.end() }
            let code = sectorCode(&sector)
            let importance = importance(&sector)
            return code.map { Need.Sector(code: $0, importance: importance) }
        }
        need.languages = fields.list("languages", most: Limits.languages).compactMap { place, value in
            guard var language = Fields(value, at: place, complaints) else { return nil }
            defer { language.end() }
            let tag = languageTag(&language)
            let (level, must) = (cefr(&language), language.bool("must") ?? false)
            return tag.map { Need.Language(tag: $0, level: level, must: must) }
        }
        need.placesMust = fields.bool("places_must") ?? false
        need.modesMust = fields.bool("modes_must") ?? false
        let common = Common(&fields)
        (need.places, need.modes, need.period, need.hoursPerMonth) = (
            common.places, common.modes, common.period, common.hours
        )
        fields.end()
        return need
    }

    func profile(_ value: JSONValue, at pointer: String, _ complaints: Complaints) -> Profile {
        var profile = Profile()
        guard var fields = Fields(value, at: pointer, complaints) else { return profile }
        profile.skills = fields.list("skills", most: Limits.skills).compactMap { place, value in
            guard var skill = Fields(value, at: place, complaints) else { return nil }
            defer { skill.end() }
            let (mention, level) = (mention(&skill), level(&skill))
            let basis = skill.choice("basis", SkillBasis.self)
            return mention.map {
                Profile.Skill(mention: $0, level: level, basis: basis ?? kept(held[$0.key], level) ?? .ownWord)
            }
        }
        profile.sectors = fields.list("sectors", most: Limits.sectors).compactMap { place, value in
            guard var sector = Fields(value, at: place, complaints) else { return nil }
            defer { sector.end() }
            return sectorCode(&sector)
        }
        profile.languages = fields.list("languages", most: Limits.languages).compactMap { place, value in
            guard var language = Fields(value, at: place, complaints) else { return nil }
            defer { language.end() }
            let tag = languageTag(&language)
            let level = cefr(&language)
            return tag.map { Profile.Language(tag: $0, level: level) }
        }
        let common = Common(&fields)
        (profile.places, profile.modes, profile.period, profile.hoursPerMonth) = (
            common.places, common.modes, common.period, common.hours
        )
        profile.occupation = fields.text("occupation")?.description
        fields.end()
        return profile
    }

    /// What a skill rests on of which nothing else is said: as before while its level is the same.
    private func kept(_ before: Profile.Skill?, _ level: SkillLevel?) -> SkillBasis? {
        before?.level == level ? before?.basis : nil
    }

    private func mention(_ fields: inout Fields) -> SkillMention? {
        // What answers tell of a skill may be sent back, in whichever language it was read.
        (_, _) = (fields.string("label"), fields.bool("unmapped"))
        guard let text = fields.text("skill") else {
            fields.require("skill", "give a skill by code, URI or label")
            return nil
        }
        return known[text.description] ?? SkillMention(text: text.description, concept: nil)
    }

    private func level(_ fields: inout Fields) -> SkillLevel? {
        fields.integer("level", in: 1...4, rule: .levelOutOfRange).flatMap(SkillLevel.init)
    }

    private func importance(_ fields: inout Fields) -> Importance {
        fields.integer("importance", in: 1...3).flatMap(Importance.init) ?? .important
    }

    private func sectorCode(_ fields: inout Fields) -> SectorCode? {
        _ = fields.string("label")
        let code = fields.parsed("sector") { (text: String) throws(Violation) in try SectorCode(text) }
        if code == nil { fields.require("sector", "give a code of ISIC Rev.4") }
        return code
    }

    private func languageTag(_ fields: inout Fields) -> LanguageTag? {
        let tag = fields.parsed("language") { (text: String) throws(Violation) in try LanguageTag(text) }
        if tag == nil { fields.require("language", "give a BCP 47 tag such as fr") }
        return tag
    }

    private func cefr(_ fields: inout Fields) -> CEFR? {
        fields.parsed("level") { (text: String) throws(Violation) in
            guard let level = CEFR(text) else { throw Violation(.levelOutOfRange, "give A1 to C2") }
            return level
        }
    }

    /// What needs and profiles have alike.
    private struct Common {
        let places: [Place]
        let modes: Modes
        let period: Period?
        let hours: Int?

        init(_ fields: inout Fields) {
            places = fields.texts("places", most: Limits.places) { (text: String) throws(Violation) in try Place(text) }
            modes = fields.texts("modes") { (name: String) throws(Violation) in
                do throws(Violation) { return try Modes(names: [name]) } catch {
                    throw Violation(error.rule, error.remedy)
                }
            }.reduce(into: Modes()) { $0.formUnion($1) }
            hours = fields.integer("hours_per_month", in: Limits.hoursPerMonth)
            guard var period = fields.nested("period") else {
                self.period = nil
                return
            }
            let from = period.parsed("from") { (text: String) throws(Violation) in try Month(text) }
            let until = period.parsed("until") { (text: String) throws(Violation) in try Month(text) }
            period.end()
            do { self.period = from == nil && until == nil ? nil : try Period(from: from, until: until) } catch {
                period.complaints.add(error.under(period.pointer))
                self.period = nil
            }
        }
    }
}
