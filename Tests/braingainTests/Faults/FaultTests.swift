import Foundation
import Postgres
import Testing

/// Whatever happens to the database: a clear error in bounded time, what needs no database is answered, nothing is lost or
/// done twice, and all goes on by itself.
@Suite(.serialized) struct FaultTests {
    @Test(.timeLimit(.minutes(5)), arguments: Fault.allCases)
    func `a database that fails a service fails it for a while, and no write twice`(fault: Fault) async throws {
        let outage = try Outage(fault)
        let (service, ledger) = (outage.service, WriteLedger())
        let writer = Writer(number: 0, key: outage.desk.key, ledger: ledger) { service }
        try await writer.register(1)
        let known = try #require(ledger.all[1]?.id)
        try outage.begin()
        #expect(try await findings(service) { try await writer.ask(2) } == [])
        #expect(try await findings(service) { try await writer.read(known) } == [])
        try outage.end()
        try await writer.register(2)
        try await writer.register(3)
        #expect(try await writer.read(known).status == 200)
        #expect(try outage.desk.asOwner { try ledger.findings($0) } == [])
        #expect(service.end(by: SIGTERM) == 0)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [Fault.hung, .silent])
    func `a service ends when it is told to, though its database does not answer`(fault: Fault) throws {
        let outage = try Outage(fault)
        try outage.begin()
        #expect(outage.service.end(by: SIGTERM) == 0)
    }

    @Test(arguments: Fault.allCases)
    func `the check notices who is answered as if nothing were wrong`(fault: Fault) async throws {
        let outage = try Outage(fault)
        let (service, ledger) = (outage.service, WriteLedger())
        let writer = Writer(number: 0, key: outage.desk.key, ledger: ledger) { service }
        try await writer.register(1)
        let known = try #require(ledger.all[1]?.id)
        #expect(
            try await findings(service) { try await writer.read(known) } == ["200 without a code", "no Retry-After"])
        #expect(service.end(by: SIGTERM) == 0)
    }

    @Test(.timeLimit(.minutes(5)), arguments: Fault.allCases)
    func `the check notices a write of before an outage that is repeated after it and done again`(fault: Fault)
        async throws
    {
        let outage = try Outage(fault)
        let (service, ledger) = (outage.service, WriteLedger())
        let writer = Writer(number: 0, key: outage.desk.key, ledger: ledger) { service }
        try await writer.register(1)
        try outage.begin()
        _ = try await writer.ask(1)
        try outage.end()
        try outage.desk.asOwner { try $0.execute("TRUNCATE log.idempotency") }
        try await writer.register(1)
        #expect(try outage.desk.asOwner { try ledger.findings($0) } == ["1 is there 2 times"])
        #expect(service.end(by: SIGTERM) == 0)
    }

    /// What of an answer in an outage is not as it must be, and of those that need no database; empty when all is.
    private func findings(
        _ service: RunningService, _ ask: () async throws -> RunningService.Answer
    ) async throws -> [String] {
        let start = ContinuousClock.now
        let answer = try await ask()
        let time = ContinuousClock.now - start
        print("answered with \(answer.status) after \(time.milliseconds) ms")
        var findings: [String] = []
        let code = answer.body["code"] as? String
        if code != "database_unavailable" { findings.append("\(answer.status) \(code ?? "without a code")") }
        if answer.retryAfter == nil { findings.append("no Retry-After") }
        // A bound that no busy machine breaks.
        if time > .seconds(30) { findings.append("it took \(time)") }
        let suggested = try await service.get("/v1/skills/suggest", body: #"{"text": "fromage"}"#)
        if suggested.status != 200 { findings.append("what needs no database is not answered: \(suggested.status)") }
        if try await service.get("/livez", admin: true).status != 200 { findings.append("not alive") }
        return findings
    }
}
