import Foundation
import Matching
import Model
import Store

/// Who asks about which records of others, in a database that `fill` has filled. Cohorts, introductions and drafts of offers
/// are made through the service, by those whose they are.
struct AbsenceWorld {
    /// What is asked, with a place for the identifier.
    struct Question {
        let method: String
        let path: String
        var body = ""
    }

    /// Records that somebody may not know of, and what is asked about them.
    struct Subject {
        let name: String
        let key: String
        let records: [String]
        let questions: [Question]
    }

    /// Of what is made there is so much.
    private static let made = 20

    let subjects: [Subject]

    /// - Parameter most: of members, mentors and ventures.
    init(_ contents: IndexContents, most: Int, _ service: ServiceProcess, in store: Store) async throws {
        guard let desk = contents.ventures.first?.desk, let own = contents.members.last?.id,
            let other = contents.ventures.first(where: { $0.desk != desk })?.desk
        else { throw Refusal(text: "the database has too little: Benchmarks fill makes people") }
        let partners = try await Self.partners(contents, in: store)
        let keys = (
            member: try await FreshKey.make(for: .member(own), in: store),
            desk: try await FreshKey.make(for: .desk(desk), in: store),
            partner: try await FreshKey.make(for: .partner(partners.own.organisation), in: store)
        )
        let others = (
            desk: try await FreshKey.make(for: .desk(other), in: store),
            partner: try await FreshKey.make(for: .partner(partners.other.organisation), in: store)
        )
        let maker = try Maker(KeepAliveClient(port: service.port))
        let ventures = contents.ventures.filter { $0.desk == other }.prefix(most).map(\.id.description)
        // Mentors are members, too, and so are foreign in both ways.
        let persons = contents.mentors.map(\.id).filter { $0 != own }.prefix(most).map(\.description)
        let mentors = contents.mentors.filter { $0.desks.isEmpty && $0.free > 0 }.map(\.id.description)
        guard !mentors.isEmpty else {
            throw Refusal(text: "no free mentor works with any desk: Benchmarks fill makes some")
        }
        let cohorts = try maker.make(Self.made, at: "/v1/cohorts", others.desk) {
            #"{"desk": "\#(other)", "name": "Cohort \#($0)", "ventures": ["\#(ventures[$0 % ventures.count])"]}"#
        }
        let introductions = try maker.make(Self.made, at: "/v1/introductions", others.desk) {
            #"{"venture": "\#(ventures[$0 % ventures.count])", "mentor": "\#(mentors[$0 / ventures.count % mentors.count])", "reason": "x"}"#
        }
        let drafts = try maker.make(Self.made, at: "/v1/offers", others.partner) { _ in
            """
            {"organisation": "\(partners.other.organisation)", "centre": "\(partners.other.centre)", "kind": "grant", "title": {"en": "Draft"}, "need": {}, "gives": {},
             "places": 1, "opens_at": "2026-06-01T00:00:00Z", "closes_at": "2099-06-01T00:00:00Z", "zone": "UTC"}
            """
        }
        subjects = [
            Subject(name: "member", key: keys.member, records: persons, questions: Self.ofPersons),
            Subject(name: "member", key: keys.member, records: ventures, questions: [.get("ventures")]),
            Subject(name: "member", key: keys.member, records: introductions, questions: Self.ofIntroductions),
            Subject(name: "desk", key: keys.desk, records: ventures, questions: Self.ofVentures),
            Subject(name: "desk", key: keys.desk, records: cohorts, questions: Self.ofCohorts),
            Subject(name: "desk", key: keys.desk, records: introductions, questions: Self.ofIntroductions),
            Subject(name: "partner", key: keys.partner, records: drafts, questions: Self.ofOffers),
        ]
    }

    private static let headline = #"{"headline": "x"}"#
    private static let ofPersons: [Question] = [
        .get("members"), .get("mentors"), .get("members", "/consents"), .get("members", "/matches"),
        .patch("members", headline), .patch("mentors", headline), .delete("members"),
    ]
    private static let ofVentures: [Question] = [
        .get("ventures"), .get("ventures", "/matches?seek=mentors"), .get("ventures", "/panel"),
        .patch("ventures", #"{"name": "x"}"#), .delete("ventures"),
    ]
    private static let ofCohorts: [Question] = [
        .get("cohorts"), .get("cohorts", "/assignment"), .patch("cohorts", #"{"name": "x"}"#), .delete("cohorts"),
    ]
    private static let ofIntroductions: [Question] = [
        .get("introductions"), Question(method: "POST", path: "/v1/introductions/{}/accept", body: "{}"),
    ]
    private static let ofOffers: [Question] = [
        .get("offers"), .patch("offers", #"{"places": 2}"#), .delete("offers"),
    ]

    /// Offers of two that make some.
    private static func partners(
        _ contents: IndexContents, in store: Store
    ) async throws -> (own: Offer, other: Offer) {
        var own: Offer?
        for offer in contents.offers {
            guard let read = try await store.run(ReadOffer(id: offer.id))?.value else { continue }
            if let own, own.organisation != read.organisation { return (own, read) }
            own = own ?? read
        }
        throw Refusal(text: "two organisations have to make offers: Benchmarks fill makes some")
    }
}

extension AbsenceWorld.Question {
    static func get(_ resource: String, _ rest: String = "") -> Self {
        Self(method: "GET", path: "/v1/\(resource)/{}\(rest)")
    }
    static func delete(_ resource: String) -> Self { Self(method: "DELETE", path: "/v1/\(resource)/{}") }
    static func patch(_ resource: String, _ body: String) -> Self {
        Self(method: "PATCH", path: "/v1/\(resource)/{}", body: body)
    }
}

/// Makes records as somebody.
private struct Maker {
    let client: KeepAliveClient

    init(_ client: KeepAliveClient) { self.client = client }

    private struct Made: Decodable {
        let id: String
    }

    /// The identifiers of so many; those that are refused are made of the next number.
    func make(_ count: Int, at path: String, _ key: String, _ body: (Int) -> String) throws -> [String] {
        var made: [String] = []
        var said = ""
        for number in 0..<10 * count where made.count < count {
            let request = KeepAliveClient.request(path, key: key, body: Array(body(number).utf8), isCommand: true)
            let (status, answer) = try client.answer(request)
            said = "\(status) " + String(decoding: answer, as: UTF8.self)
            if status == 201 { made.append(try JSONDecoder().decode(Made.self, from: Data(answer)).id) }
        }
        guard made.count == count else { throw Refusal(text: "\(path) makes none: \(said)") }
        return made
    }
}
