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

    @Test func `after the term one person has the applications of both, of two to one offer the further`() async throws
    {
        let merging = try await MergeWorld.shared
        let world = merging.applications
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
        #expect(try await states(kept, world) == before.0)
        #expect(try await states(absorbed, world) == before.1)
        try await merging.end(merge)
        #expect(
            try await states(kept, world) == [
                own: "submitted", moved: "submitted", less: "rejected", further: "accepted", first: "submitted",
                second: "withdrawn",
            ])
        #expect(try await world.free(shared) == 0)
        #expect(try await !world.read(own, key: world.partner)["applicant"].isNull)
        let shown = try await world.read(moved, key: world.partner)["applicant"]
        #expect(shown.isNull, "one record's choice of what is shown is none for the other")
        // That two were one is the applicant's to know, and no partner's.
        #expect(try await world.read(second, key: kept.key)["end_reason"].string == "application_exists")
        #expect(try await world.read(second, key: world.partner)["end_reason"].string == "applicant")
    }

    @Test func `of three who are merged one after the other the last has the applications in the end`() async throws {
        let merging = try await MergeWorld.shared
        let world = merging.applications
        let people = [try await world.applicant(), try await world.applicant(), try await world.applicant()]
        var own: [String: String] = [:]
        for one in people.dropLast() { own[try await world.applied(one, to: try await world.offer())] = "submitted" }
        let first = try await merging.merged(people[0].id, into: people[1].id)
        let second = try await merging.merged(people[1].id, into: people[2].id)
        #expect(try await states(people[2], world) == [:])
        for merge in [first, second] { try await merging.end(merge) }
        #expect(try await states(people[2], world) == own)
    }

    @Test func `what one of the two had not agreed to ends nothing within the term, and then no accepted place`()
        async throws
    {
        let merging = try await MergeWorld.shared
        let world = merging.applications
        for isKept in [true, false] {
            let consents = ["share_with_desk", "match", "contact"]
            let (applying, other) = (try await world.applicant(consents: consents), try await merging.member())
            let offer = try await world.offer()
            let accepted = try await world.applied(applying, to: offer, #", "share": ["name", "contact"]"#)
            let offered = try await world.say("offer", to: accepted, key: world.partner, ApplicationWorld.place())
            #expect(offered.status == 200, "\(offered.text)")
            #expect(try await world.say("accept", to: accepted, key: applying.key).status == 200)
            let before = try await world.read(accepted, key: world.partner)
            #expect(before["applicant/email"].string != nil, "\(before.text)")
            let merge =
                isKept
                ? try await merging.merged(other, into: applying.id)
                : try await merging.merged(applying.id, into: other)
            #expect(try await world.read(accepted, key: world.partner).text == before.text)
            try await merging.end(merge)
            let after = try await world.read(accepted, key: world.partner)
            #expect(after["state"].string == "accepted")
            #expect(isKept ? after.text == before.text : after["applicant"].isNull)
            #expect(try await world.free(offer) == 0)
        }
    }

    @Test func `what nobody accepted ends with what one of the two had not agreed to, once they are one`() async throws
    {
        let merging = try await MergeWorld.shared
        let world = merging.applications
        let (kept, absorbed) = (try await world.applicant(), try await merging.member())
        let one = try await world.offered(kept, try await world.offer())
        let merge = try await merging.merged(absorbed, into: kept.id)
        #expect(try await states(kept, world) == [one: "offered"])
        try await merging.end(merge)
        #expect(try await states(kept, world) == [one: "withdrawn"])
    }
}
