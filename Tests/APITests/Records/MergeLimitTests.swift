import Foundation
import HTTP
import Store
import TestDatabase
import Testing

@testable import API

/// How often records are merged, and for how long: as long as both share with the desk that says that they are one.
@Suite struct MergeLimitTests {
    private func merge(_ absorbed: String, into kept: String, _ world: MergeWorld) async throws -> Answer {
        try await world.lead.ask(.post, "members/\(kept)/merge", #"{"absorbed": "\#(absorbed)"}"#)
    }

    @Test func `a record is merged three times a day, and at a desk twenty pairs are`() async throws {
        let world = try await MergeWorld.another()
        let name = MergeWorld.name
        let (kept, absorbed) = (try await world.member(name), try await world.member(name))
        for _ in 0..<3 {
            let merge = try await merge(absorbed, into: kept, world)
            #expect(try await world.undo(try #require(merge["id"].string, "\(merge.text)")).status == 200)
        }
        let third = try await world.member(name)
        for (one, other) in [(absorbed, kept), (third, absorbed), (kept, third)] {
            let refused = try await merge(one, into: other, world)
            #expect(refused.status == 409 && refused.code == "merge_limit", "\(refused.text)")
        }
        for _ in 0..<17 {
            let name = MergeWorld.name
            let merged = try await merge(try await world.member(name), into: try await world.member(name), world)
            #expect(merged.status == 200, "\(merged.text)")
        }
        let another = try await world.member(name)
        #expect(try await merge(another, into: third, world).code == "merge_limit")
        try await world.passDay()
        #expect(try await merge(another, into: third, world).status == 200)
    }

    @Test(arguments: [true, false])
    func `who shares with the desk until a time that is over is one of two again`(isKept: Bool) async throws {
        let world = try await MergeWorld.shared
        let (kept, absorbed) = (try await world.member(), try await world.member())
        let merge = try await world.merged(absorbed, into: kept)
        let stands = {
            try await world.interface.service.store.run(EndGrants())
            return try await !world.interface.database.contents(
                of: "SELECT id FROM bg.merge WHERE id = '\(literally: merge)' AND undone_at IS NULL"
            ).isEmpty
        }
        #expect(try await stands())
        try await world.interface.database.execute(
            """
            UPDATE bg.consent SET given_at = now() - interval '2 hours', until = now() - interval '1 second'
            WHERE person = '\(literally: isKept ? kept : absorbed)' AND purpose = 'share_with_desk'
            """)
        #expect(try await !stands())
    }

    @Test(arguments: [true, false])
    func `who no longer shares with the desk that merged two records is one of two again`(isKept: Bool) async throws {
        let world = try await MergeWorld.shared
        let interface = world.interface
        let (kept, absorbed) = (try await world.member(), try await world.member())
        _ = try await world.merged(absorbed, into: kept)
        let key = try await interface.memberKey(isKept ? kept : absorbed)
        let withdraw = { (desk: String) in
            let path = "members/me/consents/share_with_desk?organisation=\(desk)"
            let said = try await interface.ask(.delete, path, key: key)
            try #require(said.status == 200, "\(said.text)")
        }
        try await withdraw(interface.otherDesk)
        #expect(try await interface.ask(.get, "members/\(absorbed)", as: .desk)["id"].string == kept)
        try await withdraw(interface.desk)
        let read = try await interface.ask(.get, "members/\(absorbed)", as: .desk)
        #expect(read["id"].string != kept && !read.text.contains(kept), "\(read.text)")
        let standing = try await interface.database.contents(
            of: "SELECT id FROM bg.merge WHERE absorbed = '\(literally: absorbed)' AND undone_at IS NULL")
        #expect(standing.isEmpty)
        for id in [kept, absorbed] { #expect(try await world.mail(id).count == 2, "both hear of both") }
        // Who withdrew is the desk's no more, and the other stays so.
        var names: [String?] = []
        for id in [kept, absorbed] {
            names.append(try await interface.ask(.get, "members/\(id)", as: .desk)["name"].string)
        }
        #expect(names.map { $0 != nil } == [!isKept, isKept])
    }
}
