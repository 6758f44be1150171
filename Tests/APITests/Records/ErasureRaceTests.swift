import Foundation
import HTTP
import TestDatabase
import Testing

@testable import API

/// Whatever writes of a person at the moment of the erasure is refused, or goes with the rest.
@Suite struct ErasureRaceTests {
    /// Where a number stays, and leads nowhere.
    private static let numbered: Set<String> = ["bg.person", "log.erasure", "log.audit", "log.change", "log.match"]

    /// The other tables that know of somebody.
    private func tables(knowing id: String, _ interface: TestInterface) async throws -> Set<String> {
        let rows = try await interface.database.owner.run(EveryTable()).split(separator: "\n")
        return Set(rows.filter { $0.contains(id) }.compactMap { $0.split(separator: " ").first.map(String.init) })
            .subtracting(Self.numbered)
    }

    @Test(.timeLimit(.minutes(1)))
    func `what is written of somebody while the erasure ends is refused, and nothing of it is kept`() async throws {
        let world = try await CohortWorld()
        let (interface, id, venture) = (world.interface, world.mentors[0], world.ventures[0])
        let key = try await interface.memberKey(id)
        let page = try await interface.ask(.get, "ventures/\(venture)/matches?seek=mentors", as: .desk)
        let log = try #require(page["log"].string)
        let cohort = try await interface.register("cohorts", as: .desk, world.body())
        let founded = Bodies.venture(interface.desk).replacing(
            #""stage""#, with: #""founders": [{"member": "\#(id)", "lead": true}], "stage""#)
        let asked: [(path: String, key: String?, body: String)] = [
            ("ventures", interface.keys[.desk], founded),
            ("contests", key, #"{"log": "\#(log)", "text": "Qanariracing"}"#),
            ("cohorts", interface.keys[.desk], world.body(nil, world.mentors)),
            ("cohorts/\(cohort)/assignment", interface.keys[.desk], #"{"forbids": [["\#(venture)", "\#(id)"]]}"#),
            ("members/me/consents", key, #"{"purpose": "contact", "text_version": "1", "language": "fr"}"#),
        ]
        let erasing = await OpenTransaction(
            "SELECT bg.erase_person('\(literally: id)')", in: interface.database.owner)
        async let answers = AtOnce.all(Array(asked.indices)) { place in
            let (path, key, body) = asked[place]
            return try await interface.ask(.post, path, key: key, body, ["Idempotency-Key": UUID().uuidString])
        }
        #expect(try await interface.database.someoneWaits(asked.count))
        try await erasing.commit()
        for (answer, (path, _, _)) in zip(try await answers, asked) {
            #expect([404, 422].contains(answer.status), "\(path): \(answer.text)")
        }
        #expect(try await tables(knowing: id, interface) == [])
        #expect(try await !interface.database.owner.run(EveryTable()).contains("Qanariracing"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `what was written of somebody before the erasure began to look goes with the rest`() async throws {
        let world = try await CohortWorld()
        let (interface, id) = (world.interface, world.mentors[0])
        let database = interface.database
        let key = try await interface.memberKey(id)
        let venture = Bodies.venture(interface.desk).replacing(
            #""stage""#, with: #""founders": [{"member": "\#(id)", "lead": true}], "stage""#)
        let naming = try await interface.ask(
            .post, "cohorts", as: .desk, world.body(nil, world.mentors), ["Idempotency-Key": UUID().uuidString])
        // A venture waits for the feed, before it ends; then the erasure does.
        let open = await OpenTransaction("LOCK TABLE log.change IN SHARE MODE", in: database.owner)
        async let registering = interface.ask(
            .post, "ventures", as: .desk, venture, ["Idempotency-Key": UUID().uuidString])
        #expect(try await database.someoneWaits())
        async let erasing = interface.ask(.post, "members/me/erasure", key: key)
        #expect(try await database.someoneWaits(2))
        try await open.commit()
        let statuses = try await [naming.status, registering.status, erasing.status]
        #expect(statuses == [201, 201, 204] || statuses == [201, 422, 204], "\(statuses)")
        #expect(try await tables(knowing: id, interface) == [])
    }
}
