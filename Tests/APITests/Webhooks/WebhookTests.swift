import Foundation
import HTTP
import Matching
import Model
import Store
import Synchronization
import TestDatabase
import Testing

@testable import API

/// What becomes of introductions is told to the programs of the desks, once each at least, in order, and signed (checklist 30).
@Suite struct WebhookTests {
    /// What was told, and how it is answered.
    private final class Program: Sendable {
        struct Telling: Sendable {
            let url: String
            let headers: [String: String]
            let body: String
            /// The end of its type, as `proposed`.
            var state: String { String(body.split(separator: "\"")[3].split(separator: ".")[1]) }
        }
        let told = Mutex<[Telling]>([])
        let status = Mutex<Int?>(200)

        var events: DeliverEvents {
            DeliverEvents { url, headers, body in
                let names = Dictionary(headers.map { ($0.name, $0.value) }) { first, _ in first }
                let telling = Telling(url: url, headers: names, body: String(decoding: body, as: UTF8.self))
                self.told.withLock { $0.append(telling) }
                return self.status.withLock { $0 }
            }
        }
        var states: [String] { told.withLock { $0.map(\.state) } }
    }

    private func world() async throws -> (world: IntroductionWorld, secret: String, id: String) {
        let interface = try await TestInterface(TestDatabase())
        let answer = try await add(interface)
        #expect(answer.status == 201, "\(answer.text)")
        return (
            IntroductionWorld(interface: interface), try #require(answer["secret"].string),
            try #require(answer["id"].string)
        )
    }

    private func add(
        _ interface: TestInterface, _ url: String = "https://hooks.example.org/braingain",
        of organisation: String? = nil, as role: Role = .desk
    ) async throws -> Answer {
        try await interface.ask(
            .post, "webhooks", as: role, #"{"organisation": "\#(organisation ?? interface.desk)", "url": "\#(url)"}"#,
            ["Idempotency-Key": UUID().uuidString])
    }

    /// Until nothing is due any more, as if the waits were over.
    private func deliver(_ program: Program, _ world: IntroductionWorld) async throws {
        for _ in 0..<10 {
            try await world.interface.database.execute("UPDATE log.event SET due_at = now()")
            let (taken, left) = try await program.events.run(in: world.interface.database.app)
            if taken == 0 || left > 0 { return }
        }
    }

    @Test func `each change is told in its order, signed, and names nobody`() async throws {
        let (world, secret, _) = try await world()
        let mentor = try await world.mentor()
        let (venture, founder) = try await world.venture()
        let id = try await world.introduced(mentor, to: venture)
        for party in [mentor, founder] { _ = try await world.say("accept", to: id, key: party.key) }
        _ = try await world.say("close", to: id, key: mentor.key, #"{"outcome": "goals_met"}"#)
        let program = Program()
        try await deliver(program, world)
        #expect(program.states == ["proposed", "mentor_accepted", "active", "closed"])
        let first = try #require(program.told.withLock { $0.first })
        #expect(first.url == "https://hooks.example.org/braingain")
        #expect(first.body.contains(#""data":{"introduction":"\#(id)"}"#))
        for told in program.told.withLock({ $0 }) {
            #expect(!told.body.contains(mentor.id) && !told.body.contains(founder.id) && !told.body.contains("Person"))
            #expect(told.headers["webhook-signature"] == "v1,\(try signature(of: told, by: secret))")
        }
        #expect(Set(program.told.withLock { $0.map { $0.headers["webhook-id"] } }).count == 4)
        try await deliver(program, world)
        #expect(program.states.count == 4, "what was taken is not told again")
        let listed = try await world.interface.ask(.get, "webhooks", as: .desk)
        #expect(listed["items/0/last_status"].integer == 200)
        #expect(!listed.text.contains(secret))
    }

    @Test
    func
        `whoever made an offer hears what becomes of applications, and so does the desk that the applicant shares with`()
        async throws
    {
        let (world, _, _) = try await world()
        let interface = world.interface
        for (organisation, role) in [(interface.centre, Role.partner), (interface.employer, .partner)] {
            let added = try await add(
                interface, "https://hooks.example.org/\(organisation)", of: organisation, as: role)
            #expect(added.status == 201, "\(added.text)")
        }
        let applications = ApplicationWorld(interface: interface)
        let (offer, person) = (try await applications.offer(), try await applications.applicant())
        let program = Program()
        let id = try await applications.applied(person, to: offer, #", "draft": true"#)
        _ = try await applications.say("submit", to: id, key: person.key, #"{"share": ["name"]}"#)
        try await deliver(program, world)
        _ = try await applications.say("shortlist", to: id, key: applications.partner)
        program.status.withLock { $0 = 500 }
        try await deliver(program, world)
        program.status.withLock { $0 = 200 }
        // What was not taken is told again to whom it still concerns.
        _ = try await interface.ask(.delete, "members/me/consents/share_with_desk", key: person.key)
        _ = try await applications.say("offer", to: id, key: applications.partner, ApplicationWorld.place())
        // What is undone is told to nobody.
        #expect(try await applications.say("place", to: id, key: applications.partner).status == 409)
        _ = try await applications.say("accept", to: id, key: person.key)
        try await applications.unshare(person)
        try await deliver(program, world)
        let heard = { (end: String) in
            program.told.withLock { $0.filter { $0.url.hasSuffix(end) }.map(\.state) }
        }
        #expect(
            heard(interface.centre) == ["submitted", "shortlisted", "shortlisted", "offered", "accepted", "withdrawn"])
        #expect(heard("braingain") == ["submitted", "shortlisted"])
        #expect(heard(interface.employer) == [])
        for told in program.told.withLock({ $0 }) {
            #expect(
                told.body.contains(#""type":"application."#) && told.body.contains(#""data":{"application":"\#(id)"}"#))
            #expect(!told.body.contains(person.id) && !told.body.contains("Person") && !told.body.contains(offer))
        }
    }

    /// As OpenSSL computes it.
    private func signature(of told: Program.Telling, by secret: String) throws -> String {
        let key = try #require(Data(base64Encoded: String(secret.dropFirst("whsec_".count))))
        let hex = key.map { String(format: "%02x", $0) }.joined()
        let signing = Process()
        let (input, output) = (Pipe(), Pipe())
        signing.executableURL = URL(filePath: "/usr/bin/env")
        signing.arguments = ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:\(hex)", "-binary"]
        (signing.standardInput, signing.standardOutput) = (input, output)
        try signing.run()
        let headers = [told.headers["webhook-id"], told.headers["webhook-timestamp"]].compactMap(\.self)
        try input.fileHandleForWriting.write(contentsOf: Data("\(headers.joined(separator: ".")).\(told.body)".utf8))
        try input.fileHandleForWriting.close()
        return output.fileHandleForReading.readDataToEndOfFile().base64EncodedString()
    }

    @Test func `what is not taken is told again, with the same identifier, and what follows on it waits`() async throws
    {
        let (world, _, _) = try await world()
        let (mentor, other) = (try await world.mentor(), try await world.mentor())
        let (venture, _) = try await world.venture()
        let id = try await world.introduced(mentor, to: venture)
        _ = try await world.say("accept", to: id, key: mentor.key)
        let program = Program()
        for status in [500, nil, 302] as [Int?] {
            program.status.withLock { $0 = status }
            try await deliver(program, world)
        }
        #expect(program.states == ["proposed", "proposed", "proposed"])
        #expect(Set(program.told.withLock { $0.map { $0.headers["webhook-id"] } }).count == 1)
        #expect(
            try await program.events.run(in: world.interface.database.app) == (0, 0), "it waits before it tries again")
        _ = try await world.introduced(other, to: venture)
        program.status.withLock { $0 = 204 }
        #expect(
            try await program.events.run(in: world.interface.database.app) == (1, 0), "what is about another does not")
        try await deliver(program, world)
        #expect(program.states == ["proposed", "proposed", "proposed", "proposed", "proposed", "mentor_accepted"])
    }

    @Test func `two nodes tell each event once, and one that dies leaves it to the other`() async throws {
        let (world, _, _) = try await world()
        let (venture, _) = try await world.venture()
        for _ in 0..<12 { _ = try await world.introduced(try await world.mentor(), to: venture) }
        let program = Program()
        var taken = 0
        for _ in 0..<12 where taken < 12 {
            async let one = program.events.run(in: world.interface.database.app)
            async let two = program.events.run(in: world.interface.database.app)
            taken += try await one.taken + two.taken
        }
        #expect(taken == 12)
        #expect(Set(program.told.withLock { $0.map { $0.headers["webhook-id"] } }).count == 12)
        _ = try await world.introduced(try await world.mentor(), to: venture)
        // Taken by a node that has ended since.
        #expect(try await world.interface.database.app.run(TakeEvents()).count == 1)
        #expect(try await program.events.run(in: world.interface.database.app) == (0, 0))
        try await deliver(program, world)
        #expect(program.states.count == 13)
    }

    @Test func `an organisation with many events, or whose program never answers, keeps nobody waiting`() async throws {
        let (world, _, _) = try await world()
        let interface = world.interface
        let (venture, _) = try await world.venture()
        for _ in 0..<12 { _ = try await world.introduced(try await world.mentor(), to: venture) }
        let added = try await add(interface, "https://hooks.example.org/centre", of: interface.centre, as: .partner)
        #expect(added.status == 201, "\(added.text)")
        let applications = ApplicationWorld(interface: interface)
        let person = try await applications.applicant(key: interface.otherDeskKey)
        _ = try await applications.applied(person, to: try await applications.offer())
        let taken = try await interface.database.app.run(TakeEvents())
        #expect(taken.count { $0.type.hasPrefix("introduction") } == 5)
        #expect(taken.count { $0.type.hasPrefix("application") } == 1)
        #expect(try await interface.database.app.run(TakeEvents()).count == 5, "and the next do not wait for these")
    }

    @Test(.timeLimit(.minutes(1)))
    func `while one program never answers, what happens next is told to others`()
        async throws
    {
        let (world, _, _) = try await world()
        let interface = world.interface
        let added = try await add(interface, "https://hooks.example.org/quick", of: interface.centre, as: .partner)
        #expect(added.status == 201, "\(added.text)")
        let told = Mutex<[String]>([])
        let events = DeliverEvents { url, _, _ in
            told.withLock { $0.append(url) }
            // Longer than the test may take.
            if !url.hasSuffix("quick") { try? await Task.sleep(for: .seconds(600)) }
            return 200
        }
        let teller = Task { await events.keepRunning(in: interface.database.app) { _ in } }
        defer { teller.cancel() }
        let (venture, _) = try await world.venture()
        for _ in 0..<5 { _ = try await world.introduced(try await world.mentor(), to: venture) }
        while told.withLock({ $0.count }) < 5 { try await Task.sleep(for: .milliseconds(10)) }
        let applications = ApplicationWorld(interface: interface)
        let (offer, person) = (try await applications.offer(), try await applications.applicant())
        _ = try await applications.applied(person, to: offer)
        while !told.withLock({ $0.contains { $0.hasSuffix("quick") } }) {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    @Test func `what is too old is forgotten, and what a webhook was not told goes with it`() async throws {
        let (world, _, hook) = try await world()
        let (venture, _) = try await world.venture()
        _ = try await world.introduced(try await world.mentor(), to: venture)
        try await world.interface.database.execute("UPDATE log.event SET until = now() - interval '1 second'")
        let program = Program()
        try await deliver(program, world)
        #expect(program.states == [])
        _ = try await world.introduced(try await world.mentor(), to: venture)
        #expect(try await world.interface.ask(.delete, "webhooks/\(hook)", as: .desk).status == 204)
        #expect(try await world.interface.ask(.delete, "webhooks/\(hook)", as: .desk).status == 404)
        try await deliver(program, world)
        #expect(program.states == [])
    }

    @Test func `a region hears of its desks, a desk of no other, and nobody has more than five`() async throws {
        let (world, _, _) = try await world()
        let interface = world.interface
        let below = try await interface.register(
            "organisations", as: .admin, Bodies.organisation("desk", "MA", parent: interface.desk))
        let (program, mentor) = (Program(), try await world.mentorOfAll())
        for (desk, key) in [(below, interface.keys[.desk]), (interface.otherDesk, interface.otherDeskKey)] {
            let venture = try await interface.ask(
                .post, "ventures", key: key, Bodies.venture(desk), ["Idempotency-Key": UUID().uuidString])
            let body = #"{"venture": "\#(venture["id"].string ?? "")", "mentor": "\#(mentor.id)", "reason": "x"}"#
            let answer = try await interface.ask(
                .post, "introductions", key: key, body, ["Idempotency-Key": UUID().uuidString])
            #expect(answer.status == 201, "\(answer.text)")
        }
        try await deliver(program, world)
        #expect(program.states == ["proposed"])
        #expect(try await add(interface).code == "webhook_exists")
        #expect(try await add(interface, "HTTPS://Hooks.Example.org/braingain").code == "webhook_exists")
        for number in 2...5 { #expect(try await add(interface, "https://hooks.example.org/\(number)").status == 201) }
        #expect(try await add(interface, "https://hooks.example.org/6").code == "webhook_limit")
        #expect(try await add(interface, of: interface.otherDesk)["errors/0/pointer"].string == "/organisation")
    }

    @Test(arguments: [
        "http://example.org/", "https://example.org:8443/", "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org/#part", "https://localhost/", "https://127.0.0.1/", "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/", "https://example.org.0/", "https://-a.example.org/", "https://exa mple.org/",
        "ftp://example.org/",
        "https://é.org/", "https:///path", "https://", "x", "https://hooks/", "https://x.local/", "https://X.LOCAL/",
        "https://x.local./", "https://db.x.internal/", "https://x.localhost/", "https://router.home.arpa/",
        "https://x.lan/", "https://x.corp/", "https://x.test/",
    ])
    func `an address that could lead anywhere else is refused by its place`(_ url: String) async throws {
        let refused = try await add(TestInterface.shared, url)
        #expect(refused.status == 422)
        #expect(refused["errors/0/pointer"].string == "/url")
    }

    @Test(arguments: ["https://local.example.org/", "https://internal.org/", "https://home.arpa.org/x"])
    func `a name that ends otherwise is one of the public internet`(_ url: String) throws {
        #expect(try WebhookURL(url).text == url)
    }
}
