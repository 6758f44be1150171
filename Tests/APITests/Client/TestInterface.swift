import Foundation
import FoundationNetworking
import HTTP
import Matching
import Model
import Store
import Synchronization
import TestDatabase
import TestIssuer
import Testing

@testable import API

/// The interface on a real socket and a real database, with two desks, a centre with an employer, and a member.
final class TestInterface: Sendable {
    let database: TestDatabase
    let service: Service
    /// The keys by the role of who shows them: the first desk, the centre, and the member.
    let keys: [Role: String]
    let otherDeskKey: String
    let desk, otherDesk, centre, employer, member: String
    /// Why tokens were refused, by the trace of the request.
    let refusals: Refusals
    private let server: Server
    private let session: URLSession
    var port: Int { server.port }

    /// One for all tests that need no population: each makes its own records in it.
    static var shared: TestInterface { get async throws { try await starting.value } }
    private static let starting = Task { try await TestInterface(TestDatabase()) }

    init(_ database: TestDatabase, limit: RateLimit? = nil) async throws {
        self.database = database
        let service = try await database.service()
        self.service = service
        let refusals = Refusals()
        self.refusals = refusals
        let interface = try Interface(service, issuer: refusals.issuer, limit: limit) { _, cause in
            Issue.record("an internal failure: \(cause)")
        }
        server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { await interface.answer($0) }
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        // A cookie is sent where a test says so.
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.httpMaximumConnectionsPerHost = 16
        session = URLSession(configuration: configuration)
        let client = Client(port: server.port, session: session)

        let admin = try await CreateKey(for: .admin).run(in: database.owner)
        let organisation = { (kind: String, country: String, parent: String?) in
            let answer = try await client.ask(
                .post, "organisations", key: admin, Bodies.organisation(kind, country, parent: parent),
                ["Idempotency-Key": UUID().uuidString])
            return try #require(answer["id"].string, "\(answer.text)")
        }
        desk = try await organisation("desk", "MA", nil)
        otherDesk = try await organisation("desk", "SN", nil)
        centre = try await organisation("centre", "MA", nil)
        employer = try await organisation("employer", "MA", centre)
        let deskKey = try await CreateKey(for: .desk(Self.id(desk))).run(in: database.owner)
        let registered = try await client.ask(
            .post, "members", key: deskKey, Bodies.member("Own Person"), ["Idempotency-Key": UUID().uuidString])
        member = try #require(registered["id"].string, "\(registered.text)")
        otherDeskKey = try await CreateKey(for: .desk(Self.id(otherDesk))).run(in: database.owner)
        keys = [
            .admin: admin, .desk: deskKey,
            .partner: try await CreateKey(for: .partner(Self.id(centre))).run(in: database.owner),
            .member: try await CreateKey(for: .member(Self.id(member))).run(in: database.owner),
            .auditor: try await CreateKey(for: .auditor).run(in: database.owner),
        ]
        try await service.load()
    }

    /// What an issuer whose tokens are taken reports of others.
    final class Refusals: Sendable {
        private let reasons = Mutex<[String: TokenRefusal]>([:])

        subscript(trace: String?) -> TokenRefusal? { trace.flatMap { trace in reasons.withLock { $0[trace] } } }

        var issuer: TokenIssuer {
            get throws {
                let issuer = TestIssuer.shared
                return TokenIssuer(
                    .init(issuer: issuer.name, audience: issuer.audience),
                    keys: try KeySet(parsing: Array(issuer.keys.utf8))
                ) { [self] trace, reason in reasons.withLock { $0["\(trace)"] = reason } }
            }
        }
    }

    static func id<Entity>(_ text: String) throws -> Identifier<Entity> { try #require(Identifier<Entity>(text)) }

    /// Asks as a role; the path is what follows `/v1/`.
    func ask(
        _ method: Method, _ path: String, as role: Role = .anonymous, _ body: String? = nil,
        _ headers: [String: String] = [:]
    ) async throws -> Answer {
        try await ask(method, path, key: keys[role], body, headers)
    }

    /// Asks with a key.
    func ask(
        _ method: Method, _ path: String, key: String?, _ body: String? = nil, _ headers: [String: String] = [:]
    ) async throws -> Answer {
        let answer = try await askUnheld(method, path, key: key, body, headers)
        for breach in Contract.published.breaches(method, path, body, answer) {
            Issue.record("not as described: \(breach)")
        }
        return answer
    }

    /// Asks with a key, and holds the answer against no description.
    func askUnheld(
        _ method: Method, _ path: String, key: String?, _ body: String? = nil, _ headers: [String: String] = [:]
    ) async throws -> Answer {
        try await Client(port: server.port, session: session).ask(method, path, key: key, body, headers)
    }

    /// Registers a record and gives its identifier.
    func register(_ resource: String, as role: Role, _ body: String) async throws -> String {
        let answer = try await ask(.post, resource, as: role, body, ["Idempotency-Key": UUID().uuidString])
        try #require(answer.status == 201, "\(answer.text)")
        return try #require(answer["id"].string)
    }

    /// A key of a member.
    func memberKey(_ id: String) async throws -> String {
        try await CreateKey(for: .member(Self.id(id))).run(in: database.owner)
    }
}
