import Foundation
import Model
import Store
import TestDatabase
import Testing

/// Records in which every field says something, so that a round trip that loses one shows it.
struct Records {
    /// Whole seconds, which the database keeps exactly.
    static let now = Date(timeIntervalSince1970: 1_780_304_400)

    let database: TestDatabase
    let concept: ConceptID
    let desk = Identifier<Organisation>.new(at: now)

    /// A database with the starter taxonomy and one desk.
    init() async throws {
        database = try await TestDatabase()
        concept = try #require(try await database.taxonomy().concepts(code: "accounting").first)
        try await database.store.run(InsertOrganisation(id: desk, organisation: Self.organisation()))
    }

    static func organisation(parent: Identifier<Organisation>? = nil) throws -> Organisation {
        Organisation(
            parent: parent, kind: .desk, name: try LocalizedText(["en": PlainText("Desk"), "ar": PlainText("مكتب")]),
            place: try Place("MA-01"), zone: "Africa/Casablanca", status: .closing)
    }

    func profile() throws -> Profile {
        var profile = Profile()
        profile.skills = [
            Profile.Skill(mention: SkillMention(text: "Accounts", concept: concept), level: .expert),
            Profile.Skill(mention: SkillMention(text: "nobody knows this", concept: nil)),
        ]
        profile.sectors = [try SectorCode("011"), try SectorCode("J")]
        profile.languages = [
            Profile.Language(tag: try LanguageTag("sr-Latn"), level: .c1),
            Profile.Language(tag: try LanguageTag("fr")),
        ]
        profile.places = [try Place("FR"), try Place("MA-01"), try Place("MA")]
        profile.modes = [.remote, .return]
        profile.period = try Period(from: Month("2026-09"), until: nil)
        profile.hoursPerMonth = 20
        return profile
    }

    func need() throws -> Need {
        var need = Need()
        need.skills = [
            Need.Skill(
                mention: SkillMention(text: "Accounts", concept: concept), importance: .essential, level: .working,
                must: true),
            Need.Skill(mention: SkillMention(text: "nobody knows this", concept: nil), importance: .helpful),
        ]
        need.sectors = [Need.Sector(code: try SectorCode("011"), importance: .helpful)]
        need.languages = [Need.Language(tag: try LanguageTag("ar-MA"), level: .b2, must: true)]
        need.places = [try Place("MA-01")]
        need.placesMust = true
        need.modes = [.visit]
        need.modesMust = true
        need.period = try Period(from: Month("2026-09"), until: Month("2027-02"))
        need.hoursPerMonth = 4
        return need
    }

    func member() throws -> Member {
        var person = Person(name: try PlainText("Δημήτρης Ζ."))
        person.latinName = try PlainText("Dimitris Z.")
        person.born = try PartialDate("1980-02")
        person.language = try LanguageTag("el")
        person.origins = [
            try Person.Origin(country: "GR", basis: .descent, generation: 2),
            try Person.Origin(country: "MA", basis: .birth, generation: nil),
        ]
        person.residences = [try Place("MA-01"), try Place("FR"), try Place("BE")]
        return Member(
            person: person, headline: try PlainText("Keeps books"), profile: try profile(), wish: try need(),
            status: .live)
    }

    func mentor(of member: Identifier<Member>) throws -> Mentor {
        Mentor(
            member: member, headline: try PlainText("Helps to keep books"), profile: try profile(), capacity: 3,
            held: 1, replyDays: 7, desks: [desk], status: .open)
    }

    func venture(of founders: [Identifier<Member>]) throws -> Venture {
        Venture(
            desk: desk, name: try PlainText("Olives"), stage: .prototype, collective: true, mentorsWanted: 2,
            need: try need(),
            founders: founders.enumerated().map { Venture.Founder(person: $1, lead: $0 == 0) },
            status: .incubated)
    }

    func offer() throws -> Offer {
        let year: TimeInterval = 365 * 86_400
        return Offer(
            organisation: desk, centre: desk, kind: .remoteMission,
            title: try LocalizedText(["en": PlainText("Audit"), "fr": PlainText("Révision d'été")]), need: try need(),
            gives: try profile(),
            rules: [
                OfferRule(
                    version: 1, from: Self.now - year, until: Self.now,
                    clauses: [.origin(country: "MA", anyOf: [.birth, .descent(upTo: 3), .marriage, .naturalisation])]),
                OfferRule(
                    version: 2, from: Self.now, until: nil,
                    clauses: [.origin(country: "GR", anyOf: [.birth]), .attestation("diploma")]),
            ],
            places: 5, taken: 2, opensAt: Self.now - 60, closesAt: Self.now + year, zone: "Europe/Athens",
            status: .open, committedPlaces: 4)
    }

    static func consent(
        _ purpose: Consent.Purpose = .match, with organisation: Identifier<Organisation>? = nil
    ) throws -> Consent {
        Consent(
            purpose: purpose, textVersion: "1", language: try LanguageTag("fr"), channel: .paper,
            organisation: organisation)
    }

    /// Adds the member whose every field says something, who lets themselves be matched.
    func addMember() async throws -> Identifier<Member> {
        let id = Identifier<Member>.new(at: Self.now)
        try await database.store.run(
            InsertMember(
                id: id, member: member(), consents: [Self.consent()], contact: ["email": "d@example.org"],
                at: Self.now))
        return id
    }
}
