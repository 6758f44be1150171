import Foundation
import HTTP
import Matching
import Model
import Store
import TestDatabase
import Testing

@testable import API

/// The same kinds of records in four tenancies, by how they stand to the first desk, its member and its centre.
struct Tenants: Sendable {
    let interface: TestInterface
    /// By relation and resource, one record; for ``Policy/Relation/absent`` identifiers of nothing.
    let records: [Policy.Relation: [String: String]]
    let homes: [Policy.Relation: Home]
    /// An offer that is open to everybody.
    let openOffer: String

    /// Where the records of a relation are registered, and by whom.
    struct Home: Sendable {
        let desk, deskKey, organisation, centre, partnerKey: String
        /// The lead of the desk.
        let lead: Staff.Session
    }

    static let resources = [
        "organisations", "members", "mentors", "ventures", "offers", "cohorts", "introductions", "applications",
        "webhooks", "merges", "accounts",
    ]
    /// In every member's name but the own, and to be in no masked card.
    static let secret = "Secretname"

    static var shared: Tenants { get async throws { try await starting.value } }
    private static let starting = Task { try await Tenants(TestInterface(TestDatabase())) }

    init(_ interface: TestInterface) async throws {
        self.interface = interface
        homes = try await Self.homes(interface)
        var records: [Policy.Relation: [String: String]] = [
            .absent: Dictionary(
                uniqueKeysWithValues: (Self.resources + ["matches", "contests"]).map {
                    ($0, UUID().uuidString.lowercased())
                })
        ]
        for (relation, home) in homes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let member =
                relation == .own
                ? interface.member : try await Self.member("\(Self.secret) \(relation.rawValue)", at: home, interface)
            let venture = try await Self.register(
                "ventures", home.deskKey,
                Bodies.venture(home.desk).replacing(
                    #""stage""#, with: #""founders": [{"member": "\#(member)", "lead": true}], "stage""#), interface)
            let cohort = try await Self.register(
                "cohorts", home.deskKey, Self.cohort(home.desk, venture), interface)
            records[relation] = [
                "organisations": home.desk, "members": member, "ventures": venture, "cohorts": cohort,
                "mentors": try await Self.register(
                    "mentors", home.deskKey,
                    Bodies.mentor(member).replacing(#""desks": []"#, with: #""desks": ["\#(home.desk)"]"#), interface),
                "offers": try await Self.register(
                    "offers", home.partnerKey, Bodies.offer(home.organisation, home.centre, status: "draft"), interface),
            ]
            let hook = #"{"organisation": "\#(home.desk)", "url": "https://example.org/hook"}"#
            let other = #"{"organisation": "\#(home.organisation)", "url": "https://example.org/hook"}"#
            records[relation]?["partner webhooks"] = try await Self.register(
                "webhooks", home.partnerKey, other, interface)
            records[relation]?["webhooks"] = try await Self.register("webhooks", home.deskKey, hook, interface)
            records[relation]?["merges"] = try await Self.merge(at: home, interface)
            records[relation]?["accounts"] = try await Self.account(at: home, interface)
            records[relation]?["applications"] = try await Self.application(
                at: home, interface, by: relation == .own ? Self.own(interface) : nil)
            records[relation]?["introductions"] = try await Self.introduction(to: venture, at: home, interface)
            let assigned = try await interface.ask(.post, "cohorts/\(cohort)/assignment", key: home.deskKey, "{}")
            try #require(assigned.status == 201, "\(assigned.text)")
        }
        openOffer = try await interface.register(
            "offers", as: .partner, Bodies.offer(interface.employer, interface.centre))
        var openOffers: [Policy.Relation: String] = [:]
        for (relation, home) in homes {
            openOffers[relation] = try await Self.register(
                "offers", home.partnerKey, Bodies.offer(home.organisation, home.centre), interface)
        }
        records[.public] = ["offers": try #require(openOffers[.other])]
        try await interface.service.load()
        for (relation, home) in homes {
            let member = try #require(records[relation]?["members"])
            let page = try await interface.ask(.get, "members/\(member)/matches", key: home.deskKey)
            let log = try #require(page["log"].string)
            records[relation]?["matches"] = log
            let own = try await relation == .own ? interface.keys[.member] : interface.memberKey(member)
            let contested = { (what: String) in
                try await Self.register(
                    "contests", try #require(own), #"{\#(what), "text": "I can do more than that."}"#, interface)
            }
            records[relation]?["contests"] = try await contested(#""log": "\#(log)""#)
            records[relation]?["partner contests"] = try await contested(
                #""offer": "\#(openOffers[relation] ?? "")""#)
            guard relation == .own else { continue }
            let shown = try await interface.ask(.get, "members/\(member)/matches", as: .admin)
            let toAdmin = try #require(shown["log"].string)
            records[relation]?["admin matches"] = toAdmin
            records[relation]?["admin contests"] = try await contested(#""log": "\#(toAdmin)""#)
        }
        self.records = records
    }

    private static func homes(_ interface: TestInterface) async throws -> [Policy.Relation: Home] {
        let admin = try #require(interface.keys[.admin])
        let make = { (kind: String, country: String, parent: String?) in
            try await register(
                "organisations", admin, Bodies.organisation(kind, country, parent: parent), interface)
        }
        let desk = { (id: String) in
            try await CreateKey(for: .desk(TestInterface.id(id))).run(in: interface.database.owner)
        }
        let partner = { (id: String) in
            try await CreateKey(for: .partner(TestInterface.id(id))).run(in: interface.database.owner)
        }
        let own = Home(
            desk: interface.desk, deskKey: try #require(interface.keys[.desk]), organisation: interface.centre,
            centre: interface.centre, partnerKey: try #require(interface.keys[.partner]),
            lead: try await Staff.lead(of: interface.desk, interface))
        let below = try await make("desk", "MA", interface.desk)
        let (beside, foreign) = (try await make("desk", "MA", nil), interface.otherDesk)
        let (centre, foreignCentre) = (try await make("centre", "MA", nil), try await make("centre", "SN", nil))
        return [
            .own: own,
            .near: Home(
                desk: below, deskKey: try await desk(below), organisation: interface.employer,
                centre: interface.centre, partnerKey: own.partnerKey, lead: try await Staff.lead(of: below, interface)),
            .other: Home(
                desk: beside, deskKey: try await desk(beside), organisation: centre, centre: centre,
                partnerKey: try await partner(centre), lead: try await Staff.lead(of: beside, interface)),
            .abroad: Home(
                desk: foreign, deskKey: try await desk(foreign), organisation: foreignCentre, centre: foreignCentre,
                partnerKey: try await partner(foreignCentre), lead: try await Staff.lead(of: foreign, interface)),
        ]
    }

    /// Registers a member at a desk.
    static func member(_ name: String, at home: Home, _ interface: TestInterface) async throws -> String {
        try await register("members", home.deskKey, Bodies.member(name), interface)
    }

    /// Another member of a desk, whom no search finds.
    static func unmatched(_ name: String, at home: Home, _ interface: TestInterface) async throws -> String {
        try await register("members", home.deskKey, Bodies.member(name, consents: ["share_with_desk"]), interface)
    }

    /// Another mentor of a desk, whom only its own see.
    static func mentor(at home: Home, _ interface: TestInterface) async throws -> String {
        let member = try await member("\(secret) mentor", at: home, interface)
        let body = Bodies.mentor(member).replacing(#""desks": []"#, with: #""desks": ["\#(home.desk)"]"#)
        return try await register("mentors", home.deskKey, body, interface)
    }

    /// Another mentor, proposed to a venture of the desk.
    static func introduction(
        to venture: String, at home: Home, _ interface: TestInterface
    ) async throws -> String {
        let mentor = try await mentor(at: home, interface)
        let body = #"{"venture": "\#(venture)", "mentor": "\#(mentor)", "reason": "they know one another"}"#
        return try await register("introductions", home.deskKey, body, interface)
    }

    /// Somebody of a desk's staff, invited.
    static func account(at home: Home, _ interface: TestInterface) async throws -> String {
        let login = "invited-\(UUID().uuidString.lowercased())@example.org"
        let owner = interface.database.owner
        _ = try await InviteAccount(login, as: .desk([TestInterface.id(home.desk)])).run(in: owner)
        return try #require(try await owner.run(FindAccount(.login(login)))).id.uuidString.lowercased()
    }

    /// Two records of a desk that are one now.
    static func merge(at home: Home, _ interface: TestInterface) async throws -> String {
        let kept = try await unmatched("\(secret) twice", at: home, interface)
        let absorbed = try await unmatched("\(secret) twice", at: home, interface)
        let merged = try await home.lead.ask(.post, "members/\(kept)/merge", #"{"absorbed": "\#(absorbed)"}"#)
        return try #require(merged["id"].string, "\(merged.text)")
    }

    /// A new application to a new offer of the home's organisation; of a new member of its desk where nobody is named.
    static func application(
        at home: Home, _ interface: TestInterface, by party: ApplicationWorld.Party? = nil,
        _ state: Application.State = .submitted
    ) async throws -> String {
        let world = ApplicationWorld(interface: interface)
        let person = try await applicant(party, at: home, world)
        let offer = try await world.offer(of: home.organisation, centre: home.centre, key: home.partnerKey)
        guard state != .draft else { return try await world.applied(person, to: offer, #", "draft": true"#) }
        guard state != .submitted else { return try await world.applied(person, to: offer) }
        let id = try await world.offered(person, offer, key: home.partnerKey)
        if state == .accepted { _ = try await world.say("accept", to: id, key: person.key) }
        return id
    }

    /// Who applies, and shares with the home's organisation.
    static func applicant(
        _ party: ApplicationWorld.Party?, at home: Home, _ world: ApplicationWorld
    ) async throws -> ApplicationWorld.Party {
        guard let party else {
            return try await world.applicant(
                "\(secret) applicant", with: home.organisation, key: home.deskKey, consents: ["share_with_desk"])
        }
        try await world.share(party, with: home.organisation)
        return party
    }

    /// The member whose key asks as one.
    static func own(_ interface: TestInterface) throws -> ApplicationWorld.Party {
        ApplicationWorld.Party(id: interface.member, key: try #require(interface.keys[.member]))
    }

    static func cohort(_ desk: String, _ venture: String) -> String {
        #"{"desk": "\#(desk)", "name": "Promotion", "ventures": ["\#(venture)"]}"#
    }

    private static func register(
        _ resource: String, _ key: String, _ body: String, _ interface: TestInterface
    ) async throws -> String {
        let answer = try await interface.ask(
            .post, resource, key: key, body, ["Idempotency-Key": UUID().uuidString])
        try #require(answer.status == 201, "\(answer.text)")
        return try #require(answer["id"].string)
    }
}
