import Foundation
import HTTP
import TestDatabase
import Testing

@testable import API

/// Of what is done at once with a record that is merged, one wins and nothing is half done; and whoever rests is shown nowhere.
@Suite struct MergeRaceTests {
    /// What stands of two records: their statuses, and how many merges.
    private func standing(_ ids: [String], _ world: MergeWorld) async throws -> [String] {
        try await world.interface.database.contents(
            of: """
                SELECT status, merged_into IS NOT NULL AS gone, (SELECT count(*) FROM bg.merge m
                    WHERE p.id = m.absorbed AND undone_at IS NULL) AS merges
                FROM bg.person p WHERE id::text = ANY(\(ids)) ORDER BY 1, 2
                """)
    }

    private static func row(_ status: String, merges: Int = 0) -> String {
        #"{"gone": \#(status == "merged"), "merges": \#(merges), "status": "\#(status)"}"#
    }

    @Test func `of two who merge one another at once, one does`() async throws {
        let world = try await MergeWorld.shared
        for _ in 0..<6 {
            let (one, two) = (try await world.member(), try await world.member())
            async let first = world.merge(one, into: two)
            async let second = world.merge(two, into: one)
            let statuses = try await [first.status, second.status].sorted()
            #expect(statuses[0] == 200 && [404, 422].contains(statuses[1]), "\(statuses)")
            let found = try await standing([one, two], world)
            #expect(found == [Self.row("live"), Self.row("merged", merges: 1)])
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `who says that two are two while they are merged hears that they are one`() async throws {
        let world = try await MergeWorld.shared
        let (kept, absorbed) = (try await world.member(), try await world.member())
        // The merge has judged and not yet ended: it is to write down what its members are told.
        let open = await OpenTransaction("LOCK TABLE log.outbox IN EXCLUSIVE MODE", in: world.interface.database.owner)
        async let merging = world.merge(absorbed, into: kept)
        #expect(try await world.interface.database.someoneWaits())
        async let dismissing = world.interface.ask(
            .post, "duplicates/dismissals", as: .desk, #"{"one": "\#(kept)", "other": "\#(absorbed)"}"#)
        #expect(try await world.interface.database.someoneWaits(2))
        try await open.commit()
        let (merged, dismissed) = try await (merging, dismissing)
        #expect(merged.status == 200 && dismissed.status == 422, "\(merged.status) \(dismissed.status)")
        let apart = try await world.interface.database.contents(
            of: "SELECT FROM bg.told_apart WHERE '\(literally: kept)' IN (one, other)")
        #expect(apart.isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func `who says that a foreign record is another waits for nobody, and hears what is said of none`() async throws {
        let world = try await MergeWorld.shared
        let database = world.interface.database
        let (own, foreign) = (try await world.member(), try await world.member(key: world.interface.otherDeskKey))
        let open = await OpenTransaction(
            "SELECT FROM bg.person WHERE id = '\(literally: foreign)' FOR UPDATE", in: database.owner)
        let dismiss = { (other: String) in
            try await world.interface.ask(
                .post, "duplicates/dismissals", as: .desk, #"{"one": "\#(own)", "other": "\#(other)"}"#)
        }
        // Whoever waits here does so until the database ends it, which is another answer.
        let (refused, absent) = (try await dismiss(foreign), try await dismiss(UUID().uuidString.lowercased()))
        try await open.commit()
        #expect(refused.status == 422 && refused.json.complaints == absent.json.complaints, "\(refused.text)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `who makes a mentor of whom a merge absorbs at this moment hears that there is no such member`() async throws {
        let world = try await MergeWorld.shared
        let interface = world.interface
        let (kept, absorbed) = (try await world.member(), try await world.member())
        let register = { @Sendable in
            try await interface.ask(
                .post, "mentors", as: .desk, Bodies.mentor(absorbed), ["Idempotency-Key": UUID().uuidString])
        }
        // Whose the member is is judged before it ends, and the mentor is written after.
        let open = await OpenTransaction(
            """
            DO $$ BEGIN
                LOCK TABLE bg.mentor IN EXCLUSIVE MODE;
                INSERT INTO bg.merge (id, kept, absorbed, organisation, principal) VALUES (gen_random_uuid(),
                    '\(literally: kept)', '\(literally: absorbed)', '\(literally: interface.desk)', gen_random_uuid());
                UPDATE bg.person SET status = 'merged', merged_into = '\(literally: kept)' WHERE id = '\(literally: absorbed)';
            END $$
            """, in: interface.database.owner)
        async let registering = register()
        #expect(try await world.interface.database.someoneWaits())
        try await open.commit()
        let refused = try await registering
        #expect(refused.status == 422 && refused.json.complaints == ["/member unknown_code"], "\(refused.text)")
        #expect(try await register().text.contains("unknown_code"))
        #expect(
            try await interface.database.contents(of: "SELECT FROM bg.mentor WHERE id = '\(literally: absorbed)'") == []
        )
    }

    @Test(.timeLimit(.minutes(1)))
    func `who becomes a mentor while a merge ends is shown no more than the member`() async throws {
        let world = try await MergeWorld.shared
        let interface = world.interface
        let (kept, absorbed) = (try await world.member(), try await world.member())
        let open = await OpenTransaction("LOCK TABLE log.outbox IN EXCLUSIVE MODE", in: interface.database.owner)
        async let merging = world.merge(absorbed, into: kept)
        #expect(try await world.interface.database.someoneWaits())
        async let registering = interface.ask(
            .post, "mentors", as: .desk, Bodies.mentor(absorbed), ["Idempotency-Key": UUID().uuidString])
        #expect(try await interface.database.someoneWaits(2))
        try await open.commit()
        let statuses = try await (merging.status, registering.status)
        #expect(statuses.0 == 200 && statuses.1 < 500, "\(statuses)")
        let shown = try await interface.database.contents(
            of: "SELECT FROM bg.mentor WHERE id = '\(literally: absorbed)' AND (live OR matched)")
        #expect(shown.isEmpty, "\(statuses)")
    }

    @Test(arguments: [true, false])
    func `who is erased while merged is gone, and the other is as before`(
        isKept: Bool
    ) async throws {
        let world = try await MergeWorld.shared
        for turn in 0..<6 {
            let name = "Merging Qala\(UUID().uuidString.prefix(6))"
            let (kept, absorbed) = (try await world.member(name), try await world.member(name))
            let key = try await world.interface.memberKey(isKept ? kept : absorbed)
            if turn == 0 { _ = try await world.merged(absorbed, into: kept) }
            async let merging = world.merge(absorbed, into: kept, areAlike: false)
            async let erasing = world.interface.ask(.post, "members/me/erasure", key: key)
            let statuses = try await (merging.status, erasing.status)
            #expect(statuses.1 == 204 && [200, 404, 422].contains(statuses.0), "\(statuses)")
            let rows = try await world.rows(of: [isKept ? kept : absorbed, name])
            #expect(rows.filter { $0.contains("bg.person\"") && $0.contains(name) }.count == 1, "\(statuses)")
            #expect(try await standing([kept, absorbed], world) == [Self.row("erased"), Self.row("live")])
            let merges = try await world.interface.database.contents(
                of: "SELECT id FROM bg.merge WHERE absorbed = '\(literally: absorbed)'")
            #expect(merges.isEmpty)
        }
    }

    @Test(arguments: [true, false])
    func `who is erased, or withdraws, while it is undone waits for nobody who waits for them`(
        isKept: Bool
    ) async throws {
        let world = try await MergeWorld.shared
        for turn in 0..<8 {
            let (kept, absorbed) = (try await world.member(), try await world.member())
            let key = try await world.interface.memberKey(isKept ? kept : absorbed)
            let merge = try await world.merged(absorbed, into: kept)
            async let undoing = world.undo(merge)
            async let other =
                turn.isMultiple(of: 2)
                ? world.interface.ask(.post, "members/me/erasure", key: key)
                : world.interface.ask(.delete, "members/me/consents/match", key: key)
            let statuses = try await (undoing.status, other.status)
            #expect([200, 404, 409].contains(statuses.0), "\(statuses)")
            #expect(statuses.1 == (turn.isMultiple(of: 2) ? 204 : 200), "\(statuses)")
        }
    }

    @Test func `who withdraws while merged is matched no more, and shares with nobody`() async throws {
        let world = try await MergeWorld.shared
        for turn in 0..<8 {
            let (kept, absorbed) = (try await world.member(), try await world.member())
            if turn.isMultiple(of: 2) {
                try await world.interface.database.execute(
                    "UPDATE bg.consent SET until = '2100-01-01' WHERE person = '\(literally: absorbed)' AND organisation IS NOT NULL"
                )
            }
            let key = try await world.interface.memberKey(kept)
            async let merging = world.merge(absorbed, into: kept)
            async let match = world.interface.ask(.delete, "members/me/consents/match", key: key)
            async let share = world.interface.ask(.delete, "members/me/consents/share_with_desk", key: key)
            let statuses = try await (merging.status, match.status, share.status)
            #expect(statuses.1 == 200 && statuses.2 == 200 && [200, 404, 422].contains(statuses.0), "\(statuses)")
            let member = try await world.interface.database.contents(
                of: "SELECT matched, granted FROM bg.member WHERE id = '\(literally: kept)'")
            #expect(member == [#"{"granted": [], "matched": false}"#])
        }
    }

    @Test func `the record that rests is matched, listed and shown to nobody, in the same second, and is again`()
        async throws
    {
        let world = try await MergeWorld.shared
        let venture = try await world.introductions.venture()
        let (kept, absorbed) = (try await world.member(), try await world.member())
        let isFound = { (id: String) in
            try await world.interface.service.load()
            let matches = try await world.interface.ask(
                .get, "ventures/\(venture.id)/matches?seek=members&limit=100", as: .desk)
            let listed = try await world.interface.ask(.post, "members/search", as: .desk, #"{"limit": 100}"#)
            #expect(matches.status == 200 && listed.status == 200)
            return [matches.text.contains(id), listed.text.contains(id)]
        }
        let before = try await isFound(absorbed)
        #expect(before[0])
        let merge = try await world.merged(absorbed, into: kept)
        let changes = try await world.interface.database.contents(
            of:
                "SELECT DISTINCT kind FROM log.change WHERE id = '\(literally: absorbed)' AND at > now() - interval '1 second'"
        )
        #expect(changes == [#"{"kind": "member"}"#])
        #expect(try await isFound(absorbed) == [false, false])
        #expect(try await isFound(kept)[0])
        #expect(try await world.undo(merge).status == 200)
        #expect(try await isFound(absorbed) == before)
    }

    @Test func `the record that rests is its person's own to read, export and erase, and nothing else`() async throws {
        let world = try await MergeWorld.shared
        let visitor = Visitor(world.interface, at: MergeWorld.address)
        let (kept, absorbed) = (try await world.member(), try await world.member(email: visitor.address))
        let merge = try await world.merged(absorbed, into: kept)
        #expect(try await visitor.messages.contains { $0.contains("deux dossiers n'en font plus qu'un") })
        let session = try await visitor.signIn()
        let export = try await session.ask(.get, "members/me/export")
        #expect(export["merges/0/as"].string == "absorbed" && !export.text.contains(kept), "\(export.text.prefix(300))")
        #expect(export["contact/email"].string == visitor.address)
        #expect(try await session.ask(.get, "members/\(kept)").status == 404)
        // To lift what does not restrict it brings the record back no more than to restrict it: then it is of its own, and unseen.
        #expect(try await session.ask(.delete, "members/me/restriction").status == 404)
        #expect(try await world.interface.ask(.get, "members/\(absorbed)", as: .desk)["id"].string == kept)
        #expect(try await session.ask(.put, "members/me/restriction").status == 200)
        #expect(try await world.interface.ask(.get, "members/\(absorbed)", as: .desk).status == 404)
        #expect(try await session.ask(.delete, "members/me/restriction").status == 200)
        #expect(try await world.interface.ask(.get, "members/\(absorbed)", as: .desk)["id"].string == absorbed)
        #expect(try await session.ask(.post, "members/me/erasure").status == 204)
        #expect(try await world.undo(merge).status == 404)
        #expect(try await world.interface.ask(.get, "members/\(absorbed)", as: .desk).status == 404)
        #expect(try await world.interface.ask(.get, "members/\(kept)", as: .desk).status == 200)
        #expect(try await !world.interface.database.owner.run(EveryTable()).contains(visitor.address))
    }

    @Test func `who shares an address with the kept record signs in to either until they are one, and then to that`()
        async throws
    {
        let world = try await MergeWorld.shared
        let visitor = Visitor(world.interface, at: MergeWorld.address)
        let kept = try await world.member(email: visitor.address)
        let absorbed = try await world.member(email: visitor.address)
        let merge = try await world.merged(absorbed, into: kept)
        for id in [kept, absorbed] {
            let session = try await visitor.signIn(as: id)
            let export = try await session.ask(.get, "members/me/export")
            #expect(export["merges/0/as"].string == (id == kept ? "kept" : "absorbed"))
        }
        try await world.end(merge)
        let session = try await visitor.signIn()
        #expect(try await session.ask(.get, "members/me")["id"].string == kept)
    }

    @Test func `it is undone once, within thirty days, whatever the kept record was merged into`() async throws {
        let world = try await MergeWorld.shared
        let (one, two, three) = (try await world.member(), try await world.member(), try await world.member())
        let first = try await world.merged(one, into: two)
        let second = try await world.merged(two, into: three)
        let moved = try await world.interface.ask(.get, "members/\(one)", as: .desk)
        #expect(moved["id"].string == three)
        async let undoing = world.undo(first)
        async let again = world.undo(first)
        let answers = try await [undoing, again].map(\.status).sorted()
        #expect(answers[0] == 200 && [200, 409].contains(answers[1]))
        #expect(
            try await standing([one, two, three], world)
                == [Self.row("live"), Self.row("live"), Self.row("merged", merges: 1)])
        #expect(try await world.undo(second).status == 200)
        #expect(try await standing([one, two, three], world) == Array(repeating: Self.row("live"), count: 3))
        let late = try await world.merged(one, into: two)
        try await world.interface.database.execute(
            "UPDATE bg.merge SET undo_until = now() WHERE id = '\(literally: late)'")
        #expect(try await world.undo(late).code == "merge_conflict")
        let acts = try await world.interface.database.contents(
            of:
                "SELECT DISTINCT kind, operation FROM log.audit WHERE subject = '\(literally: one)' AND kind = 'merge' AND operation IS NOT NULL ORDER BY 2"
        )
        #expect(acts.count == 2, "\(acts)")
    }
}
