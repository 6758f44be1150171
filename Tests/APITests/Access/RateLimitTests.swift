import Foundation
import FoundationNetworking
import HTTP
import Matching
import Store
import Synchronization
import TestDatabase
import Testing

@testable import API

/// How many requests somebody may make (checklist 10, 28).
@Suite struct RateLimitTests {
    /// A clock that the test moves.
    private final class Clock: Sendable {
        private let time = Mutex(ContinuousClock.now)

        func now() -> ContinuousClock.Instant { time.withLock { $0 } }
        func pass(_ duration: Duration) { time.withLock { $0 += duration } }
    }

    private let clock = Clock()
    private let key = RateLimit.Identity.principal(UUID())

    private func limit(_ keyLimit: Int, mostIdentities: Int = 100) -> RateLimit {
        RateLimit(keyLimit: keyLimit, mostIdentities: mostIdentities, now: clock.now)
    }

    @Test func `a minute's worth may come at once, and comes back evenly`() {
        let limit = limit(6)
        for left in (0..<6).reversed() {
            let verdict = limit.take(key)
            #expect(verdict.isAllowed)
            #expect(verdict.left == left)
        }
        let refused = limit.take(key)
        #expect(!refused.isAllowed)
        #expect(refused.wait == .seconds(10))
        #expect(refused.reset == .seconds(60))
        clock.pass(.seconds(9))
        #expect(!limit.take(key).isAllowed)
        clock.pass(.seconds(1))
        #expect(limit.take(key).isAllowed)
        #expect(!limit.take(key).isAllowed)
        clock.pass(.seconds(600))
        #expect((0..<7).count { _ in limit.take(key).isAllowed } == 6)
    }

    @Test func `nobody is charged for another, and a network without keys has half`() {
        let limit = limit(6)
        for _ in 0..<7 { _ = limit.take(key) }
        #expect(limit.take(.principal(UUID())).isAllowed)
        #expect((0..<6).count { _ in limit.take(.network("198.51.100.7")).isAllowed } == 3)
        #expect(limit.take(.network("198.51.100.8")).isAllowed)
    }

    @Test func `a key is shown so many persons a day, and no other request suffers`() {
        let (limit, shown) = (limit(600), RateLimit.Identity.persons(UUID()))
        for _ in 0..<200 { #expect(limit.take(shown, cost: 100).isAllowed) }
        let refused = limit.take(shown, cost: 1)
        #expect(!refused.isAllowed)
        #expect(refused.wait == .milliseconds(4_320))
        #expect(limit.take(key).isAllowed)
        clock.pass(.seconds(4_320))
        #expect(limit.take(shown, cost: 1_000).isAllowed)
        #expect(!limit.take(shown, cost: 1).isAllowed)
    }

    @Test func `who has been shown too many persons is told when to go on`() async throws {
        let database = try await TestDatabase()
        let limit = RateLimit(keyLimit: 600)
        let interface = try await TestInterface(database, limit: limit)
        _ = try await interface.register("members", as: .desk, Bodies.member("Shown Person"))
        let search = { try await interface.ask(.post, "members/search", as: .desk, "{}") }
        #expect(try await search().status == 200)
        let keys = try await database.owner.run(FindKeys())
        let desk = try #require(keys.first { $0.organisation?.description == interface.desk })
        _ = limit.take(.persons(desk.id), cost: 20_000)
        let refused = try await search()
        #expect(refused.code == "rate_limited")
        #expect((1...90_000).contains(Int(refused.headers["retry-after"] ?? "") ?? 0))
        let venture = try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk))
        let matches = try await interface.ask(.get, "ventures/\(venture)/matches?seek=members", as: .desk)
        #expect(matches.code == "rate_limited", "\(matches.text)")
        #expect(try await interface.ask(.get, "ventures/\(venture)", as: .desk).status == 200)
    }

    @Test func `all who work for an organisation are shown so many persons together`() async throws {
        let (database, limit) = (try await TestDatabase(), RateLimit(keyLimit: 600))
        let interface = try await TestInterface(database, limit: limit)
        let search = { (key: String?) in try await interface.ask(.post, "members/search", key: key, "{}") }
        let desk = try #require(UUID(uuidString: interface.desk))
        _ = limit.take(.personsOfAll(desk), cost: 99_999)
        let id = try await interface.register("members", as: .desk, Bodies.member("Shown Person"))
        #expect(try await interface.ask(.get, "members/\(id)", as: .desk).status == 200)
        #expect(try await search(interface.keys[.desk]).code == "rate_limited")
        #expect(try await search(interface.otherDeskKey).status == 200)
    }

    @Test func `who is refused for all of an organisation is not counted as shown anybody`() async throws {
        let (database, now) = (try await TestDatabase(), ContinuousClock.now)
        let limit = RateLimit(keyLimit: 600) { now }
        let world = ApplicationWorld(interface: try await TestInterface(database, limit: limit))
        _ = try await world.applied(try await world.applicant(), to: try await world.offer())
        let keys = try await database.owner.run(FindKeys())
        let partner = try #require(keys.first { $0.organisation?.description == world.interface.centre }).id
        let centre = try #require(UUID(uuidString: world.interface.centre))
        let list = { try await world.interface.ask(.get, "applications", as: .partner) }
        _ = limit.take(.personsOfAll(centre), cost: 99_999)
        #expect(try await list().status == 200)
        #expect(limit.look(.persons(partner)).left == 19_999)
        #expect(try await list().code == "rate_limited")
        #expect(limit.look(.persons(partner)).left == 19_999)
    }

    @Test func `who says something to an application and is shown its person counts that one, before it is said`()
        async throws
    {
        let (database, limit) = (try await TestDatabase(), RateLimit(keyLimit: 600))
        let world = ApplicationWorld(interface: try await TestInterface(database, limit: limit))
        let offer = try await world.offer(places: 3)
        var said: [(id: String, party: ApplicationWorld.Party)] = []
        for _ in 0..<2 {
            let party = try await world.applicant()
            said.append((try await world.applied(party, to: offer, #", "share": ["name"]"#), party))
        }
        let keys = try await database.owner.run(FindKeys())
        let partner = try #require(keys.first { $0.organisation?.description == world.interface.centre })
        _ = limit.take(.persons(partner.id), cost: 19_999)
        let last = try await world.say("shortlist", to: said[0].id, key: world.partner)
        #expect(last["applicant/name"].string != nil, "\(last.text)")
        let refused = try await world.say("shortlist", to: said[1].id, key: world.partner)
        #expect(refused.code == "rate_limited", "\(refused.text)")
        let ended = try await world.say("reject", to: said[0].id, key: world.partner, #"{"reason": "other"}"#)
        #expect(ended["state"].string == "rejected", "who may be shown nobody more refuses all the same")
        let left = try await world.say("withdraw", to: said[1].id, key: said[1].party.key)
        #expect(left["shortlisted_at"].isNull && left["state"].string == "withdrawn", "\(left.text)")
    }

    @Test func `who is shown the people of an introduction counts them`() async throws {
        let (database, limit) = (try await TestDatabase(), RateLimit(keyLimit: 600))
        let world = IntroductionWorld(interface: try await TestInterface(database, limit: limit))
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let id = try await world.introduced(mentor, to: venture)
        for party in [mentor, founder] { _ = try await world.say("accept", to: id, key: party.key) }
        let keys = try await database.owner.run(FindKeys())
        let desk = try #require(keys.first { $0.organisation?.description == world.interface.desk })
        let read = { try await world.read(id, key: world.interface.keys[.desk]) }
        #expect(try await read().status == 200)
        _ = limit.take(.persons(desk.id), cost: 20_000)
        #expect(try await read().code == "rate_limited")
        let outcome = #"{"outcome": "goals_met"}"#
        let closed = try await world.say("close", to: id, key: world.interface.keys[.desk], outcome)
        #expect(closed.status == 200 && closed["people"].array?.count == 0, "what ends it is done all the same")
        #expect(try await world.read(id, key: mentor.key)["state"].string != "active")
    }

    @Test func `of those who accept at once none hears that it was refused and finds it done`() async throws {
        let (database, limit) = (try await TestDatabase(), RateLimit(keyLimit: 600))
        let world = IntroductionWorld(interface: try await TestInterface(database, limit: limit))
        let key = world.interface.keys[.desk]
        var open: [(id: String, mentor: String?)] = []
        for _ in 0..<8 {
            let (mentor, (venture, _)) = (try await world.mentor(), try await world.venture())
            let id = try await world.introduced(mentor, to: venture)
            _ = try await world.say("accept", to: id, key: mentor.key)
            open.append((id, mentor.key))
        }
        let keys = try await database.owner.run(FindKeys())
        let desk = try #require(keys.first { $0.organisation?.description == world.interface.desk })
        _ = limit.take(.persons(desk.id), cost: 19_999)
        let said = try await AtOnce.all(open) { try await world.say("accept", to: $0.id, key: key) }
        var active = 0
        for one in open where try await world.read(one.id, key: one.mentor)["state"].string == "active" { active += 1 }
        #expect(said.count { $0.status == 200 } == active, "\(AtOnce.codes(said))")
    }

    @Test func `a look costs nothing`() {
        let limit = limit(2)
        for _ in 0..<10 { #expect(limit.look(key).isAllowed) }
        #expect((0..<3).count { _ in limit.take(key).isAllowed } == 2)
        #expect(!limit.look(key).isAllowed)
    }

    @Test func `when there is no room for more, all who come anew share one limit until others are forgotten`() {
        let limit = limit(6, mostIdentities: 4)
        for number in 0..<4 { #expect(limit.take(.network("\(number)")).isAllowed) }
        #expect((10..<20).count { limit.take(.network("\($0)")).isAllowed } == 3)
        #expect(limit.take(.network("0")).isAllowed)
        clock.pass(.seconds(61))
        #expect((10..<13).count { limit.take(.network("\($0)")).isAllowed } == 3)
    }

    /// The answers to requests over HTTP, under a limit of its own.
    private func statuses(
        _ count: Int, keyLimit: Int, key: String?, path: String = "offers", then: (Answer) -> Void = { _ in }
    ) async throws -> [Int] {
        let interface = try Interface(try await TestInterface.shared.service, limit: limit(keyLimit))
        let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { await interface.answer($0) }
        let client = Client(port: server.port, session: URLSession(configuration: .ephemeral))
        var answers: [Answer] = []
        for _ in 0..<count { answers.append(try await client.ask(.get, path, key: key, nil, [:])) }
        await server.stop()
        then(try #require(answers.last))
        return answers.map(\.status)
    }

    @Test func `one request too many is refused with when to come back`() async throws {
        let key = try await CreateKey(for: .admin).run(in: TestInterface.shared.database.owner)
        let statuses = try await statuses(3, keyLimit: 2, key: key) { answer in
            #expect(answer.code == "rate_limited")
            #expect(answer.headers["retry-after"] == "30")
            #expect(answer.headers["ratelimit"] == "\"default\";r=0;t=60")
            #expect(answer.headers["ratelimit-policy"] == "\"default\";q=2;w=60")
        }
        #expect(statuses == [200, 200, 429])
    }

    @Test(arguments: ["offers", "docs", "nowhere"])
    func `whoever shows no key counts with the network`(path: String) async throws {
        let statuses = try await statuses(4, keyLimit: 4, key: nil, path: path)
        #expect(statuses.map { $0 == 429 } == [false, false, true, true])
    }

    @Test func `a network has codes sent ten times a minute, to whomever`() async throws {
        let interface = try Interface(try await TestInterface.shared.service, limit: limit(1_000))
        let server = try Server(ServerConfiguration(address: "127.0.0.1:0")) { await interface.answer($0) }
        let client = Client(port: server.port, session: URLSession(configuration: .ephemeral))
        var statuses: [Int] = []
        for _ in 0..<11 {
            let body = #"{"address": "\#(UUID().uuidString)@example.org"}"#
            statuses.append(try await client.ask(.post, "codes", key: nil, body, [:]).status)
        }
        await server.stop()
        #expect(statuses == Array(repeating: 202, count: 10) + [429])
    }

    @Test func `whoever shows many wrong keys is not heard, with a right one neither`() async throws {
        let statuses = try await statuses(31, keyLimit: 1000, key: "bg_wrong") { answer in
            #expect(answer.headers["retry-after"] == "2")
        }
        #expect(statuses == Array(repeating: 401, count: 30) + [429])
    }

    @Test
    func `a network that fails to sign in is not heard for a while, with the right password neither, and another is`()
        async throws
    {
        let shared = try await TestInterface.shared
        let limit = limit(1_000)
        let interface = try Interface(shared.service, limit: limit)
        var configuration = ServerConfiguration(address: "127.0.0.1:0")
        configuration.trustedProxies = ["127.0.0.1"]
        let server = try Server(configuration) { await interface.answer($0) }
        let staff = try await Staff(shared, as: .admin)
        let attempt = { (network: String, login: String, password: String, code: Int) in
            // Without the cookie of an earlier one.
            try await Client(port: server.port, session: URLSession(configuration: .ephemeral)).ask(
                .post, "sessions", key: nil, Staff.body(login, password, staff.recoveryCodes[code]),
                ["X-Forwarded-For": network])
        }
        // Each of many accounts once, so that none of them is locked.
        for _ in 0..<28 { _ = limit.take(.wrongProofs("198.51.100.7")) }
        for _ in 0..<2 {
            let login = "nobody-\(UUID().uuidString)"
            #expect(try await attempt("198.51.100.7", login, "wrong", 0).code == "sign_in_refused")
        }
        let right = try await attempt("198.51.100.7", staff.login, Staff.password, 0)
        let wrong = try await attempt("198.51.100.7", staff.login, "wrong", 0)
        let nobody = try await attempt("198.51.100.7", "nobody", "wrong", 0)
        #expect(right.status == 429 && right.headers["retry-after"] == "2", "\(right.text)")
        #expect(Set([right, wrong, nobody].map { PolicyQuestion.comparable($0, []) }).count == 1)
        #expect(try await attempt("198.51.100.8", staff.login, Staff.password, 0).status == 201)
        clock.pass(.seconds(2))
        #expect(try await attempt("198.51.100.7", staff.login, Staff.password, 1).status == 201)
        await server.stop()
    }
}
