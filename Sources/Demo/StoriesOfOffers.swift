import Foundation
import Model
import Scoring

/// The stories in which a person looks for an opportunity: 4, 5, 9 and 10.
extension Story {
    static func returnee(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(4, "NP", skills)
        let asked: [(String, Int?)] = [("27d26fd6", 3), ("530cb489", 3)]
        let gives = { (people: StoryPeople, place: String) in
            try people.profile([], modes: .return, places: [place])
        }
        let pokhara = try people.offer(
            .post, "Structural welder, Pokhara (demo)", asks: people.need(asked), gives: gives(people, "NP-P4"))
        let elsewhere = try people.offer(
            .post, "Structural welder, Bagmati (demo)", asks: people.need(asked), gives: gives(people, "NP-P3"))
        let hyperbaric = try people.offer(
            .post, "Hyperbaric welder (demo)", asks: people.need(asked + [("050dc15e!", 3)]),
            gives: gives(people, "NP-P4"))
        let closed = try people.offer(
            .post, "Structural welder, closed (demo)", asks: people.need(asked), gives: gives(people, "NP-P4"),
            closesAt: Population.clock - 86_400)
        var wish = try people.need([], modes: .return)
        wish.places = [try Place("NP-P4")]
        wish.period = try Period(from: Month("2026-09"), until: nil)
        let profile = try people.profile(asked, modes: [])
        var expected = Expectation(.profile(profile, wish: wish, origins: []), seek: .offers)
        expected.order = [pokhara, elsewhere].map(\.uuid)
        expected.leftOut = [hyperbaric.uuid: .mustSkill]
        expected.absent = [closed.uuid]
        return Story(
            number: 4, title: "Nepal, returnee without an account", population: people.population,
            steps: [.expect(expected)])
    }

    static func firstJob(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(5, "RS", skills)
        let place = ["RS-15"]
        let cnc = try people.offer(
            .apprenticeship, "CNC apprenticeship, Knjaževac (demo)", asks: people.need([("59ea80e1", 1)]),
            gives: people.profile([("bf942c60", 2), ("4cb58ef4", 2)], modes: .return, places: place),
            rules: [
                OfferRule(
                    version: 1, from: Population.clock - 30 * 86_400, until: nil,
                    clauses: [.attestation("not_in_employment")])
            ])
        let sewing = try people.offer(
            .training, "Sewing course, Knjaževac (demo)", asks: Need(),
            gives: people.profile([("0d207bf2", 2)], modes: .return, places: place))
        let post = try people.offer(
            .post, "CNC operator (demo)", asks: people.need([("4cb58ef4!", 3)]),
            gives: people.profile([], modes: .return, places: place))
        var wish = try people.need([("bf942c60", nil), ("4cb58ef4", nil)])
        wish.places = [try Place("RS-15")]
        let profile = try people.profile([("59ea80e1", 1)], modes: [])
        var expected = Expectation(.profile(profile, wish: wish, origins: []), seek: .offers)
        expected.order = [cnc, sewing].map(\.uuid)
        expected.leftOut = [post.uuid: .mustSkill]
        expected.toConfirm = ["not_in_employment"]
        return Story(
            number: 5, title: "Serbia, first job", population: people.population, steps: [.expect(expected)])
    }

    static func remoteOnly(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(9, "EC", skills)
        let cupping = try people.offer(
            .remoteMission, "Remote cupping mission, Loja (demo)",
            asks: people.need([("8db2df8a", 3), ("fd978625", 3)], languages: [("es", .b2)]),
            gives: people.profile([], modes: .remote))
        let marketing = try people.offer(
            .remoteMission, "Remote marketing mission (demo)",
            asks: people.need([("736ef286", 3)], languages: [("es", .b2)]), gives: people.profile([], modes: .remote))
        let onSite = try people.offer(
            .assignment, "Three months on site (demo)",
            asks: people.need([("8db2df8a", 3), ("fd978625", 3)], languages: [("es", .b2)]),
            gives: people.profile([], modes: .visit))
        var wish = try people.need([], modes: .remote)
        wish.modesMust = true
        wish.hoursPerMonth = 16
        let sisa = try people.member(
            "Sisa Quillaloma", livesIn: ["ES"],
            people.profile([("8db2df8a", 4), ("fd978625", 4)], languages: [("es", .c2)], modes: .remote), wish: wish)
        var expected = Expectation(.member(sisa), seek: .offers)
        expected.order = [cupping, marketing].map(\.uuid)
        expected.leftOut = [onSite.uuid: .mustMode]
        return Story(
            number: 9, title: "Ecuador, remote only", population: people.population, steps: [.expect(expected)])
    }

    static func datedRules(_ skills: DemoSkills) throws -> Story {
        var people = StoryPeople(10, "JM", skills)
        // 1 July 2026, 00:00 UTC.
        let july = Date(timeIntervalSince1970: 1_782_864_000)
        let pearl = try people.member(
            "Pearl Bluepeak", livesIn: ["GB"],
            people.profile([("6c2182f9", 4)], languages: [("en", .c2)]),
            origins: [try Person.Origin(country: "JM", basis: .descent, generation: 2)])
        let assignment = try people.offer(
            .assignment, "Ecotourism assignment (demo)",
            asks: people.need([("6c2182f9", 3)], languages: [("en", .b2)]),
            gives: people.profile([], modes: .visit, places: ["JM-02"]),
            rules: [
                OfferRule(
                    version: 1, from: Population.clock - 30 * 86_400, until: july,
                    clauses: [.origin(country: "JM", anyOf: [.birth])]),
                OfferRule(
                    version: 2, from: july, until: nil,
                    clauses: [.origin(country: "JM", anyOf: [.birth, .descent(upTo: 4), .marriage])]),
            ])
        var june = Expectation(.member(pearl), seek: .offers)
        june.leftOut = [assignment.uuid: .notEligible]
        june.brokenRule = (1, "origin")
        var later = Expectation(.member(pearl), seek: .offers)
        later.at = july
        later.order = [assignment.uuid]
        return Story(
            number: 10, title: "Jamaica, dated rules", population: people.population,
            steps: [.expect(june), .expect(later), .expect(june)])
    }
}
