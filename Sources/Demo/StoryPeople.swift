import Foundation
import Model

/// Makes the people of a story, each with an identifier that depends on the story and their order alone.
struct StoryPeople {
    let number: Int
    let country: String
    let skills: DemoSkills
    private(set) var population = Population()
    private var made = 0

    init(_ number: Int, _ country: String, _ skills: DemoSkills) {
        self.number = number
        self.country = country
        self.skills = skills
    }

    private mutating func next<Entity>() -> Identifier<Entity> {
        made += 1
        return Draw(country: country, kind: "story-\(number)", ordinal: made).identifier()
    }

    /// A profile from short forms: skills as code and level, languages as tag and level. All have certificates, so that a
    /// story turns on what it tells of.
    func profile(
        _ held: [(String, Int?)], sectors: [String] = [], languages: [(String, CEFR)] = [],
        modes: Modes = [.remote, .visit],
        places: [String] = []
    ) throws -> Profile {
        var profile = Profile()
        profile.skills = try held.map { code, level in
            Profile.Skill(mention: try skills.mention(code), level: level.flatMap(SkillLevel.init), basis: .certificate)
        }
        profile.sectors = try sectors.map { try SectorCode($0) }
        profile.languages = try languages.map { Profile.Language(tag: try LanguageTag($0.0), level: $0.1) }
        profile.modes = modes
        profile.places = try places.map { try Place($0) }
        return profile
    }

    /// A need from the same short forms; a level of null asks for any, a trailing exclamation mark makes a must.
    func need(
        _ asked: [(String, Int?)], sectors: [String] = [], languages: [(String, CEFR)] = [], modes: Modes = []
    ) throws -> Need {
        var need = Need()
        need.skills = try asked.map { code, level in
            let must = code.hasSuffix("!")
            return Need.Skill(
                mention: try skills.mention(must ? String(code.dropLast()) : code),
                level: level.flatMap(SkillLevel.init),
                must: must)
        }
        need.sectors = try sectors.map { Need.Sector(code: try SectorCode($0)) }
        need.languages = try languages.map { tag, level in
            let must = tag.hasSuffix("!")
            return Need.Language(tag: try LanguageTag(must ? String(tag.dropLast()) : tag), level: level, must: must)
        }
        need.modes = modes
        return need
    }

    mutating func member(
        _ name: String, livesIn: [String], _ profile: Profile, headline: String? = nil, origins: [Person.Origin] = [],
        wish: Need? = nil
    ) throws -> Identifier<Member> {
        let id: Identifier<Member> = next()
        var person = Person(name: try PlainText(name))
        person.residences = try livesIn.map { try Place($0) }
        person.origins =
            origins.isEmpty ? [try Person.Origin(country: country, basis: .birth, generation: nil)] : origins
        person.language = try LanguageTag("en")
        population.members.append(
            Population.Enrolled(
                id: id,
                member: Member(
                    person: person, headline: try Self.headline(headline, profile), profile: profile, wish: wish),
                consents: [
                    Consent(purpose: .match, textVersion: "2026-1", language: try LanguageTag("en"), channel: .import)
                ], withdrew: false))
        return id
    }

    private static func headline(_ text: String?, _ profile: Profile) throws -> PlainText? {
        try text.map { try PlainText($0) } ?? Population.headline(profile)
    }

    mutating func mentor(
        _ name: String, livesIn: [String], _ profile: Profile, headline: String? = nil, capacity: Int = 2, held: Int = 0
    ) throws -> Identifier<Member> {
        let id = try member(name, livesIn: livesIn, profile, headline: headline)
        population.mentors.append(
            Mentor(
                member: id, headline: try Self.headline(headline, profile), profile: profile, capacity: capacity,
                held: held, replyDays: 2, status: .open))
        return id
    }

    mutating func venture(
        _ name: String, _ need: Need, collective: Bool = false, mentorsWanted: Int = 1
    ) throws -> Identifier<Venture> {
        let id: Identifier<Venture> = next()
        population.ventures.append(
            (
                id,
                Venture(
                    desk: Population.organisation(country, .desk), name: try PlainText(name), stage: .launched,
                    collective: collective, mentorsWanted: mentorsWanted, need: need)
            ))
        return id
    }

    mutating func cohort(
        _ name: String, _ ventures: [Identifier<Venture>], _ mentors: [Identifier<Member>]
    ) throws -> Identifier<Cohort> {
        let id: Identifier<Cohort> = next()
        let desk = Population.organisation(country, .desk)
        population.cohorts.append(
            (id, Cohort(desk: desk, name: try PlainText(name), ventures: ventures, mentors: mentors)))
        return id
    }

    mutating func offer(
        _ kind: Offer.Kind, _ title: String, asks need: Need, gives: Profile, rules: [OfferRule] = [],
        closesAt: Date = Population.clock + 90 * 86_400
    ) throws -> Identifier<Offer> {
        let id: Identifier<Offer> = next()
        let centre = Population.organisation(country, .centre)
        population.offers.append(
            (
                id,
                Offer(
                    organisation: centre, centre: centre, kind: kind,
                    title: try LocalizedText(["en": PlainText(title)]), need: need, gives: gives, rules: rules,
                    opensAt: Population.clock - 30 * 86_400, closesAt: closesAt, zone: "UTC")
            ))
        return id
    }
}
