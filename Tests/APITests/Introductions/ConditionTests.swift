import Foundation
import HTTP
import Testing

@testable import API

/// What was read has an ETag, and a command that names one is for what was read.
@Suite struct ConditionTests {
    @Test func `an introduction is answered as it was read, or not at all`() async throws {
        let world = try await IntroductionWorld.shared
        let mentor = try await world.mentor()
        let (venture, founder) = try await world.venture()
        let id = try await world.introduced(mentor, to: venture)
        let ask = { (method: HTTP.Method, verb: String, headers: [String: String]) in
            try await world.interface.ask(method, "introductions/\(id)\(verb)", key: mentor.key, nil, headers)
        }
        let first = try #require(try await world.read(id, key: mentor.key).headers["etag"])
        let same = try await ask(.get, "", ["If-None-Match": first])
        #expect(same.status == 304 && same.text.isEmpty && same.headers["etag"] == first)
        #expect(try await world.say("accept", to: id, key: founder.key).status == 200)
        let changed = try await ask(.get, "", ["If-None-Match": first])
        #expect(changed.status == 200 && changed.headers["etag"] != first)
        let second = try #require(changed.headers["etag"])
        for stale in [first, "W/\(second)", "\"1\"", "second"] {
            let refused = try await ask(.post, "/accept", ["If-Match": stale])
            #expect(refused.status == 412 && refused.code == "version_stale", "\(stale): \(refused.text)")
        }
        #expect(try await world.read(id, key: mentor.key)["state"].string == "venture_accepted")
        let accepted = try await ask(.post, "/accept", ["If-Match": "\(first), \(second)"])
        #expect(accepted.status == 200, "\(accepted.text)")
        // What has been said already is answered with what stands.
        #expect(try await ask(.post, "/accept", ["If-Match": first]).status == 200)
        #expect(try await world.read(id, key: mentor.key).headers["etag"] == accepted.headers["etag"])
        // Whom it leads to is part of what is read.
        try await world.interface.database.execute(
            "UPDATE bg.person SET name = 'Another Name' WHERE id::text = \(founder.id)")
        #expect(try await world.read(id, key: mentor.key).headers["etag"] != accepted.headers["etag"])
        let closing = { (etag: String) in
            try await world.interface.ask(
                .post, "introductions/\(id)/close", key: mentor.key, #"{"outcome": "goals_met"}"#, ["If-Match": etag])
        }
        #expect(try await closing(accepted.headers["etag"] ?? "").status == 412)
        #expect(try await closing("*").status == 200)
        // What has ended is first another than was read, and then over.
        let ended = try #require(try await world.read(id, key: founder.key).headers["etag"])
        let declining = { (etag: String) in
            try await world.interface.ask(
                .post, "introductions/\(id)/decline", key: founder.key, #"{"reason": "other"}"#, ["If-Match": etag])
        }
        #expect(try await declining(first).code == "version_stale")
        #expect(try await declining(ended).code == "introduction_not_open")
    }

    @Test func `an application is answered as it was read, or not at all`() async throws {
        let world = try await ApplicationWorld.shared
        let person = try await world.applicant()
        let id = try await world.applied(person, to: try await world.offer(), #", "share": ["headline"]"#)
        let read = { (key: String?) in try #require(try await world.read(id, key: key).headers["etag"]) }
        let ask = { (verb: String, key: String?, etag: String) in
            try await world.interface.ask(.post, "applications/\(id)/\(verb)", key: key, nil, ["If-Match": etag])
        }
        let (own, theirs) = (try await read(person.key), try await read(world.partner))
        try await world.interface.database.execute(
            "UPDATE bg.member SET headline = 'another one' WHERE id::text = \(person.id)")
        let shown = try await read(world.partner)
        try #require(shown != theirs, "what the applicant shows is part of what is read")
        #expect(try await ask("shortlist", world.partner, theirs).code == "version_stale")
        let listed = try await ask("shortlist", world.partner, shown)
        #expect(listed.status == 200, "\(listed.text)")
        #expect(try await read(world.partner) == listed.headers["etag"])
        #expect(try await ask("withdraw", person.key, own).code == "version_stale")
        #expect(try await world.read(id, key: person.key)["state"].string == "shortlisted")
        #expect(try await ask("withdraw", person.key, try await read(person.key)).status == 200)
        #expect(try await ask("withdraw", person.key, own).status == 200, "it is said already")
        // What has ended is first another than was read, and then over.
        for (verb, key, stale, code) in [
            ("interview", world.partner, shown, "application_not_open"),
            ("accept", person.key, own, "application_not_offered"),
        ] {
            let refused = try await ask(verb, key, stale)
            #expect(refused.status == 412 && refused.code == "version_stale", "\(refused.text)")
            for etag in [try await read(key), "*"] {
                let over = try await ask(verb, key, etag)
                #expect(over.status == 409 && over.code == code, "\(over.text)")
            }
        }
    }
}
