import Foundation
import HTTP
import Matching
import TestDatabase
import Testing

@testable import API

/// What a desk says in somebody's name, and where that person's own word goes before it.
@Suite struct OwnWordTests {
    private struct Person {
        let interface: TestInterface
        let id: String
        var key: String?

        func read(_ kind: String, _ key: String?) async throws -> Answer {
            try await interface.ask(.get, "\(kind)/\(id)", key: key)
        }

        /// Changes or retires a record of the person, of whichever version.
        func say(_ kind: String, _ key: String?, _ patch: String?) async throws -> Answer {
            let version = try await
                (self.key == nil ? interface.ask(.get, "\(kind)/\(id)", key: key) : read(kind, self.key))[
                    "version"
                ].integer
            return try await interface.ask(
                patch == nil ? .delete : .patch, "\(kind)/\(id)", key: key, patch, ["If-Match": "\"\(version ?? 0)\""])
        }

        func share(with desk: String) async throws {
            let given = try await interface.ask(
                .post, "members/me/consents", key: key,
                #"{"purpose": "share_with_desk", "organisation": "\#(desk)", "text_version": "1", "language": "fr"}"#)
            #expect(given.status == 200, "\(given.text)")
        }

        func unshare(with desk: String) async throws {
            let withdrawn = try await interface.ask(
                .delete, "members/me/consents/share_with_desk?organisation=\(desk)", key: key)
            #expect(withdrawn.status == 200, "\(withdrawn.text)")
        }
    }

    /// A member of the other desk, and its mentor where so asked; with a key of the own where they speak for themself.
    private func person(
        _ interface: TestInterface, isMentor: Bool = true, speaks: Bool = true
    ) async throws -> Person {
        let body = Bodies.member("Spoken Person").replacing(
            "someone@", with: "spoken-\(UUID().uuidString.lowercased())@")
        let answer = try await interface.ask(
            .post, "members", key: interface.otherDeskKey, body, ["Idempotency-Key": UUID().uuidString])
        var person = Person(interface: interface, id: try #require(answer["id"].string, "\(answer.text)"))
        if speaks { person.key = try await interface.memberKey(person.id) }
        guard isMentor else { return person }
        let made = try await interface.ask(
            .post, "mentors", key: interface.otherDeskKey, Bodies.mentor(person.id),
            ["Idempotency-Key": UUID().uuidString])
        try #require(made.status == 201, "\(made.text)")
        return person
    }

    @Test func `a desk that named itself reads, changes and finds a mentor as long as the person shares with it`()
        async throws
    {
        let interface = try await TestInterface(TestDatabase())
        let (mentor, desk) = (try await person(interface), interface.otherDeskKey)
        /// Whether the desk and an administrator find the mentor by a search, and as a match.
        let found = {
            try await interface.service.load()
            let need = #"{"seek": ["mentors"], "need": \#(Bodies.need)}"#
            var shown: [Bool] = []
            for key in [desk, interface.keys[.admin]] {
                for (path, body) in [("mentors/search", #"{"limit": 100}"#), ("matches", need)] {
                    let answer = try await interface.ask(.post, path, key: key, body)
                    #expect(answer.status == 200, "\(answer.text)")
                    shown.append((answer["items"].array ?? []).contains { $0["id"].string == mentor.id })
                }
            }
            return Set(shown)
        }
        #expect(try await found() == [true])
        try await mentor.unshare(with: interface.otherDesk)
        #expect(try await found() == [false])
        #expect(try await mentor.read("mentors", desk).status == 404)
        #expect(try await mentor.say("mentors", desk, #"{"headline": "Written afterwards"}"#).status == 404)
        #expect(try await mentor.say("mentors", mentor.key, nil).status == 204)
        #expect(try await mentor.say("mentors", desk, #"{"status": "open"}"#).status == 404)

        try await mentor.share(with: interface.otherDesk)
        #expect(try await mentor.say("mentors", mentor.key, #"{"status": "offered"}"#).status == 200)
        #expect(try await mentor.say("mentors", desk, #"{"status": "open"}"#).status == 200)
        #expect(try await found() == [true])
        // As if its term had come, and the clock not yet.
        try await interface.database.execute(
            "UPDATE bg.member SET granted_until = now() - interval '1 second' WHERE id::text = \(mentor.id)")
        #expect(try await mentor.read("mentors", desk).status == 404)
        #expect(try await found() == [false])
    }

    @Test func `a desk that the mentor in person named reads and changes the record without any sharing`() async throws
    {
        let interface = try await TestInterface.shared
        let (mentor, desk) = (try await person(interface), interface.otherDeskKey)
        let both = #"{"desks": ["\#(interface.otherDesk)", "\#(interface.desk)"]}"#
        #expect(try await mentor.say("mentors", mentor.key, both).status == 200)
        try await mentor.unshare(with: interface.otherDesk)
        for key in [desk, interface.keys[.desk]] {
            let changed = try await mentor.say("mentors", key, #"{"headline": "Named"}"#)
            #expect(changed.status == 200, "\(changed.text)")
        }
        let others = try await mentor.say("mentors", desk, #"{"desks": ["\#(interface.otherDesk)"]}"#)
        #expect(others.code == "consent_missing", "\(others.text)")
        let around = try await mentor.say("mentors", desk, #"{"desks": ["\#(interface.desk)"]}"#)
        #expect(around.code == "consent_missing", "\(around.text)")
    }

    @Test(arguments: ["members", "mentors"])
    func `what somebody sets to rest in person no desk sets live again`(kind: String) async throws {
        let interface = try await TestInterface.shared
        let (someone, desk) = (try await person(interface), interface.otherDeskKey)
        let status = { (status: String) in #"{"status": "\#(status)"}"# }
        let live = kind == "members" ? "live" : "open"
        for rest in [status("paused"), kind == "mentors" ? status("dormant") : nil, status("retired"), nil] {
            #expect(try await someone.say(kind, someone.key, rest).status < 300)
            let other = try await someone.say(kind, desk, #"{"headline": "Changed meanwhile"}"#)
            #expect(other.status == 200, "\(other.text)")
            // Nor by a way around.
            #expect(try await someone.say(kind, desk, status("paused")).status == 200)
            for way in kind == "mentors" ? ["offered", live] : [live] {
                let refused = try await someone.say(kind, desk, status(way))
                #expect(refused.status == 409 && refused.code == "rested_in_person", "\(refused.text)")
            }
            #expect(try await someone.say(kind, someone.key, status(live)).status == 200)
        }
        // What a desk sets to rest it sets live again, but where the person has said the same since.
        for rest in ["paused", "retired"] {
            for way in [rest, live] { #expect(try await someone.say(kind, desk, status(way)).status == 200) }
        }
        #expect(try await someone.say(kind, desk, nil).status == 204)
        #expect(try await someone.say(kind, someone.key, nil).status == 204)
        #expect(try await someone.say(kind, desk, status(live)).code == "rested_in_person")
        let file = try await interface.ask(.get, "members/me/export", key: someone.key)
        #expect(file["\(kind == "members" ? "" : "mentor_")rest/in_person"] == .bool(true), "\(kind)")
        #expect(file["\(kind == "members" ? "mentor_" : "")rest/in_person"] == .bool(false), "\(kind)")
    }

    @Test func `a desk that retires who speaks for themself ends nothing of theirs, and they do`() async throws {
        // Of its own, where the first page has all.
        let world = IntroductionWorld(interface: try await TestInterface(TestDatabase()))
        let applications = ApplicationWorld(interface: world.interface)
        let (mentor, (venture, founder)) = (try await world.mentor(), try await world.venture())
        let other = try await world.venture().id
        let active = try await world.introduced(mentor, to: venture)
        for party in [mentor, founder] { _ = try await world.say("accept", to: active, key: party.key) }
        let proposed = try await world.introduced(mentor, to: other)
        let applicant = ApplicationWorld.Party(id: mentor.id, key: mentor.key)
        try await applications.share(applicant, with: world.interface.centre)
        let offer = try await applications.offer()
        let place = try await applications.offered(applicant, offer)
        let someone = Person(interface: world.interface, id: mentor.id, key: mentor.key)
        let states = {
            [
                try await world.read(active, key: founder.key)["state"].string,
                try await world.read(proposed, key: mentor.key)["state"].string,
                try await applications.read(place, key: applications.partner)["state"].string,
            ]
        }
        let found = { (kind: String) in
            try await world.interface.ask(.post, "\(kind)/search", as: .admin, #"{"limit": 100}"#).text
                .contains(mentor.id)
        }
        for kind in ["mentors", "members"] {
            #expect(try await found(kind))
            #expect(try await someone.say(kind, world.interface.keys[.desk], nil).status == 204)
            #expect(try await someone.read(kind, mentor.key)["status"].string == "retired")
            #expect(try await states() == ["active", "proposed", "offered"], "\(kind)")
            #expect(try await !found(kind))
        }
        #expect(try await world.read(active, key: founder.key)["people/0/name"].string != nil)
        #expect(try await applications.read(place, key: applications.partner)["applicant"].isNull == false)
        #expect(try await someone.say("mentors", mentor.key, nil).status == 204)
        #expect(try await states() == ["active", "void", "offered"])
        #expect(try await someone.say("members", mentor.key, nil).status == 204)
        #expect(try await states() == ["closed", "void", "withdrawn"])
        #expect(try await world.read(active, key: founder.key)["end_reason"].string == "mentor_left")
        let reason = { (key: String?) in try await applications.read(place, key: key)["end_reason"].string }
        #expect(try await reason(mentor.key) == "record_retired")
        #expect(try await reason(applications.partner) == "applicant", "why is nobody else's to know")
    }

    @Test func `a mentor whom a desk retired offers themself again, and a desk opens them`() async throws {
        let interface = try await TestInterface.shared
        let (mentor, desk) = (try await person(interface), interface.otherDeskKey)
        let status = { (status: String) in #"{"status": "\#(status)"}"# }
        #expect(try await mentor.say("mentors", desk, nil).status == 204)
        #expect(try await mentor.say("mentors", mentor.key, status("open")).code == "mentor_not_vetted")
        #expect(try await mentor.say("mentors", mentor.key, status("offered")).status == 200)
        #expect(try await mentor.say("mentors", desk, status("open")).status == 200)
    }

    @Test(arguments: ["members", "mentors"])
    func `a desk that retires who has never signed in ends what is open, and says why`(kind: String) async throws {
        let world = try await IntroductionWorld.shared
        let interface = world.interface
        let id = try await interface.register("members", as: .desk, Bodies.member("Silent Person"))
        _ = try await interface.register("mentors", as: .desk, Bodies.mentor(id))
        let (venture, founder) = try await world.venture()
        let answer = try await world.propose(id, to: venture)
        let proposed = try #require(answer["id"].string, "\(answer.text)")
        let silent = Person(interface: interface, id: id)
        #expect(try await silent.say(kind, interface.keys[.desk], nil).status == 204)
        let ended = try await world.read(proposed, key: founder.key)
        #expect(ended["state"].string == (kind == "members" ? "closed" : "void"))
        #expect(ended["end_reason"].string == "mentor_left")
        let back = #"{"status": "\#(kind == "members" ? "live" : "open")"}"#
        #expect(try await silent.say(kind, interface.keys[.desk], back).status == 200, "the desk's to set live again")
    }

    @Test func `a mentor who is not open is read by desks that the person shares with or that introduced them alone`()
        async throws
    {
        let interface = try await TestInterface.shared
        let mentor = try await person(interface)
        #expect(try await mentor.say("mentors", mentor.key, #"{"desks": []}"#).status == 200)
        let venture = try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk))
        let comparable = { (answer: Answer) in
            answer.text.replacing(answer["trace"].string ?? "?", with: "") + "\(answer.headers.keys.sorted())"
        }
        let absent = try await interface.ask(.get, "mentors/\(UUID().uuidString.lowercased())", as: .desk)
        for status in ["paused", "dormant", "retired", "offered"] {
            #expect(try await mentor.read("mentors", interface.keys[.desk]).status == 200)
            #expect(try await mentor.say("mentors", mentor.key, #"{"status": "\#(status)"}"#).status == 200)
            let hidden = try await mentor.read("mentors", interface.keys[.desk])
            #expect(hidden.status == 404 && comparable(hidden) == comparable(absent), "\(status): \(hidden.text)")
            #expect(try await mentor.read("mentors", interface.otherDeskKey).status == 200)
            #expect(try await mentor.say("mentors", interface.otherDeskKey, #"{"headline": "Read"}"#).status == 200)
            let back = try await mentor.say(
                "mentors", status == "offered" || status == "retired" ? interface.otherDeskKey : mentor.key,
                #"{"status": "open"}"#)
            if status == "retired" {
                #expect(back.code == "rested_in_person")
                #expect(try await mentor.say("mentors", mentor.key, #"{"status": "offered"}"#).status == 200)
                #expect(try await mentor.say("mentors", interface.otherDeskKey, #"{"status": "open"}"#).status == 200)
            } else {
                #expect(back.status == 200, "\(back.text)")
            }
        }
        let proposed = try await interface.ask(
            .post, "introductions", as: .desk, #"{"venture": "\#(venture)", "mentor": "\#(mentor.id)", "reason": "x"}"#,
            ["Idempotency-Key": UUID().uuidString])
        #expect(proposed.status == 201, "\(proposed.text)")
        #expect(try await mentor.say("mentors", mentor.key, #"{"status": "paused"}"#).status == 200)
        #expect(try await mentor.read("mentors", interface.keys[.desk]).status == 200)
        #expect(try await mentor.say("mentors", interface.keys[.desk], #"{"headline": "No"}"#).code == "scope_missing")
        let declined = try await interface.ask(
            .post, "introductions/\(proposed["id"].string ?? "")/decline", key: mentor.key, #"{"reason": "no_time"}"#)
        #expect(declined.status == 200, "\(declined.text)")
        #expect(try await mentor.read("mentors", interface.keys[.desk]).status == 404)
    }

    @Test func `a desk that is told of a mentor reads the record`() async throws {
        let interface = try await TestInterface.shared
        let mentor = try await person(interface, isMentor: false)
        let body = Bodies.mentor(mentor.id, status: "offered")
            .replacing(#""desks": []"#, with: #""desks": ["\#(interface.desk)"]"#)
        let made = try await interface.ask(
            .post, "mentors", key: mentor.key, body, ["Idempotency-Key": UUID().uuidString])
        #expect(made.status == 201, "\(made.text)")
        let known = try await interface.ask(
            .post, "mentors", key: interface.otherDeskKey, Bodies.mentor(mentor.id),
            ["Idempotency-Key": UUID().uuidString])
        #expect(known.code == "mentor_exists", "\(known.text)")
        #expect(try await mentor.read("mentors", interface.otherDeskKey).status == 200)
        try await mentor.unshare(with: interface.otherDesk)
        #expect(try await mentor.read("mentors", interface.otherDeskKey).status == 404)
    }
}
