import Foundation
import Matching
import Model
import Store
import TestDatabase
import Testing

@testable import API

/// The interface with three ventures and two mentors of the first desk.
struct CohortWorld {
    let interface: TestInterface
    let ventures: [String]
    let mentors: [String]

    init() async throws {
        interface = try await TestInterface(TestDatabase())
        var ventures: [String] = []
        var mentors: [String] = []
        for number in 1...3 {
            ventures.append(
                try await interface.register(
                    "ventures", as: .desk, Bodies.venture(interface.desk, "Coopérative \(number)")))
        }
        for number in 1...2 {
            let member = try await interface.register("members", as: .desk, Bodies.member("Person \(number)"))
            mentors.append(try await interface.register("mentors", as: .desk, Bodies.mentor(member)))
        }
        self.ventures = ventures
        self.mentors = mentors
        try await interface.service.load()
    }

    func body(_ ventures: [String]? = nil, _ mentors: [String]? = nil, desk: String? = nil) -> String {
        let quoted = { (ids: [String]) in "[\(ids.map { "\"\($0)\"" }.joined(separator: ","))]" }
        let named = mentors.map { ",\"mentors\":\(quoted($0))" } ?? ""
        return
            "{\"desk\":\"\(desk ?? interface.desk)\",\"name\":\"Agro\",\"ventures\":\(quoted(ventures ?? self.ventures))\(named)}"
    }

    /// Gives a venture and a mentor to the other desk.
    func handOver(_ venture: String, _ mentor: String) async throws {
        let other: Identifier<Organisation> = try TestInterface.id(interface.otherDesk)
        let (venture, mentor): (Identifier<Venture>, Identifier<Member>) = (
            try TestInterface.id(venture), try TestInterface.id(mentor)
        )
        try await interface.database.store.transaction { transaction throws(StoreError) in
            guard let oldVenture = try ReadVenture(id: venture).run(in: transaction),
                let oldMentor = try ReadMentor(id: mentor).run(in: transaction)
            else { throw .notFound }
            var (gone, left) = (oldVenture.value, oldMentor.value)
            gone.desk = other
            left.desks = [other]
            try UpdateVenture(oldVenture, to: gone).run(in: transaction)
            try UpdateMentor(oldMentor, to: left).run(in: transaction)
        }
        try await interface.service.load()
    }

    func refusal(of body: String, key: String? = nil) async throws -> [String] {
        let answer = try await interface.ask(
            .post, "cohorts", key: key ?? interface.keys[.desk], body, ["Idempotency-Key": UUID().uuidString])
        #expect(answer.status == 422)
        return answer.json.complaints
    }
}
