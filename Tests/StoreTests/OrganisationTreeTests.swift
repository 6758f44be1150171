import Foundation
import Model
import Store
import TestDatabase
import Testing

/// The tree of organisations.
@Suite struct OrganisationTreeTests {
    let database: TestDatabase
    var store: Store { database.store }

    init() async throws { database = try await TestDatabase() }

    private func insert(under parent: Identifier<Organisation>? = nil) async throws -> Identifier<Organisation> {
        let id = Identifier<Organisation>.new(at: Records.now)
        try await store.run(InsertOrganisation(id: id, organisation: try Records.organisation(parent: parent)))
        return id
    }

    private func move(_ id: Identifier<Organisation>, under parent: Identifier<Organisation>) async throws {
        let version = try await store.run(ReadOrganisation(id: id))?.version ?? 0
        let moved = try Records.organisation(parent: parent)
        try await store.run(UpdateOrganisation(id: id, expected: version, organisation: moved))
    }

    @Test func `who is moved takes all below along`() async throws {
        let (ministry, other) = (try await insert(), try await insert())
        let region = try await insert(under: ministry)
        let desk = try await insert(under: region)
        #expect(try await store.run(DescendantsOfOrganisations(ids: [ministry.uuid])) == [ministry, region, desk])
        try await move(region, under: other)
        #expect(try await store.run(DescendantsOfOrganisations(ids: [ministry.uuid])) == [ministry])
        #expect(try await store.run(DescendantsOfOrganisations(ids: [other.uuid])) == [other, region, desk])
        #expect(try await store.run(ReadOrganisation(id: desk))?.version == 1, "below, nothing was said anew")
    }

    @Test func `nobody can stand below themselves`() async throws {
        let ministry = try await insert()
        let region = try await insert(under: ministry)
        let desk = try await insert(under: region)
        for parent in [ministry, region, desk] {
            await #expect("refused") {
                try await move(ministry, under: parent)
            } throws: { error in
                if case .conflict("organisation_cycle") = error as? StoreError { true } else { false }
            }
        }
    }

    @Test func `two who are moved below one another at once make no circle`() async throws {
        for _ in 0..<10 {
            let (one, other) = (try await insert(), try await insert())
            async let first: Void? = try? move(one, under: other)
            async let second: Void? = try? move(other, under: one)
            _ = await (first, second)
            let circle = try await database.count(
                """
                SELECT count(*) FROM bg.organisation a JOIN bg.organisation b ON a.parent = b.id AND b.parent = a.id
                """)
            try #require(circle == 0)
        }
    }
}
