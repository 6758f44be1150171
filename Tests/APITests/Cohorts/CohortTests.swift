import Foundation
import HTTP
import Matching
import Model
import Store
import TestDatabase
import Testing

@testable import API

/// A cohort of three ventures with two mentors, in a database of its own.
@Suite struct CohortTests {
    /// An answer without the row of the log, which is new each time.
    private func unlogged(_ answer: Answer) -> String { answer.text.replacing(/"log":"[^"]*",/, with: "") }

    @Test func `a desk registers a cohort, reads, changes and lists it, and closes it`() async throws {
        let world = try await CohortWorld()
        let interface = world.interface
        let id = try await interface.register("cohorts", as: .desk, world.body(nil, world.mentors))
        let read = try await interface.ask(.get, "cohorts/\(id)", as: .desk)
        #expect(read["ventures"].array?.compactMap(\.string) == world.ventures)
        #expect(read["mentors"].array?.compactMap(\.string) == world.mentors)
        let all = try await interface.ask(
            .patch, "cohorts/\(id)", as: .desk, #"{"mentors": null, "name": "Agro 2026"}"#, ["If-Match": "\"1\""])
        #expect(all.status == 200, "\(all.text)")
        #expect(all["mentors"].isNull)
        #expect(try await interface.ask(.get, "cohorts", as: .desk)["items/0/name"] == .string("Agro 2026"))
        let other = try await interface.ask(.get, "cohorts", key: interface.otherDeskKey)
        #expect(other["items"].array?.isEmpty == true)
        for path in ["cohorts/\(id)", "cohorts/\(id)/assignment", "cohorts/\(id)/assignment/progress"] {
            #expect(try await interface.ask(.get, path, key: interface.otherDeskKey).status == 404)
        }
        let foreign = try await interface.ask(.post, "cohorts/\(id)/assignment", key: interface.otherDeskKey, "{}")
        #expect(foreign.status == 404)
        #expect(try await interface.ask(.get, "cohorts/\(id)/assignment", as: .desk).status == 404)
        #expect(try await interface.ask(.delete, "cohorts/\(id)", as: .desk, nil, ["If-Match": "\"2\""]).status == 204)
        let closed = try await interface.ask(.post, "cohorts/\(id)/assignment", as: .desk, "{}")
        #expect(closed.code == "cohort_closed")
    }

    @Test func `what a cohort cannot name is refused with its field`() async throws {
        let world = try await CohortWorld()
        let interface = world.interface
        let stranger = UUID().uuidString.lowercased()
        #expect(try await world.refusal(of: world.body([])) == ["/ventures value_missing"])
        let twice = world.body([world.ventures[0], world.ventures[0]])
        #expect(try await world.refusal(of: twice) == ["/ventures/1 duplicate_item"])
        let unknown = world.body([world.ventures[0], stranger])
        #expect(try await world.refusal(of: unknown) == ["/ventures/1 unknown_code"])
        #expect(try await world.refusal(of: world.body(nil, [])) == ["/mentors value_missing"])
        #expect(try await world.refusal(of: world.body(nil, [stranger])) == ["/mentors/0 unknown_code"])
        #expect(try await world.refusal(of: world.body(["x"])) == ["/ventures/0 type_mismatch"])
        let foreign = world.body(desk: interface.otherDesk)
        #expect(try await world.refusal(of: foreign) == ["/desk unknown_code"])
        // The ventures of another desk are none of its own.
        let stolen = try await world.refusal(of: foreign, key: interface.otherDeskKey)
        #expect(stolen == ["/ventures/0 unknown_code"])
    }

    @Test func `an assignment is a numbered preview that can be read again, and repeating it makes none`() async throws
    {
        let world = try await CohortWorld()
        let interface = world.interface
        let id = try await interface.register("cohorts", as: .desk, world.body())
        let path = "cohorts/\(id)/assignment"
        let dry = try await interface.ask(.post, path, as: .desk, #"{"dry_run": true}"#)
        #expect(dry.status == 200)
        #expect(dry["revision"].isNull)
        #expect(try await interface.ask(.get, path, as: .desk).status == 404)
        let first = try await interface.ask(.post, path, as: .desk, "{}")
        #expect(first.status == 201, "\(first.text)")
        #expect(first["total/matched"].integer == 3)
        #expect(first["items/0/match/parts"].array?.isEmpty == false)
        #expect(first["items/0/score"] == first["items/0/match/score"])
        let loads = (first["mentors"].array ?? []).compactMap { $0["capacity/assigned"].integer }
        // Even, since all pairs score the same.
        #expect(loads.sorted() == [1, 2])
        let again = try await interface.ask(.post, path, as: .desk, "{}")
        #expect(again.status == 200)
        #expect(unlogged(again) == unlogged(first))
        let forbidden = try await interface.ask(
            .post, path, as: .desk, #"{"forbids": [["\#(world.ventures[0])", "\#(world.mentors[0])"]]}"#)
        #expect(forbidden["revision"].integer == 2)
        #expect(forbidden["items/0/mentor"].string == world.mentors[1])
        #expect(unlogged(try await interface.ask(.get, path, as: .desk)) == unlogged(forbidden))
        #expect(unlogged(try await interface.ask(.get, "\(path)?revision=1", as: .desk)) == unlogged(first))
        #expect(try await interface.ask(.get, "\(path)?revision=3", as: .desk).status == 404)
        #expect(try await interface.ask(.get, "\(path)?revision=0", as: .desk).code == "malformed_parameter")
        let progress = try await interface.ask(.get, "\(path)/progress", as: .desk)
        #expect(progress["running"] == .bool(false))
        #expect(!first.text.contains("Person"))
    }

    @Test func `places run out, and staff see who is without and why`() async throws {
        let world = try await CohortWorld()
        let interface = world.interface
        let id = try await interface.register("cohorts", as: .desk, world.body(nil, [world.mentors[0]]))
        let path = "cohorts/\(id)/assignment"
        let short = try await interface.ask(.post, path, as: .desk, "{}")
        #expect(short["total/unmatched"].integer == 1)
        let without = (short["items"].array ?? []).first { $0["mentor"].isNull }
        #expect(without?["why/code"].string == "taken")
        #expect(without?["why/holders"].array?.count == 2)
        #expect(without?["regret"] == without?["best/score"])
        let wider = try await interface.ask(
            .post, path, as: .desk, #"{"capacities": [{"mentor": "\#(world.mentors[0])", "capacity": 3}]}"#)
        #expect(wider["total/unmatched"].integer == 0)
        #expect(wider["mentors/0/capacity/given"] == .bool(true))
        // Of a mentor who pauses afterwards nothing is shown but that it has changed.
        let paused = try await interface.ask(
            .patch, "mentors/\(world.mentors[0])", as: .desk, #"{"status": "paused"}"#, ["If-Match": "\"1\""])
        #expect(paused.status == 200)
        try await interface.service.load()
        let read = try await interface.ask(.get, path, as: .desk)
        #expect(read["items/0/changed"] == .bool(true))
        #expect(read["items/0/match"].isNull && read["mentors/0/card"].isNull)
        let nobody = try await interface.ask(.post, path, as: .desk, "{}")
        #expect(nobody["items/0/why/code"].string == "nobody")
        let pinned = try await interface.ask(
            .post, path, as: .desk, #"{"pins": [["\#(world.ventures[0])", "\#(world.mentors[0])"]]}"#)
        #expect(pinned.json.complaints == ["/pins/0 pin_impossible"])
    }

    @Test func `an assignment of a cohort that was closed meanwhile is not kept`() async throws {
        let world = try await CohortWorld()
        let store = world.interface.database.store
        let id = try await world.interface.register("cohorts", as: .desk, world.body())
        let cohort: Identifier<Cohort> = try TestInterface.id(id)
        let made = try await world.interface.ask(.post, "cohorts/\(id)/assignment", as: .desk, "{}")
        #expect(made.status == 201)
        let kept = try #require(try await store.run(ReadAssignment(of: cohort)))
        let closed = try await world.interface.ask(
            .delete, "cohorts/\(id)", as: .desk, nil, ["If-Match": "\"1\""])
        #expect(closed.status == 204)
        do {
            _ = try await store.run(KeepAssignment(kept.assignment, of: cohort, asOf: kept.asOf))
            Issue.record("it was kept")
        } catch {
            #expect("\(error)" == "cohort_closed")
        }
    }

    @Test func `one thing that is wrong hides what follows from it`() async throws {
        let world = try await CohortWorld()
        let id = try await world.interface.register("cohorts", as: .desk, world.body())
        let pair = #"["\#(world.ventures[0])", "\#(world.mentors[0])"]"#
        // The second pin is the same, so that no place is counted for it.
        let body = #"{"pins": [\#(pair), \#(pair)], "capacities": [{"mentor": "\#(world.mentors[0])", "capacity": 0}]}"#
        let refused = try await world.interface.ask(.post, "cohorts/\(id)/assignment", as: .desk, body)
        #expect(refused.json.complaints == ["/pins/1/0 duplicate_item"])
    }

    @Test func `conditions that are written wrongly are refused with their fields`() async throws {
        let world = try await CohortWorld()
        let id = try await world.interface.register("cohorts", as: .desk, world.body())
        for (body, complaints) in [
            (#"{"pins": [["x", "y"]]}"#, ["/pins/0 type_mismatch"]),
            (#"{"pins": ["x"]}"#, ["/pins/0 type_mismatch"]),
            (#"{"forbids": {}}"#, ["/forbids type_mismatch"]),
            (
                #"{"capacities": [{"capacity": 21}]}"#,
                ["/capacities/0/mentor value_missing", "/capacities/0/capacity value_out_of_range"]
            ),
            (#"{"dry-run": true}"#, ["/dry-run unknown_field"]),
        ] {
            let answer = try await world.interface.ask(.post, "cohorts/\(id)/assignment", as: .desk, body)
            #expect(answer.status == 422)
            #expect(Set(answer.json.complaints) == Set(complaints), "\(body)")
        }
    }

    @Test func `a panel says what each member brings, and asks for one of one to three`() async throws {
        let world = try await CohortWorld()
        let path = "ventures/\(world.ventures[0])/panel"
        let panel = try await world.interface.ask(.get, path, as: .desk)
        // Both mentors answer the same, so that one alone is the best panel.
        #expect(panel["members"].array?.count == 1, "\(panel.text)")
        #expect(panel["members/0/contribution"] == panel["score"])
        #expect(panel["parts/0/by"] == panel["members/0/match/id"])
        #expect(panel["skills/covered"].integer == 1)
        // A level short is an answer, and does not cover.
        let expert = Bodies.venture(world.interface.desk, need: #"{"skills": [{"skill": "accounting", "level": 4}]}"#)
        let demanding = try await world.interface.register("ventures", as: .desk, expert)
        let short = try await world.interface.ask(.get, "ventures/\(demanding)/panel", as: .desk)
        #expect(short["skills/asked"].integer == 1 && short["skills/covered"].integer == 0)
        #expect(try await world.interface.ask(.get, "\(path)?size=4", as: .desk).code == "malformed_parameter")
        #expect(try await world.interface.ask(.get, "\(path)?among=x", as: .desk).code == "malformed_parameter")
        let none = try await world.interface.ask(.get, "\(path)?among=\(UUID())", as: .desk)
        #expect(none["members"].array?.isEmpty == true && none["score"].integer == 0)
        #expect(try await world.interface.ask(.get, path, key: world.interface.otherDeskKey).status == 404)
    }
}
