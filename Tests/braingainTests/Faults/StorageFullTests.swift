import Foundation
import Postgres
import TestDatabase
import Testing

/// A disk without space fails writes, each as a whole, and nothing else.
@Suite(.enabled(if: SmallDisk.isPossible, "this process may not mount a small disk"), .serialized)
struct StorageFullTests {
    private let disk: SmallDisk
    private let desk: DeskFolder
    private let service: RunningService
    private let ledger = WriteLedger()
    private let writer: Writer

    init() throws {
        disk = try SmallDisk(megabytes: 300)
        desk = try DeskFolder(at: "\(disk.path)/data")
        let service = try RunningService(data: desk.path)
        self.service = service
        writer = Writer(number: 0, key: desk.key, ledger: ledger) { service }
    }

    /// Registers one after the other until one is not.
    private func fill(from first: Int) async throws -> (member: Int, answer: RunningService.Answer) {
        var member = first
        while true {
            let answer = try await writer.ask(member)
            guard answer.status == 201, let id = answer.body["id"] as? String else { return (member, answer) }
            ledger.set(member, .init(id: id))
            member += 1
        }
    }

    @Test func `a write is refused as such, reads go on, and with space the same write is done once`() async throws {
        try await writer.register(1)
        let known = try #require(ledger.all[1]?.id)
        try disk.fill(leaving: 0)
        // Small records find room on the pages that there are, until there is none.
        let (member, refused) = try await fill(from: 2)
        #expect(refused.status == 507)
        #expect(refused.body["code"] as? String == "storage_full")
        #expect(try await writer.read(known).status == 200)
        let need = #"{"seek": ["members"], "need": {"skills": [{"skill": "make-cheese"}]}, "limit": 5}"#
        let unlogged = try await service.get("/v1/matches", body: need, key: desk.key)
        #expect(unlogged.status == 507, "what staff would be shown and cannot be logged is not shown")
        let profile = #"{"seek": ["offers"], "profile": {"skills": [{"skill": "make-cheese"}]}, "limit": 5}"#
        #expect(try await service.get("/v1/matches", body: profile).status == 200)
        #expect(try desk.asOwner { try ledger.findings($0) } == [])
        disk.empty()
        try await writer.register(member)
        #expect(try desk.asOwner { try ledger.findings($0) } == [])
        #expect(service.end(by: SIGTERM) == 0)
    }

    @Test(.timeLimit(.minutes(3)))
    func `where the log of the database finds no space the server ends, and with space it comes back with everything`()
        async throws
    {
        for member in 1...20 { try await writer.register(member) }
        try disk.fill(leaving: 0)
        #expect(throws: (any Error).self) {
            try desk.asOwner { owner in
                // Each time the rest of a file of the log is left, until there is no other.
                while true { try owner.execute("SELECT txid_current(), pg_switch_wal()") }
            }
        }
        let (member, refused) = try await fill(from: 21)
        #expect(refused.status == 503)
        #expect(refused.body["code"] as? String == "database_unavailable")
        #expect(try await service.get("/v1/skills/suggest", body: #"{"text": "fromage"}"#).status == 200)
        disk.empty()
        try await writer.register(member)
        #expect(try desk.asOwner { try ledger.findings($0) } == [])
        #expect(service.end(by: SIGTERM) == 0)
    }

    /// Leaves 16 KiB in the last file that the log of the database has.
    private func fillTheLog(_ owner: Connection) throws {
        let place = """
            SELECT (SELECT max(name) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$') = file_name, (1 << 24) - file_offset
            FROM pg_walfile_name_offset(pg_current_wal_insert_lsn() + 8)
            """
        while var row = try owner.query("\(literally: place)").first {
            let (isLast, left) = (try row.next(Bool.self), Int(try row.next(Int32.self)))
            if isLast, left < 20 << 10 { return }
            // Of each page of the log its head is not for the message.
            let room = left - left / 256 - (16 << 10)
            try owner.execute(
                isLast
                    ? "SELECT pg_logical_emit_message(false, 'fill', repeat('x', \(room)))"
                    : "SELECT txid_current(), pg_switch_wal()")
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `the check notices writes that were acknowledged before a full disk took them, as nobody waited for it`()
        async throws
    {
        try desk.asOwner { owner in
            try owner.execute("ALTER SYSTEM SET synchronous_commit = off")
            try owner.execute("SELECT pg_reload_conf()")
        }
        try await writer.register(1)
        // What nobody waits for is written out by this process, and by whoever needs its room in memory.
        let walWriter = try #require(desk.folder.process("postgres: walwriter"))
        kill(walWriter, SIGSTOP)
        // Room for rows, and none for another file of the log.
        try disk.fill(leaving: 4)
        try desk.asOwner { try fillTheLog($0) }
        for member in 2...60 {
            let answer = try await writer.ask(member)
            guard answer.status == 201, let id = answer.body["id"] as? String else { break }
            ledger.set(member, .init(id: id))
        }
        kill(walWriter, SIGCONT)
        #expect(throws: (any Error).self, "who waits is not told that it is done") {
            try desk.asOwner { owner in
                try owner.execute("SET synchronous_commit = on")
                try owner.execute("SELECT txid_current(), pg_switch_wal()")
            }
        }
        disk.empty()
        try await writer.register(61)
        #expect(try desk.asOwner { try ledger.findings($0) }.contains { $0.hasSuffix("is lost") })
        #expect(service.end(by: SIGTERM) == 0)
    }
}
