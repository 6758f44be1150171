import Foundation
import HTTP
import Testing

@testable import API

/// What a member agrees to, and what is kept about the member.
@Suite struct ConsentTests {
    private func give(_ interface: TestInterface, _ id: String, _ key: String, _ body: String) async throws -> Answer {
        try await interface.ask(.post, "members/\(id)/consents", key: key, body)
    }

    @Test func `a consent is given and withdrawn at once, without a version`() async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register(
            "members", as: .desk, Bodies.member("Given Later", consents: ["share_with_desk"]))
        let key = try await interface.memberKey(id)
        let matched = #"{"purpose": "match", "text_version": "2", "language": "ar"}"#
        for _ in 1...2 {
            let given = try await give(interface, id, key, matched)
            #expect(given.status == 200, "\(given.text)")
            #expect(given["purposes"] == .array([.string("match"), .string("share_with_desk")]))
        }
        let exported = try await interface.ask(.get, "members/me/export", key: key)
        let kept = (exported["consents"].array ?? []).compactMap { $0["purpose"].string }
        #expect(kept.sorted() == ["match", "share_with_desk"], "what stands is not written again")
        let search = #"{"limit": 100}"#
        let found = try await interface.ask(.post, "members/search", as: .desk, search)
        #expect(found.text.contains(id))
        for _ in 1...2 {
            let withdrawn = try await interface.ask(.delete, "members/me/consents/match", key: key)
            #expect(withdrawn["purposes"] == .array([.string("share_with_desk")]))
        }
        #expect(try await !interface.ask(.post, "members/search", as: .desk, search).text.contains(id))
        #expect(try await interface.ask(.delete, "members/me/consents/anything", key: key).status == 404)
    }

    @Test func `of consents at once a member gives twenty a day, and withdraws each`() async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register("members", as: .desk, Bodies.member("Agreeing To Everything"))
        let key = try await interface.memberKey(id)
        let give = { @Sendable (version: Int) in
            try await interface.ask(
                .post, "members/me/consents", key: key,
                #"{"purpose": "match", "text_version": "\#(version)", "language": "fr"}"#)
        }
        let withdraw = { try await interface.ask(.delete, "members/me/consents/match", key: key).status }
        // Two were given when the desk registered the member.
        for version in 0..<12 {
            #expect(try await give(version).status == 200)
            #expect(try await withdraw() == 200)
        }
        let answers = try await AtOnce.all(Array(100..<112)) { try await give($0) }
        #expect(AtOnce.codes(answers) == ["yes": 6, "consent_limit": 6])
        #expect(try await withdraw() == 200)
        #expect(try await give(200).code == "consent_limit")
        let export = try await interface.ask(.get, "members/me/export", key: key)
        #expect(export["consents"].array?.count == 20)
        try await interface.database.execute(
            "UPDATE bg.consent SET given_at = given_at - interval '25 hours' WHERE person = '\(literally: id)'")
        #expect(try await give(200).status == 200)
    }

    @Test(arguments: [
        ("share_with_partner", "desk", false), ("share_with_partner", "region", false),
        ("share_with_partner", "employer", true), ("share_with_partner", "centre", true),
        ("share_with_partner", "association", true), ("share_with_desk", "employer", false),
        ("share_with_desk", "centre", false), ("share_with_desk", "desk", true), ("share_with_desk", "region", true),
        ("share_with_desk", "association", true),
    ])
    func `who is shared with is of a kind that the purpose is for`(purpose: String, kind: String, fits: Bool)
        async throws
    {
        let interface = try await TestInterface.shared
        let organisation = try await interface.register(
            "organisations", as: .admin, Bodies.organisation(kind, "MA"))
        let id = try await interface.register("members", as: .desk, Bodies.member("Sharing Person"))
        let consent =
            #"{"purpose": "\#(purpose)", "organisation": "\#(organisation)", "text_version": "1", "language": "fr"}"#
        let given = try await give(interface, id, interface.memberKey(id), consent)
        #expect(given.status == (fits ? 200 : 422), "\(given.text)")
        if !fits { #expect(given.json.complaints == ["/organisation value_out_of_range"]) }
        let session = try await Visitor(interface).signIn()
        let body = Bodies.member("Sharing Person").replacing(
            #"{"purpose": "share_with_desk", "text_version": "1", "language": "fr"}"#, with: consent
        )
        .replacing(#", "contact": {"email": "someone@example.org"}"#, with: "")
        let registered = try await session.ask(.post, "members", body, ["Idempotency-Key": UUID().uuidString])
        #expect(registered.status == (fits ? 201 : 422), "\(registered.text)")
        if !fits { #expect(registered.json.complaints == ["/consents/0/organisation value_out_of_range"]) }
    }

    @Test func `a record that is restricted is kept, and neither matched nor shared until that is lifted`() async throws
    {
        let interface = try await TestInterface.shared
        let id = try await interface.register("members", as: .desk, Bodies.member("Restricted Person"))
        let key = try await interface.memberKey(id)
        _ = try await interface.register("mentors", as: .desk, Bodies.mentor(id))
        let isFound = {
            try await interface.ask(.post, "members/search", as: .desk, #"{"limit": 100}"#).text.contains(id)
        }
        #expect(try await isFound())
        for _ in 1...2 {
            let restricted = try await interface.ask(.put, "members/me/restriction", key: key)
            #expect(restricted["restricted"].bool == true, "\(restricted.text)")
            #expect(restricted["purposes"] == .array([.string("match"), .string("share_with_desk")]))
        }
        #expect(try await !isFound())
        for role in [Role.desk, .admin] {
            #expect(try await interface.ask(.get, "mentors/\(id)", as: role).status == 404)
        }
        let changed = try await interface.ask(
            .patch, "mentors/\(id)", as: .desk, #"{"headline": "x"}"#, ["If-Match": "\"1\""])
        #expect(changed.status == 404)
        #expect(try await interface.ask(.get, "members/\(id)", as: .desk).status == 404)
        #expect(try await interface.ask(.get, "members/\(id)", as: .admin).status == 404)
        #expect(try await interface.ask(.get, "members/me", key: key)["name"].string == "Restricted Person")
        let lifted = try await interface.ask(.delete, "members/me/restriction", key: key)
        #expect(lifted["restricted"].bool == false)
        #expect(try await interface.ask(.get, "mentors/\(id)", as: .desk).status == 200)
        #expect(try await isFound())
        #expect(try await interface.ask(.get, "members/\(id)", as: .desk)["name"].string == "Restricted Person")
    }

    @Test func `who agrees does so here, and a desk records how it heard of it`() async throws {
        let interface = try await TestInterface.shared
        let key = try #require(interface.keys[.member])
        for channel in ["import", "paper"] {
            let refused = try await give(
                interface, "me", key,
                #"{"purpose": "match", "text_version": "2", "language": "fr", "channel": "\#(channel)"}"#)
            #expect(refused.json.complaints == ["/channel value_out_of_range"], "\(refused.text)")
        }
        for (channel, status) in [("paper", 201), ("import", 422)] {
            let body = Bodies.member("On Paper").replacing(
                #""language": "fr"}]"#, with: #""language": "fr", "channel": "\#(channel)"}]"#)
            let registered = try await interface.ask(
                .post, "members", as: .desk, body, ["Idempotency-Key": UUID().uuidString])
            #expect(registered.status == status, "\(registered.text)")
        }
    }

    @Test func `a consent names its purpose, its text and its language`() async throws {
        let interface = try await TestInterface.shared
        let key = try #require(interface.keys[.member])
        let refused = try await give(
            interface, "me", key, #"{"purpose": "marketing", "channel": "pigeon", "given_at": "2020"}"#)
        #expect(
            refused.json.complaints.sorted() == [
                "/channel unknown_code", "/given_at unknown_field", "/language value_missing", "/purpose unknown_code",
                "/text_version value_missing",
            ])
    }

    @Test func `a desk registers nobody who does not share`() async throws {
        let interface = try await TestInterface.shared
        let refused = try await interface.ask(
            .post, "members", as: .desk, Bodies.member("Not Shared", consents: ["match"]),
            ["Idempotency-Key": UUID().uuidString])
        #expect(refused.status == 409)
        #expect(refused.code == "consent_missing")
        #expect(!refused.text.contains("Not Shared"))
    }

    @Test func `the export has everything that was sent, with each consent's life`() async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register("members", as: .desk, Bodies.member("Whole Person"))
        let key = try await interface.memberKey(id)
        _ = try await interface.register("mentors", as: .desk, Bodies.mentor(id))
        _ = try await interface.ask(.delete, "members/me/consents/match", key: key)
        let export = try await interface.ask(.get, "members/me/export", key: key)
        #expect(export.status == 200, "\(export.text)")
        #expect(export["member/name"] == .string("Whole Person"))
        #expect(export["member/born"] == .string("1980-05"))
        #expect(export["contact/email"] == .string("someone@example.org"))
        #expect(export["mentor/capacity/total"] == .integer(2))
        let consents = export["consents"].array ?? []
        #expect(Set(consents.compactMap { $0["purpose"].string }) == ["match", "share_with_desk"])
        for consent in consents {
            #expect((consent["purpose"] == .string("match")) == (consent["withdrawn_at"].string != nil))
        }
    }
}
