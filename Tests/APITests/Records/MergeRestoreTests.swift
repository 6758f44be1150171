import Foundation
import HTTP
import Model
import Store
import TestDatabase
import Testing

@testable import API

/// A backup from within the term of a merge, in which is done again what was done since.
@Suite struct MergeRestoreTests {
    private func status(_ id: String, _ world: MergeWorld) async throws -> String? {
        let rows = try await world.interface.database.contents(
            of: "SELECT status FROM bg.person WHERE id = '\(literally: id)'")
        return rows.first?.firstMatch(of: /: "(.+)"/).map { String($0.output.1) }
    }

    private func founders(_ venture: String, _ world: MergeWorld) async throws -> [String] {
        try await world.interface.database.contents(
            of: "SELECT person FROM bg.founder WHERE venture = '\(literally: venture)'")
    }

    @Test(arguments: [true, false])
    func `who was erased within the term is erased alone, however late that is done again`(isKept: Bool) async throws {
        let world = try await MergeWorld.shared
        let venture = try await world.introductions.venture()
        let (kept, absorbed) = (try await world.member(), venture.founder.id)
        try await world.outlast(try await world.merged(absorbed, into: kept))
        let (erased, other) = isKept ? (kept, absorbed) : (absorbed, kept)
        let owner = world.interface.database.owner
        #expect(try await owner.run(RepeatErasure(Erasure(TestInterface.id(erased)))))
        #expect(try await status(erased, world) == "erased")
        #expect(try await status(other, world) == "live")
        #expect(try await founders(venture.id, world) == (isKept ? [#"{"person": "\#(absorbed)"}"#] : []))
    }

    @Test(arguments: [true, false])
    func `what had become one does so again, merged in the backup or not, and is erased together`(
        isMerged: Bool
    ) async throws {
        let world = try await MergeWorld.shared
        let venture = try await world.introductions.venture()
        let (kept, absorbed) = (try await world.member(), venture.founder.id)
        if isMerged { _ = try await world.merged(absorbed, into: kept) }
        let owner = world.interface.database.owner
        let union = Erasure(try TestInterface.id(absorbed), unitedInto: try TestInterface.id(kept))
        #expect(try await owner.run(RepeatErasure(union)))
        #expect(try await founders(venture.id, world) == [#"{"person": "\#(kept)"}"#])
        #expect(try await status(absorbed, world) == "merged")
        let left = try await world.rows(of: [absorbed]).filter { $0.contains(absorbed) && !$0.contains("bg.person\"") }
        #expect(left == [])
        #expect(try await owner.run(FindErasures()).contains(union))
        #expect(try await !owner.run(RepeatErasure(union)))
        #expect(try await owner.run(RepeatErasure(Erasure(TestInterface.id(kept)))))
        for id in [kept, absorbed] { #expect(try await status(id, world) == "erased") }
    }

    @Test func `where the other one is gone, it is forgotten alone`() async throws {
        let world = try await MergeWorld.shared
        let (kept, absorbed) = (try await world.member(), try await world.member())
        let owner = world.interface.database.owner
        #expect(try await owner.run(RepeatErasure(Erasure(TestInterface.id(kept)))))
        let union = Erasure(try TestInterface.id(absorbed), unitedInto: try TestInterface.id(kept))
        #expect(try await owner.run(RepeatErasure(union)))
        #expect(try await status(absorbed, world) == "erased")
    }
}
