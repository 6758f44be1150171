import Foundation
import Model
import Store

/// The records of an invented world, piece by piece: live, consented and open, so that all of them are matched.
extension InventedWorld {
    /// Which stream of numbers a thing is drawn from.
    enum Kind {
        static let member: UInt64 = 1
        static let venture: UInt64 = 2
        static let offer: UInt64 = 3
        static let organisation: UInt64 = 4
        static let question: UInt64 = 5
    }

    static let desksPerCountry = 3

    /// Ministries first, since desks and centres lie below them.
    var organisations: [(id: Identifier<Organisation>, organisation: Organisation)] {
        get throws {
            try Self.programme.enumerated().flatMap { country, code in
                try (0..<3 + Self.desksPerCountry).map { ordinal in
                    let kind: Organisation.Kind =
                        switch ordinal {
                        case 0: .ministry
                        case 1: .centre
                        case 2: .employer
                        default: .desk
                        }
                    let name = "Invented \(kind.rawValue) \(code) \(ordinal)"
                    return (
                        organisation(country, ordinal),
                        Organisation(
                            parent: kind == .ministry || kind == .employer ? nil : organisation(country, 0), kind: kind,
                            name: try LocalizedText(["en": PlainText(name)]), place: try Place(code), zone: "UTC")
                    )
                }
            }
        }
    }

    private func organisation(_ country: Int, _ ordinal: Int) -> Identifier<Organisation> {
        identifier(Kind.organisation, country * 100 + ordinal)
    }

    private func desk(_ dice: inout Dice) -> Identifier<Organisation> {
        organisation(dice.roll(0..<Self.programme.count), 3 + dice.roll(0..<Self.desksPerCountry))
    }

    /// Some members, of whom as many are mentors as falls to them, some ventures and some offers.
    func batch(
        members: Range<Int>, mentors: Int, of all: Int, ventures: Range<Int>, offers: Range<Int>
    ) throws -> RecordBatch {
        var batch = RecordBatch()
        for ordinal in members {
            var dice = dice(Kind.member, ordinal)
            let member = try member(ordinal, &dice)
            batch.members.append(member)
            let isMentor = (ordinal + 1) * mentors / all > ordinal * mentors / all
            if isMentor { batch.mentors.append(mentor(member, &dice)) }
        }
        batch.ventures = try ventures.map { try venture($0, of: all) }
        batch.offers = try offers.map { try offer($0) }
        return batch
    }

    private func member(_ ordinal: Int, _ dice: inout Dice) throws -> RecordBatch.NewMember {
        var person = Person(name: try PlainText("Invented \(ordinal)"))
        person.born = try PartialDate(year: 1955 + dice.roll(0..<50), month: nil, day: nil)
        let country = dice.roll(0..<Self.programme.count)
        let home = Self.programme[country]
        let descends = dice.chance(20)
        person.origins = [
            try Person.Origin(
                country: home, basis: descends ? .descent : .birth, generation: descends ? dice.roll(1..<4) : nil)
        ]
        var residences = [residenceRanks.draw(&dice)]
        if dice.chance(10) { residences.append((residences[0] + 1) % Self.residences.count) }
        person.residences = try residences.map { try Place(Self.residences[$0]) }
        let profile = try profile(home: home, &dice)
        let language = profile.languages[0].tag
        person.language = language
        let purposes: [Consent.Purpose] = dice.chance(50) ? [.match, .shareWithDesk] : [.match]
        return RecordBatch.NewMember(
            id: identifier(Kind.member, ordinal),
            member: Member(
                person: person, headline: try PlainText("Invented: \(profile.skills[0].mention.text)"),
                profile: profile, wish: nil),
            consents: purposes.map {
                Consent(
                    purpose: $0, textVersion: "1", language: language, channel: .import,
                    organisation: $0.isSharing ? organisation(country, 3) : nil)
            })
    }

    private func profile(home: String, _ dice: inout Dice) throws -> Profile {
        var profile = Profile()
        let trades = (trade(&dice), trade(&dice))
        profile.skills = skills(dice.roll(8..<21), of: trades, &dice).map {
            Profile.Skill(mention: $0, level: level(&dice))
        }
        profile.sectors = [sectors[trades.0 % sectors.count]]
        profile.languages = languages.filter { dice.chance($0.percent) }.map {
            Profile.Language(tag: $0.tag, level: CEFR(rawValue: dice.roll(1..<8)))
        }
        if profile.languages.isEmpty { profile.languages = [Profile.Language(tag: languages[0].tag, level: .c2)] }
        profile.modes = Modes(rawValue: dice.roll(0..<8))
        if dice.chance(30) { profile.places = [try Place(home)] }
        if dice.chance(40) {
            let from = Month(number: 2026 * 12 + dice.roll(0..<12))
            profile.period = try Period(from: from, until: dice.chance(50) ? Month(number: from.number + 11) : nil)
        }
        return profile
    }

    private func mentor(_ new: RecordBatch.NewMember, _ dice: inout Dice) -> Mentor {
        let capacity = dice.roll(1..<6)
        var mentor = Mentor(
            member: new.id, headline: new.member.headline, profile: new.member.profile, capacity: capacity,
            held: dice.roll(0..<capacity + 1), replyDays: dice.chance(80) ? dice.roll(1..<15) : nil,
            desks: dice.chance(30) ? [desk(&dice)] : [], status: .open)
        mentor.isNamedInPerson = true
        return mentor
    }

    func need(_ count: Int, _ dice: inout Dice) -> Need {
        var need = Need()
        let trades = (trade(&dice), trade(&dice))
        need.skills = skills(count, of: trades, &dice).map {
            Need.Skill(
                mention: $0, importance: Importance(rawValue: dice.roll(1..<4)) ?? .important, level: level(&dice))
        }
        need.sectors = [Need.Sector(code: sectors[trades.0 % sectors.count])]
        let language = languages[dice.skewed(below: languages.count)].tag
        need.languages = [Need.Language(tag: language, level: .b1, must: dice.chance(50))]
        return need
    }

    /// - Parameter desk: whose it is; drawn by lot where it is null.
    func venture(
        _ ordinal: Int, of members: Int, desk: Identifier<Organisation>? = nil
    ) throws -> (id: Identifier<Venture>, venture: Venture) {
        var dice = dice(Kind.venture, ordinal)
        var need = need(dice.roll(5..<13), &dice)
        need.modes = [.remote, .visit]
        let drawn = self.desk(&dice)
        return (
            identifier(Kind.venture, ordinal),
            Venture(
                desk: desk ?? drawn, name: try PlainText("Invented venture \(ordinal)"), stage: .launched, need: need,
                founders: [Venture.Founder(person: identifier(Kind.member, ordinal % members), lead: true)])
        )
    }

    private func offer(_ ordinal: Int) throws -> (id: Identifier<Offer>, offer: Offer) {
        var dice = dice(Kind.offer, ordinal)
        let country = dice.roll(0..<Self.programme.count)
        let kind = Offer.Kind.allCases[dice.roll(0..<Offer.Kind.allCases.count)]
        var gives = Profile()
        gives.modes = kind == .remoteMission ? .remote : kind == .assignment ? .visit : .return
        if kind != .remoteMission { gives.places = [try Place(Self.programme[country])] }
        gives.skills = skills(3, of: (trade(&dice), trade(&dice)), &dice).map { Profile.Skill(mention: $0) }
        let origin = OfferRule.Clause.origin(
            country: Self.programme[country], anyOf: [.birth, .descent(upTo: 2), .marriage])
        return (
            identifier(Kind.offer, ordinal),
            Offer(
                organisation: organisation(country, dice.roll(1..<3)), centre: organisation(country, 1), kind: kind,
                title: try LocalizedText(["en": PlainText("Invented offer \(ordinal)")]), need: need(8, &dice),
                gives: gives,
                rules: kind == .assignment
                    ? [OfferRule(version: 1, from: now - 30 * 86_400, until: nil, clauses: [origin])] : [],
                places: dice.roll(1..<4), taken: 0, opensAt: now - 30 * 86_400,
                closesAt: now + Double(dice.roll(100..<800)) * 86_400, zone: "UTC", status: .open)
        )
    }
}
