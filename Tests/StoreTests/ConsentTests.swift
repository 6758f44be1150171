import Foundation
import Model
import Store
import TestDatabase
import Testing

/// Consents are given and withdrawn for each purpose apart, and a withdrawal is never undone but by a new consent.
@Suite struct ConsentTests {
    private func purposes(_ id: Identifier<Member>, _ store: Store) async throws -> Set<Consent.Purpose> {
        Set(try await store.run(ReadConsents(person: id)).map(\.purpose))
    }

    @Test func `a consent stands until it is withdrawn and may be given again`() async throws {
        let records = try await Records()
        let id = try await records.addMember()
        let store = records.database.store
        #expect(try await purposes(id, store) == [.match])
        for purpose in [Consent.Purpose.contact, .match] {
            try await store.run(GiveConsent(person: id, consent: Records.consent(purpose), at: Records.now))
        }
        #expect(try await purposes(id, store) == [.match, .contact])
        try await store.run(WithdrawConsent(person: id, purpose: .match, at: Records.now + 1))
        #expect(try await purposes(id, store) == [.contact], "both consents for the purpose end")
        try await store.run(WithdrawConsent(person: id, purpose: .match, at: Records.now + 2))
        try await store.run(WithdrawConsent(person: id, purpose: .statistics, at: Records.now + 2))
        try await store.run(GiveConsent(person: id, consent: Records.consent(), at: Records.now + 3))
        #expect(try await purposes(id, store) == [.contact, .match])
    }

    @Test func `nobody's consent counts for another`() async throws {
        let records = try await Records()
        let (first, second) = (try await records.addMember(), try await records.addMember())
        try await records.database.store.run(WithdrawConsent(person: first, purpose: .match, at: Records.now))
        #expect(try await purposes(first, records.database.store) == [])
        #expect(try await purposes(second, records.database.store) == [.match])
    }
}
