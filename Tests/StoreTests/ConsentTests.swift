import Foundation
import Model
import Store
import TestDatabase
import Testing

/// Consents are given and withdrawn for each purpose apart, and a withdrawal is never undone but by a new consent.
@Suite struct ConsentTests {
    @Test func `a consent stands until it is withdrawn and may be given again`() async throws {
        let records = try await Records()
        let id = try await records.addMember()
        let store = records.database.store
        #expect(try await store.run(ReadConsents(person: id)) == [.match])
        for purpose in [Consent.Purpose.contact, .match] {
            try await store.run(GiveConsent(person: id, consent: Records.consent(purpose), at: Records.now))
        }
        #expect(try await store.run(ReadConsents(person: id)) == [.match, .contact])
        try await store.run(WithdrawConsent(person: id, purpose: .match, at: Records.now + 1))
        #expect(try await store.run(ReadConsents(person: id)) == [.contact], "both consents for the purpose end")
        try await store.run(WithdrawConsent(person: id, purpose: .match, at: Records.now + 2))
        try await store.run(WithdrawConsent(person: id, purpose: .statistics, at: Records.now + 2))
        try await store.run(GiveConsent(person: id, consent: Records.consent(), at: Records.now + 3))
        #expect(try await store.run(ReadConsents(person: id)) == [.contact, .match])
    }

    @Test func `nobody's consent counts for another`() async throws {
        let records = try await Records()
        let (first, second) = (try await records.addMember(), try await records.addMember())
        try await records.database.store.run(WithdrawConsent(person: first, purpose: .match, at: Records.now))
        #expect(try await records.database.store.run(ReadConsents(person: first)) == [])
        #expect(try await records.database.store.run(ReadConsents(person: second)) == [.match])
    }
}
