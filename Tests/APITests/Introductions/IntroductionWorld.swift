import Foundation
import HTTP
import Matching
import Store
import TestDatabase
import Testing

@testable import API

/// Ventures with a founder and mentors of a desk, who are introduced to one another.
struct IntroductionWorld: Sendable {
    let interface: TestInterface

    static var shared: IntroductionWorld {
        get async throws { IntroductionWorld(interface: try await TestInterface.shared) }
    }

    struct Party: Sendable {
        let id, key: String
    }

    func mentor(_ name: String = "Mentoring Person", places: Int = 2) async throws -> Party {
        let id = try await interface.register("members", as: .desk, person(name, "mentor"))
        let body = Bodies.mentor(id).replacing(#""total": 2"#, with: #""total": \#(places)"#)
        _ = try await interface.register("mentors", as: .desk, body)
        return Party(id: id, key: try await interface.memberKey(id))
    }

    /// A mentor who works with any desk, which nobody else says.
    func mentorOfAll(places: Int = 2) async throws -> Party {
        let mentor = try await mentor(places: places)
        let opened = try await interface.ask(
            .patch, "mentors/\(mentor.id)", key: mentor.key, #"{"desks": []}"#, ["If-Match": "\"1\""])
        try #require(opened.status == 200, "\(opened.text)")
        return mentor
    }

    func venture(wanting mentors: Int = 2) async throws -> (id: String, founder: Party) {
        let founder = try await interface.register("members", as: .desk, person("Founding Person", "founder"))
        let body = Bodies.venture(interface.desk)
            .replacing(#""mentors_wanted": 2"#, with: #""mentors_wanted": \#(mentors)"#)
            .replacing(#""stage""#, with: #""founders": [{"member": "\#(founder)", "lead": true}], "stage""#)
        let id = try await interface.register("ventures", as: .desk, body)
        return (id, Party(id: founder, key: try await interface.memberKey(founder)))
    }

    private func person(_ name: String, _ word: String) -> String {
        Bodies.member(name).replacing("someone@", with: "\(word)-\(UUID().uuidString.lowercased())@")
    }

    /// With a reason, so that it is nobody's first place that decides.
    func propose(
        _ mentor: String, to venture: String, _ more: String = #", "reason": "they know one another""#
    ) async throws -> Answer {
        try await interface.ask(
            .post, "introductions", as: .desk, #"{"venture": "\#(venture)", "mentor": "\#(mentor)"\#(more)}"#,
            ["Idempotency-Key": UUID().uuidString])
    }

    func introduced(_ mentor: Party, to venture: String) async throws -> String {
        let answer = try await propose(mentor.id, to: venture)
        try #require(answer.status == 201, "\(answer.text)")
        return try #require(answer["id"].string)
    }

    func say(_ verb: String, to id: String, key: String?, _ body: String? = nil) async throws -> Answer {
        try await interface.ask(.post, "introductions/\(id)/\(verb)", key: key, body)
    }

    func read(_ id: String, key: String?) async throws -> Answer {
        try await interface.ask(.get, "introductions/\(id)", key: key)
    }

    /// The places that a mentor has left, as the desk reads it.
    func free(_ mentor: Party) async throws -> Int? {
        try await interface.ask(.get, "mentors/\(mentor.id)", as: .desk)["capacity/free"].integer
    }
}
