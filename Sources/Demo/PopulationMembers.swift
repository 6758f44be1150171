import Foundation
import Model

extension Population {
    mutating func addMembers(of row: Row, count: Int, skills: DemoSkills) throws {
        var namesakes: [String: Int] = [:]
        let founders = ventures.flatMap { venture in venture.venture.founders.map { ($0.person, venture.venture.desk) }
        }
        let foundedAt = Dictionary(founders) { first, _ in first }
        for ordinal in 0..<count {
            var draw = Draw(country: row.country, kind: "member", ordinal: ordinal)
            let id: Identifier<Member> = draw.identifier()
            let name = "\(draw.pick(row.given)) \(draw.pick(row.family))"
            namesakes[name, default: 0] += 1
            var person = Person(name: try PlainText(name + roman(namesakes[name] ?? 1)))
            let home = ordinal % row.livesIn.count
            person.residences = [try Place(row.livesIn[home])]
            if ordinal % 9 == 0 { person.residences.append(try Place(row.country)) }
            person.origins = [
                ordinal % 5 == 4
                    ? try Person.Origin(country: row.country, basis: .descent, generation: 1 + draw.below(3))
                    : try Person.Origin(country: row.country, basis: .birth, generation: nil)
            ]
            person.language = try LanguageTag(row.languages[0])
            person.born = try Self.birth(&draw)

            let occupation = row.occupations[ordinal % row.occupations.count]
            var profile = Profile()
            profile.skills = Self.skills(of: occupation.code, &draw, skills)
            for place in profile.skills.indices { profile.skills[place].basis = Self.basis(ordinal + place) }
            if ordinal % 10 == 0 {
                profile.skills.append(
                    Profile.Skill(mention: SkillMention(text: "craft of \(row.family[0])", concept: nil)))
            }
            profile.sectors = [try SectorCode(occupation.sector)]
            profile.languages = try Self.languages(row, home: row.livesIn[home], &draw)
            profile.modes = [.remote, .visit, .return, [.remote, .visit]][draw.below(4)]
            if draw.below(3) == 0 { profile.places = [try Place(row.desks[0].region)] }
            profile.hoursPerMonth = draw.below(4) == 0 ? nil : 4 + 4 * draw.below(6)
            members.append(
                Enrolled(
                    id: id,
                    member: Member(
                        person: person, headline: try Self.headline(profile), profile: profile, wish: nil),
                    consents: try Self.consents(person, of: row.country, ordinal, foundedAt[id]),
                    withdrew: ordinal % 10 == 3))
            if ordinal % 7 == 0 { mentors.append(try Self.mentor(id, profile, ordinal / 7, &draw)) }
        }
    }

    private static func mentor(_ id: Identifier<Member>, _ profile: Profile, _ ordinal: Int, _ draw: inout Draw) throws
        -> Mentor
    {
        let capacity = 1 + draw.below(3)
        return Mentor(
            member: id, headline: try headline(profile), profile: profile, capacity: capacity,
            held: ordinal % 7 == 6 ? capacity : 0, replyDays: draw.below(5) == 0 ? nil : 1 + draw.below(14),
            status: ordinal % 11 == 10 ? .dormant : ordinal % 13 == 12 ? .paused : .open)
    }

    /// Every third essential skill of the occupation, at most eight, at levels that cycle.
    private static func skills(of occupation: String, _ draw: inout Draw, _ skills: DemoSkills) -> [Profile.Skill] {
        let essential = skills.essential(of: occupation)
        let chosen = stride(from: draw.below(3), to: essential.count, by: 3).prefix(8)
        return chosen.enumerated().map { index, position in
            Profile.Skill(
                mention: essential[position],
                level: [SkillLevel.expert, .practitioner, .working, nil][index % 4])
        }
    }

    /// Three in eight skills are on somebody else's word.
    private static func basis(_ number: Int) -> SkillBasis {
        switch number % 8 {
        case 2: .diagnosis
        case 4: .reference
        case 6: .certificate
        default: .ownWord
        }
    }

    private static func languages(_ row: Row, home: String, _ draw: inout Draw) throws -> [Profile.Language] {
        var languages = [Profile.Language(tag: try LanguageTag(row.languages[0]), level: .c2)]
        let spoken = try LanguageTag(Row.language(of: home))
        let level = CEFR(rawValue: CEFR.a2.rawValue + draw.below(4))
        if spoken.primary != row.languages[0] { languages.append(Profile.Language(tag: spoken, level: level)) }
        return languages
    }

    private static func birth(_ draw: inout Draw) throws -> PartialDate {
        let year = 1955 + draw.below(50)
        return switch draw.below(3) {
        case 0: try PartialDate(year: year, month: nil, day: nil)
        case 1: try PartialDate(year: year, month: 1 + draw.below(12), day: nil)
        default: try PartialDate(year: year, month: 1 + draw.below(12), day: 1 + draw.below(28))
        }
    }

    static func headline(_ profile: Profile) throws -> PlainText? {
        guard let first = profile.skills.first else { return nil }
        return try PlainText("Invented person: \(first.mention.text)")
    }

    /// Every other person shares with the desk of the country of origin, and founders with that of their venture.
    private static func consents(
        _ person: Person, of country: String, _ ordinal: Int, _ foundedAt: Identifier<Organisation>?
    ) throws -> [Consent] {
        let language = try person.language ?? LanguageTag("en")
        var desks = ordinal % 2 == 0 ? [organisation(country, .desk)] : []
        if let foundedAt, !desks.contains(foundedAt) { desks.append(foundedAt) }
        let purposes: [(Consent.Purpose, Identifier<Organisation>?)] =
            [(.match, nil)] + desks.map { (.shareWithDesk, $0) }
        return purposes.map { purpose, organisation in
            Consent(
                purpose: purpose, textVersion: "2026-1", language: language, channel: .import,
                organisation: organisation)
        }
    }

    /// Nothing for the first of a name, then II, III, IV …
    private func roman(_ ordinal: Int) -> String {
        guard ordinal > 1 else { return "" }
        let numerals = [("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)]
        var rest = ordinal
        var text = " "
        for (numeral, value) in numerals {
            while rest >= value {
                text += numeral
                rest -= value
            }
        }
        return text
    }
}
