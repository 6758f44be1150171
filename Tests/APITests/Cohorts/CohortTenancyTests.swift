import Foundation
import HTTP
import Testing

@testable import API

/// What a desk learns of another through its cohorts: nothing.
@Suite struct CohortTenancyTests {
    @Test func `what went to another desk is shown in no cohort of the former one, and keeps none from being closed`()
        async throws
    {
        let world = try await CohortWorld()
        let interface = world.interface
        let (venture, mentor) = (world.ventures[0], world.mentors[0])
        let id = try await interface.register("cohorts", as: .desk, world.body(nil, world.mentors))
        let path = "cohorts/\(id)/assignment"
        let pin = #"{"pins": [["\#(venture)", "\#(mentor)"]]}"#
        #expect(try await interface.ask(.post, path, as: .desk, pin)["items/0/match/parts"].array?.isEmpty == false)
        try await world.handOver(venture, mentor)
        let read = try await interface.ask(.get, path, as: .desk)
        #expect(read["items/0/changed"] == .bool(true))
        #expect(read["items/0/card"].isNull && read["items/0/match"].isNull)
        #expect(read["mentors"].array?.first { $0["mentor"].string == mentor }?["card"].isNull == true)
        #expect(
            try await interface.ask(.post, path, as: .desk, pin).json.complaints == [
                "/pins/0/0 unknown_code", "/pins/0/1 unknown_code",
            ])
        let again = try await interface.ask(.post, path, as: .desk, "{}")
        #expect(again["items/0/why/code"].string == "not_open" && again["items/0/card"].isNull)
        #expect(again["mentors"].array?.map { $0["mentor"].string } == [world.mentors[1]])
        #expect(try await world.refusal(of: world.body()) == ["/ventures/0 unknown_code"])
        let named = try await interface.ask(
            .patch, "cohorts/\(id)", as: .desk, #"{"name": "Agro 2"}"#, ["If-Match": "\"1\""])
        #expect(named.status == 200, "\(named.text)")
        #expect(try await interface.ask(.delete, "cohorts/\(id)", as: .desk, nil, ["If-Match": "\"2\""]).status == 204)
    }

    @Test func `a cohort that names no mentors has those of its desk and of any, and no others`() async throws {
        let world = try await CohortWorld()
        let interface = world.interface
        let id = try await interface.register("cohorts", as: .desk, world.body(Array(world.ventures.dropFirst())))
        try await world.handOver(world.ventures[0], world.mentors[0])
        let path = "cohorts/\(id)/assignment"
        let assigned = try await interface.ask(.post, path, as: .desk, "{}")
        #expect(assigned["items"].array?.map { $0["mentor"].string } == [world.mentors[1], world.mentors[1]])
        #expect(!assigned.text.contains(world.mentors[0]))
        for body in [
            #"{"pins": [["\#(world.ventures[1])", "\#(world.mentors[0])"]]}"#,
            #"{"forbids": [["\#(world.ventures[1])", "\#(world.mentors[0])"]]}"#,
        ] {
            let (named, absent) = (body, body.replacing(world.mentors[0], with: UUID().uuidString.lowercased()))
            let refused = try await interface.ask(.post, path, as: .desk, named)
            #expect(refused.status == 422)
            let unknown = try await interface.ask(.post, path, as: .desk, absent)
            #expect(refused["errors"] == unknown["errors"])
        }
    }
}
