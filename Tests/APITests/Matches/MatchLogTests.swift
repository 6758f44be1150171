import Foundation
import HTTP
import Matching
import Testing

@testable import API

/// Every match that staff are shown is in the log, or it is not shown.
@Suite struct MatchLogTests {
    /// The operations whose answers have matches in them, by what OpenAPI says of their form.
    static let showing = API.Operation.all.filter { reached(from: $0.answer.schema).contains("Match") }

    private static func reached(from name: String) -> Set<String> {
        var reached: Set<String> = []
        var next = [name]
        while let name = next.popLast() {
            guard reached.insert(name).inserted else { continue }
            let references = (Schemas.all[name] ?? "").matches(of: /#\/components\/schemas\/(\w+)/)
            next += references.map { String($0.output.1) }
        }
        return reached
    }

    /// The identifiers of all matches in an answer, wherever they stand.
    private func matches(in value: JSONValue) -> Set<String> {
        if let array = value.array { return array.reduce(into: []) { $0.formUnion(matches(in: $1)) } }
        guard let object = value.object else { return [] }
        var found = object.members.reduce(into: Set<String>()) { $0.formUnion(matches(in: $1.value)) }
        if let id = object["id"]?.string, object["card"] != nil, object["kind"] != nil { found.insert(id) }
        return found
    }

    @Test func `there are operations that show matches`() {
        #expect(
            Set(Self.showing.map(\.name)).isSuperset(of: [
                "askMatches", "findPanel", "assignCohort", "findVenturesMatches", "explainMentorsMatch",
            ]))
    }

    @Test(arguments: showing.map(\.name))
    func `an operation that shows staff matches has each in its log`(_ name: String) async throws {
        let tenants = try await Tenants.shared
        let operation = try #require(API.Operation.all.first { $0.name == name })
        var logs = 0
        for role in [Role.desk, .admin] where operation.roles.contains(role) {
            let question = PolicyQuestion(operation: operation, isOfOther: false, role: role, relation: .own)
            let answer = try await question.ask(tenants).answer
            guard answer.status < 300 else { continue }
            let shown = matches(in: answer.json)
            guard !shown.isEmpty else { continue }
            let log = try #require(answer["log"].string.flatMap { UUID(uuidString: $0) }, "\(answer.text)")
            let rows = try await tenants.interface.database.contents(
                of: "SELECT operation, role, shown FROM log.match WHERE id = \(log)")
            #expect(rows.count == 1)
            for id in shown { #expect(rows[0].contains(id)) }
            #expect(rows[0].contains(name) && rows[0].contains("bg_\(role)"))
            logs += 1
        }
        #expect(logs > 0, "it is never seen to show any")
    }

    @Test func `of what a member or nobody in particular is shown nothing is kept`() async throws {
        let tenants = try await Tenants.shared
        let count = { try await tenants.interface.database.contents(of: "SELECT count(*) FROM log.match") }
        let before = try await count()
        for (role, path) in [(Role.member, "members/me/matches"), (.member, "mentors/me/matches")] {
            let page = try await tenants.interface.ask(.get, path, as: role)
            #expect(!matches(in: page.json).isEmpty && page.json.object?["log"] == nil)
        }
        for role in [Role.anonymous, .partner, .member] {
            let page = try await tenants.interface.ask(
                .post, "matches", as: role, #"{"seek": ["offers"], "profile": \#(Bodies.profile)}"#)
            #expect(!matches(in: page.json).isEmpty && page.json.object?["log"] == nil)
        }
        #expect(try await count() == before)
    }

    @Test func `what cannot be logged is not shown`() async throws {
        let world = try await CohortWorld()
        // One that tells nobody of the failures that are planted.
        let silent = try Interface(world.interface.service)
        let desk = Caller(role: .desk([try TestInterface.id(world.interface.desk)]), principal: nil)
        let request = Request(.get, ["v1", "ventures", world.ventures[0], "matches"])
        #expect(await silent.answer(request, as: desk).status == .ok)
        try await world.interface.database.execute(
            "ALTER TABLE log.match ADD CONSTRAINT planted CHECK (weights = '') NOT VALID")
        let refused = await silent.answer(request, as: desk)
        #expect(refused.status == .internalServerError)
        guard case .bytes(let body) = refused.body else { throw Unreadable() }
        #expect(!String(decoding: body, as: UTF8.self).contains("score"))
    }

    struct Unreadable: Error {}
}
