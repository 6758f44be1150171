import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// A mentor's row says whether the member is open to matching, whoever changed that, and when.
@Suite struct MatchedMentorsTests {
    private static let wrong: SQL = """
        SELECT count(*) FROM bg.mentor o JOIN bg.member m ON m.id = o.id
        WHERE o.matched IS DISTINCT FROM (m.matched AND m.status = 'live')
        """
    private static let matched: SQL = "SELECT count(*) FROM bg.mentor WHERE matched"

    @Test func `a mentor is matched while the member is live and consents`() async throws {
        let records = try await Records()
        let (database, store) = (records.database, records.database.store)
        let person = try await records.addMember()
        try await store.run(InsertMentor(mentor: records.mentor(of: person)))
        #expect(try await database.count(Self.matched) == 1)
        let changes: [(SQL, Int)] = [
            ("UPDATE bg.member SET status = 'paused'", 0), ("UPDATE bg.member SET headline = 'x'", 0),
            ("UPDATE bg.member SET status = 'live'", 1), ("UPDATE bg.person SET status = 'restricted'", 0),
            ("UPDATE bg.person SET status = 'live'", 1),
            ("INSERT INTO bg.consent_withdrawal (consent) SELECT id FROM bg.consent", 0),
        ]
        for (change, count) in changes {
            try await database.execute(change)
            #expect(try await database.count(Self.matched) == count, "after \(change.text)")
            #expect(try await database.count(Self.wrong) == 0)
        }
        try await store.run(GiveConsent(person: person, consent: Records.consent(), at: Records.now))
        #expect(try await database.count(Self.matched) == 1)
    }

    @Test func `who becomes a mentor without a consent is not matched`() async throws {
        let records = try await Records()
        let person = try await records.addMember()
        try await records.database.store.run(WithdrawConsent(person: person, purpose: .match, at: Records.now))
        try await records.database.store.run(InsertMentor(mentor: records.mentor(of: person)))
        #expect(try await records.database.count(Self.matched) == 0)
    }

    @Test func `who withdraws while becoming a mentor is not matched`() async throws {
        let records = try await Records()
        let database = records.database
        let person = try await records.addMember()
        let becoming = await OpenTransaction(
            """
            INSERT INTO bg.mentor (id, profile, capacity) SELECT m.id, c.id, 1 FROM bg.member m, bg.criteria c
            WHERE c.id = m.profile
            """, in: database.owner)
        let withdrawal = Task {
            try await database.execute("INSERT INTO bg.consent_withdrawal (consent) SELECT id FROM bg.consent")
        }
        #expect(try await database.someoneWaits())
        try await becoming.commit()
        try await withdrawal.value
        #expect(try await database.count("SELECT count(*) FROM bg.mentor WHERE id = \(person.uuid)") == 1)
        #expect(try await database.count(Self.matched) == 0)
    }
}
