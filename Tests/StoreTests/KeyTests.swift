import Foundation
import Model
import Store
import TestDatabase
import Testing

/// Keys are found by their hash and end once.
@Suite struct KeyTests {
    private let hash = [UInt8](repeating: 7, count: 32)

    @Test func `a key is found by its hash with whose it is and ends once`() async throws {
        let records = try await Records()
        let store = records.database.store
        // The database compares the end with its own clock.
        let end = Date(timeIntervalSince1970: 4_000_000_000)
        let key = KeyRow(
            id: UUID(), role: "desk", organisation: records.desk, person: nil, expiresAt: end,
            scopes: ["read", "write"])
        try await store.run(InsertKey(key: key, hash: hash))
        let branch = Identifier<Organisation>.new(at: Records.now)
        try await store.run(
            InsertOrganisation(id: branch, organisation: try Records.organisation(parent: records.desk)))
        let person = try await records.addMember()
        let other = KeyRow(
            id: UUID(), role: "member", organisation: nil, person: person, expiresAt: end, scopes: ["read", "write"])
        try await store.run(InsertKey(key: other, hash: [UInt8](repeating: 8, count: 32)))

        let found = try #require(try await store.run(FindCaller(hash: hash)))
        #expect(found.key.id == key.id)
        #expect(found.key.role == "desk")
        #expect(found.key.organisation == records.desk)
        #expect(found.key.person == nil)
        #expect(found.key.expiresAt == end)
        #expect(found.key.revokedAt == nil)
        #expect(found.organisations == [records.desk, branch])
        let member = try #require(try await store.run(FindCaller(hash: [UInt8](repeating: 8, count: 32))))
        #expect(member.key.person == person)
        #expect(member.organisations.isEmpty)
        #expect(try await store.run(FindCaller(hash: [UInt8](repeating: 9, count: 32)))?.key.id == nil)
        #expect(Set(try await store.run(FindKeys()).map(\.id)) == [key.id, other.id])
        #expect(try await store.run(FindKeys()).first { $0.id == other.id }?.person == person)

        try await store.run(RevokeKey(id: key.id, at: Records.now))
        #expect(try await store.run(FindCaller(hash: hash))?.key.revokedAt == Records.now)
        for id in [key.id, UUID()] {
            let error = await #expect(throws: StoreError.self) {
                try await store.run(RevokeKey(id: id, at: Records.now + 1))
            }
            guard case .notFound = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        #expect(try await store.run(FindCaller(hash: hash))?.key.revokedAt == Records.now, "the first end stays")
    }

    @Test func `two keys never share a hash`() async throws {
        let store = try await TestDatabase().store
        let end = Date(timeIntervalSince1970: 4_000_000_000)
        let keys = (0..<2).map { _ in
            KeyRow(
                id: UUID(), role: "admin", organisation: nil, person: nil, expiresAt: end, scopes: ["read", "write"])
        }
        try await store.run(InsertKey(key: keys[0], hash: hash))
        let error = await #expect(throws: StoreError.self) { try await store.run(InsertKey(key: keys[1], hash: hash)) }
        guard case .duplicate(constraint: "api_key_hash_key") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
