import Foundation
import HTTP
import Matching
import Model
import Store
import TestDatabase
import Testing

@testable import API

/// Members of a desk who apply to offers of a centre.
struct ApplicationWorld: Sendable {
    let interface: TestInterface

    static var shared: ApplicationWorld {
        get async throws { ApplicationWorld(interface: try await TestInterface.shared) }
    }

    struct Party: Sendable {
        let id, key: String
    }

    /// An open offer of an organisation, the centre where none is named.
    ///
    /// - Parameter clauses: what its rules ask beside an origin, with a comma before each.
    func offer(
        places: Int = 1, clauses: String = "", of organisation: String? = nil, centre: String? = nil,
        key: String? = nil
    ) async throws -> String {
        let centre = centre ?? interface.centre
        let body = Bodies.offer(organisation ?? centre, centre)
            .replacing(#""places": 3"#, with: #""places": \#(places)"#)
            .replacing(#""descent:2"]}"#, with: #""descent:2"]}\#(clauses)"#)
        let answer = try await interface.ask(
            .post, "offers", key: key ?? interface.keys[.partner], body, ["Idempotency-Key": UUID().uuidString])
        return try #require(answer["id"].string, "\(answer.text)")
    }

    /// Who shares with the desk, and with whoever makes the offers.
    func applicant(
        _ name: String = "Applying Person \(UUID().uuidString.prefix(8))", with organisation: String? = nil,
        key: String? = nil,
        consents: [String] = ["share_with_desk", "match"]
    ) async throws -> Party {
        let body = Bodies.member(name, consents: consents).replacing(
            "someone@", with: "applying-\(UUID().uuidString.lowercased())@")
        let answer = try await interface.ask(
            .post, "members", key: key ?? interface.keys[.desk], body, ["Idempotency-Key": UUID().uuidString])
        let id = try #require(answer["id"].string, "\(answer.text)")
        let party = Party(id: id, key: try await interface.memberKey(id))
        try await share(party, with: organisation ?? interface.centre)
        return party
    }

    func share(_ party: Party, with organisation: String) async throws {
        let given = try await interface.ask(
            .post, "members/me/consents", key: party.key,
            #"{"purpose": "share_with_partner", "organisation": "\#(organisation)", "text_version": "1", "language": "fr"}"#
        )
        try #require(given.status == 200, "\(given.text)")
    }

    func unshare(_ party: Party) async throws {
        let withdrawn = try await interface.ask(.delete, "members/me/consents/share_with_partner", key: party.key)
        #expect(withdrawn.status == 200, "\(withdrawn.text)")
    }

    func apply(
        _ party: Party, to offer: String, _ more: String = "", as idempotency: String = UUID().uuidString
    ) async throws -> Answer {
        try await interface.ask(
            .post, "applications", key: party.key, #"{"offer": "\#(offer)"\#(more)}"#,
            ["Idempotency-Key": idempotency])
    }

    func applied(_ party: Party, to offer: String, _ more: String = "") async throws -> String {
        let answer = try await apply(party, to: offer, more)
        try #require(answer.status == 201, "\(answer.text)")
        return try #require(answer["id"].string)
    }

    /// An application that has come to where a place is offered.
    func offered(_ party: Party, _ offer: String, key: String? = nil) async throws -> String {
        let id = try await applied(party, to: offer)
        let answer = try await say("offer", to: id, key: key ?? interface.keys[.partner], Self.place())
        try #require(answer.status == 200, "\(answer.text)")
        return id
    }

    static func place(in seconds: TimeInterval = 86_400) -> String {
        #"{"respond_by": "\#(Instant.text(Date.now.addingTimeInterval(seconds)))"}"#
    }

    func say(_ verb: String, to id: String, key: String?, _ body: String? = nil) async throws -> Answer {
        try await interface.ask(.post, "applications/\(id)/\(verb)", key: key, body)
    }

    func read(_ id: String, key: String?) async throws -> Answer {
        try await interface.ask(.get, "applications/\(id)", key: key)
    }

    var partner: String? { interface.keys[.partner] }

    func free(_ offer: String) async throws -> Int? {
        let read = try await interface.ask(.get, "offers/\(offer)", as: .partner)
        return read["places"].integer.flatMap { places in read["taken"].integer.map { places - $0 } }
    }

    func status(_ offer: String) async throws -> String? {
        try await interface.ask(.get, "offers/\(offer)", as: .partner)["status"].string
    }

    /// Changes an offer, of whichever version.
    func change(_ offer: String, _ body: String) async throws {
        let version = try await interface.ask(.get, "offers/\(offer)", as: .partner)["version"].integer ?? 0
        let answer = try await interface.ask(
            .patch, "offers/\(offer)", as: .partner, body, ["If-Match": "\"\(version)\""])
        #expect(answer.status == 200, "\(answer.text)")
    }

    func rows(_ sql: String) async throws -> [String] {
        try await interface.database.contents(of: "\(literally: sql)")
    }
}
