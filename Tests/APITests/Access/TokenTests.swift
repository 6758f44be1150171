import Foundation
import FoundationNetworking
import HTTP
import Matching
import Model
import Postgres
import Store
import TestIssuer
import Testing

@testable import API

/// Tokens of an issuer whose keys are pinned (checklist 13).
@Suite struct TokenTests {
    private let issuer = TestIssuer.shared

    /// An account that is linked with a subject of its own.
    private func linked(as role: InviteAccount.Role) async throws -> (
        interface: TestInterface, login: String, subject: String
    ) {
        let interface = try await TestInterface.shared
        let (login, subject) = ("token-\(UUID().uuidString.lowercased())", UUID().uuidString)
        _ = try await InviteAccount(login, as: role).run(in: interface.database.owner)
        try await LinkAccount(login, with: subject, of: issuer.name).run(in: interface.database.owner)
        return (interface, login, subject)
    }

    @Test(arguments: [
        [:], ["typ": "\"at+jwt\""], ["typ": "\"application/at+JWT\""], ["x5t": "\"x\"", "x5t#S256": "\"y\""],
    ])
    func `a token of the issuer opens what its account may, by either algorithm`(head: [String: String]) async throws {
        let (interface, _, subject) = try await linked(as: .admin)
        for key in [issuer.rsa, issuer.p256] {
            for claims in [
                [:], ["aud": "[\"\(issuer.audience)\"]", "azp": "\"page\""],
                ["nbf": "0", "exp": "\(Int(Date.now.timeIntervalSince1970)).5"],
                ["aud": "[\"shop\", \"\(issuer.audience)\"]", "azp": "\"\(issuer.audience)\""], ["cnf": nil],
            ] as [[String: String?]] {
                let token = issuer.token(subject, claims, head: head, by: key)
                let answer = try await interface.ask(.get, "curation/skills", key: token)
                #expect(answer.status == 200, "\(answer.text) \(claims)")
            }
        }
    }

    @Test(arguments: Forgery.all)
    func `each forgery is refused as a wrong key is, and the log alone is told why`(forgery: Forgery) async throws {
        let (interface, _, subject) = try await linked(as: .admin)
        let wrongKey = try await interface.ask(.get, "offers", key: "bg_wrong")
        for path in ["offers", "curation/skills"] {
            let refused = try await interface.ask(.get, path, key: forgery.make(subject))
            #expect(refused.status == 401)
            #expect(refused.headers["www-authenticate"] == "Bearer")
            #expect(interface.refusals[refused["trace"].string] == forgery.reason)
            let body = { (answer: Answer) in answer.text.replacing(answer["trace"].string ?? "?", with: "") }
            #expect(body(refused) == body(wrongKey))
            #expect(Set(refused.headers.keys) == Set(wrongKey.headers.keys))
        }
    }

    @Test func `a token is judged before the database is asked`() async throws {
        let nowhere = Service(store: Store(pool: Pool(conninfo: "host=/nonexistent connect_timeout=1"))) { .now }
        let interface = try Interface(nowhere, issuer: TestInterface.Refusals().issuer)
        let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { await interface.answer($0) }
        let client = Client(port: server.port, session: URLSession(configuration: .ephemeral))
        for forgery in Forgery.all {
            let refused = try await client.ask(.get, "offers", key: forgery.make("somebody"), nil, [:])
            #expect(refused.status == 401, "\(forgery.testDescription)")
        }
        #expect(try await client.ask(.get, "offers", key: issuer.token("somebody"), nil, [:]).status == 503)
        #expect(try await client.ask(.get, "offers", key: "bg_wrong", nil, [:]).status == 503)
        await server.stop()
    }

    @Test func `the database says the role and the token never`() async throws {
        let interface = try await TestInterface.shared
        let desk: Identifier<Organisation> = try TestInterface.id(interface.desk)
        let (_, login, subject) = try await linked(as: .desk([desk]))
        let token = issuer.token(
            subject,
            [
                "role": "\"admin\"", "roles": "[\"admin\"]", "scope": "\"admin read write\"", "groups": "[\"admin\"]",
                "organisations": "[\"\(interface.otherDesk)\"]", "realm_access": #"{"roles": ["admin"]}"#,
            ])
        #expect(try await interface.ask(.get, "curation/skills", key: token).code == "scope_missing")
        let venture = try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk))
        let path = "ventures/\(venture)"
        #expect(try await interface.ask(.get, path, key: token).status == 200)
        let foreign = try await interface.ask(
            .post, "ventures", key: token, Bodies.venture(interface.otherDesk),
            ["Idempotency-Key": UUID().uuidString])
        #expect(foreign.status == 422, "\(foreign.text)")
        // Who works for another organisation from now on sees what is that one's from now on.
        let other: Identifier<Organisation> = try TestInterface.id(interface.otherDesk)
        try await interface.database.owner.run(SetMembership(of: login, desk, .none))
        #expect(try await interface.ask(.get, path, key: token).status == 401)
        try await interface.database.owner.run(SetMembership(of: login, other, .staff))
        #expect(try await interface.ask(.get, path, key: token).status == 404)
    }

    @Test func `who is not linked, no longer linked or disabled is nobody from the next request on`() async throws {
        let (interface, login, subject) = try await linked(as: .auditor)
        let owner = interface.database.owner
        let status = { (subject: String) in
            try await interface.ask(.get, "audit", key: issuer.token(subject)).status
        }
        #expect(try await status(subject) == 200)
        for other in ["somebody else", subject.lowercased(), subject + " ", login] {
            #expect(try await status(other) == 401, "\(other)")
        }
        try await owner.run(SetAccountStatus(of: login, isActive: false))
        #expect(try await status(subject) == 401)
        try await owner.run(SetAccountStatus(of: login, isActive: true))
        #expect(try await status(subject) == 200)
        // Another subject takes the place of the first.
        try await LinkAccount(login, with: "another", of: issuer.name).run(in: owner)
        #expect(try await status(subject) == 401)
        #expect(try await status("another") == 200)
        try await LinkAccount(login, with: nil, of: issuer.name).run(in: owner)
        #expect(try await status("another") == 401)
        // What another issuer calls by the same name is somebody else.
        try await LinkAccount(login, with: subject, of: "https://elsewhere.example").run(in: owner)
        #expect(try await status(subject) == 401)
    }

    @Test func `the audit names the account behind a token, and tells of links`() async throws {
        let interface = try await TestInterface.shared
        let owner = interface.database.owner
        let (_, login, subject) = try await linked(as: .desk([try TestInterface.id(interface.desk)]))
        let made = try await interface.ask(
            .post, "ventures", key: issuer.token(subject), Bodies.venture(interface.desk),
            ["Idempotency-Key": UUID().uuidString])
        let account = try #require(try await owner.run(FindAccounts()).first { $0.login == login })
        let venture = try #require(made["id"].string.flatMap { UUID(uuidString: $0) }, "\(made.text)")
        let line = try #require(try await owner.run(ReadAudit(of: venture)).last)
        #expect(line.key == account.id)
        #expect(line.role == "bg_desk")
        try await LinkAccount(login, with: "another", of: issuer.name).run(in: owner)
        try await LinkAccount(login, with: nil, of: issuer.name).run(in: owner)
        let links = try await owner.run(ReadAudit(of: account.id)).filter { $0.kind == "link" }
        #expect(links.map(\.act) == ["delete", "update", "insert"])
        #expect(links.map(\.fields) == [[], ["hash"], []])
    }

    @Test func `a subject is one account's`() async throws {
        let (interface, _, subject) = try await linked(as: .admin)
        let (_, login, _) = try await linked(as: .admin)
        let owner = interface.database.owner
        let link = { (subject: String?, issuer: String) async -> MatchingError? in
            do throws(MatchingError) {
                try await LinkAccount(login, with: subject, of: issuer).run(in: owner)
                return nil
            } catch { return error }
        }
        guard case .conflict("subject_linked") = await link(subject, issuer.name) else {
            Issue.record("a subject of two")
            return
        }
        for (subject, name) in [
            ("x", "http://login.example.org"), ("x", "https://login.example.org?x"), ("", issuer.name),
        ] {
            guard case .invalid = await link(subject, name) else {
                Issue.record("\(subject) of \(name)")
                return
            }
        }
        guard case .notFound = await link(nil, "https://elsewhere.example") else {
            Issue.record("no link to end")
            return
        }
    }

    @Test func `a header is no cookie, so a change needs no token of the page, and a cookie beside it counts nothing`()
        async throws
    {
        let (interface, _, subject) = try await linked(as: .desk([try TestInterface.id(TestInterface.shared.desk)]))
        let stranger = try await Staff(interface, as: .admin).signIn()
        let token = issuer.token(subject)
        for headers in [[:], ["Sec-Fetch-Site": "cross-site"], ["Cookie": stranger.cookie]] {
            let made = try await interface.ask(
                .post, "ventures", key: token, Bodies.venture(interface.desk),
                headers.merging(["Idempotency-Key": UUID().uuidString]) { $1 })
            #expect(made.status == 201, "\(made.text)")
        }
        let both = try await interface.ask(.get, "curation/skills", key: token, nil, ["Cookie": stranger.cookie])
        #expect(both.code == "scope_missing")
        // A password is changed by who signed in with one.
        #expect(try await interface.ask(.get, "account", key: token).status == 404)
        let wrong = issuer.token(subject, ["aud": "\"shop\""])
        #expect(
            try await interface.ask(.get, "curation/skills", key: wrong, nil, ["Cookie": stranger.cookie]).status == 401
        )
    }

    @Test func `whoever shows thirty that are refused waits, with a right one too`() async throws {
        let (interface, _, subject) = try await linked(as: .admin)
        let limited = try Interface(
            interface.service, issuer: TestInterface.Refusals().issuer, limit: RateLimit(keyLimit: 600))
        let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { await limited.answer($0) }
        let client = Client(port: server.port, session: URLSession(configuration: .ephemeral))
        let ask = { (token: String) in try await client.ask(.get, "curation/skills", key: token, nil, [:]).status }
        #expect(try await ask(issuer.token(subject)) == 200)
        for _ in 1...30 { #expect(try await ask(issuer.token(subject, ["exp": "1"])) == 401) }
        #expect(try await ask(issuer.token(subject)) == 429)
        await server.stop()
    }

    @Test func `without an issuer no token is taken`() async throws {
        let (interface, _, subject) = try await linked(as: .admin)
        let plain = try Interface(interface.service)
        let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { await plain.answer($0) }
        let client = Client(port: server.port, session: URLSession(configuration: .ephemeral))
        #expect(try await client.ask(.get, "offers", key: issuer.token(subject), nil, [:]).status == 401)
        await server.stop()
    }

    @Test func `keys that were taken away open nothing, and where an acr is asked for, amr counts nothing`()
        async throws
    {
        let terms = TokenIssuer.Terms(issuer: issuer.name, audience: issuer.audience, context: "2")
        let judge = TokenIssuer(terms, keys: try KeySet(parsing: Array(issuer.keys.utf8)))
        let trace = TraceID()
        let subject = { (claims: [String: String?]) in
            try? judge.subject(of: issuer.token("me", claims), at: .now, trace)
        }
        #expect(subject([:]) == nil)
        #expect(subject(["acr": "\"1\""]) == nil)
        #expect(subject(["acr": "2"]) == nil)
        #expect(subject(["acr": "\"2\"", "amr": nil]) == "me")
        judge.take(.empty)
        #expect(subject(["acr": "\"2\""]) == nil)
    }
}
