import Testing

@testable import API

/// What becomes of applications when two records of a person become one, and two again.
@Suite struct MergedApplicationTests {
    private func states(_ party: ApplicationWorld.Party, _ world: ApplicationWorld) async throws -> [String: String] {
        let listed = try await world.interface.ask(.get, "applications/mine?limit=100", key: party.key)
        return (listed["items"].array ?? []).reduce(into: [:]) { states, one in
            if let id = one["id"].string { states[id] = one["state"].string }
        }
    }

    @Test func `of both one person has the applications, of two to one offer the further, and an undo brings all back`()
        async throws
    {
        let (merging, world) = (try await MergeWorld.shared, try await ApplicationWorld.shared)
        let (kept, absorbed) = (try await world.applicant(), try await world.applicant())
        let (shared, other) = (try await world.offer(), try await world.offer())
        let own = try await world.applied(kept, to: try await world.offer())
        let moved = try await world.applied(absorbed, to: try await world.offer())
        let less = try await world.applied(kept, to: shared)
        let further = try await world.offered(absorbed, shared)
        _ = try await world.say("accept", to: further, key: absorbed.key)
        #expect(try await states(kept, world)[less] == "rejected", "the last place is taken")
        let (first, second) = (try await world.applied(kept, to: other), try await world.applied(absorbed, to: other))
        let before = (try await states(kept, world), try await states(absorbed, world))
        #expect(try await !world.read(moved, key: world.partner)["applicant"].isNull)

        let merge = try await merging.merged(absorbed.id, into: kept.id)
        #expect(
            try await states(kept, world) == [
                own: "submitted", moved: "submitted", less: "rejected", further: "accepted", first: "submitted",
                second: "withdrawn",
            ])
        #expect(try await world.free(shared) == 0)
        try await world.share(kept, with: world.interface.centre)
        #expect(try await !world.read(own, key: world.partner)["applicant"].isNull)
        let shown = try await world.read(moved, key: world.partner)["applicant"]
        #expect(shown.isNull, "one record's choice of what is shown is none for the other")
        #expect(try await merging.undo(merge).status == 200)
        #expect(try await states(kept, world) == before.0)
        #expect(try await states(absorbed, world) == before.1)
    }

    @Test func `of three who are merged one after the other the last has the applications, until each is undone`()
        async throws
    {
        let (merging, world) = (try await MergeWorld.shared, try await ApplicationWorld.shared)
        let people = [try await world.applicant(), try await world.applicant(), try await world.applicant()]
        var own: [String: String] = [:]
        for one in people.dropLast() { own[try await world.applied(one, to: try await world.offer())] = "submitted" }
        let before = try await states(people[1], world)
        let first = try await merging.merged(people[0].id, into: people[1].id)
        #expect(try await states(people[1], world) == own)
        let second = try await merging.merged(people[1].id, into: people[2].id)
        #expect(try await states(people[2], world) == own)
        #expect(try await merging.undo(second).status == 200)
        #expect(try await states(people[1], world) == own)
        #expect(try await states(people[2], world) == [:])
        #expect(try await merging.undo(first).status == 200)
        #expect(try await states(people[1], world) == before)
        #expect(try await states(people[0], world).count == 1)
    }

    @Test func `an undo gives back no place that is taken, and takes again one that is free`() async throws {
        let (merging, world) = (try await MergeWorld.shared, try await ApplicationWorld.shared)
        for isTaken in [false, true] {
            let (kept, absorbed) = (try await world.applicant(), try await world.applicant())
            let offer = try await world.offer(places: 2)
            let (one, two) = (try await world.offered(kept, offer), try await world.offered(absorbed, offer))
            for (id, party) in [(one, kept), (two, absorbed)] {
                #expect(try await world.say("accept", to: id, key: party.key).status == 200)
            }
            let merge = try await merging.merged(absorbed.id, into: kept.id)
            #expect(try await states(kept, world) == [one: "accepted", two: "withdrawn"])
            #expect(try await world.free(offer) == 1)
            if isTaken {
                let next = try await world.applicant()
                _ = try await world.say("accept", to: try await world.offered(next, offer), key: next.key)
            }
            #expect(try await merging.undo(merge).status == 200)
            #expect(try await states(kept, world) == [one: "accepted"])
            #expect(try await states(absorbed, world) == [two: isTaken ? "withdrawn" : "accepted"])
            #expect(try await world.free(offer) == 0)
        }
    }
}
