import HTTP
import Matching
import TestDatabase
import Testing

@testable import API

/// The database holds a GET to changing nothing.
@Suite struct ReadOnlyTests {
    @Test func `each transaction of a GET is one that cannot write`() async throws {
        let interface = try await TestInterface(TestDatabase())
        let id = try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk, "Argan"))
        let cohort = try await interface.register(
            "cohorts", as: .desk, #"{"desk": "\#(interface.desk)", "name": "2026", "ventures": ["\#(id)"]}"#)
        // One that tells nobody of the failures that are planted.
        let silent = try Interface(interface.service)
        let desk = Caller(role: .desk([try TestInterface.id(interface.desk)]), principal: nil)
        for (readOnly, status) in [("on", Status.ok), ("off", .internalServerError)] {
            try await interface.database.owner.run(PlantedPolicy(readOnly: readOnly))
            for path in ["ventures", "ventures/\(id)", "ventures/\(id)/matches", "cohorts", "cohorts/\(cohort)"] {
                // Of mentors there are none: matches that are shown are logged, before their transaction can write no more.
                let query = path.hasSuffix("matches") ? [Query.Item(name: "seek", value: "mentors")] : []
                let request = Request(
                    .get, ["v1"] + path.split(separator: "/").map(String.init), query: Query(items: query))
                #expect(await silent.answer(request, as: desk).status == status, "\(path)")
            }
        }
    }
}
