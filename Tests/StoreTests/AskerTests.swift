import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// Who asks reaches the database, for the time of one transaction.
@Suite struct AskerTests {
    /// The role and the settings that a transaction runs under, as the database tells them.
    private struct TellAsker: Query {
        static var isReadOnly: Bool { true }

        func run(in transaction: Transaction) throws(StoreError) -> [String] {
            do throws(PostgresError) {
                var texts: [String] = []
                for name in ["role", "organisations", "person", "key", "shown"] {
                    let setting = name == "role" ? name : "braingain.\(name)"
                    for row in try transaction.query("SELECT coalesce(current_setting(\(setting), true), '')") {
                        var row = row
                        texts.append(try row.next(String.self))
                    }
                }
                return texts
            } catch {
                throw StoreError(error)
            }
        }
    }

    private static func connect() async throws -> Store {
        Store(pool: Pool(conninfo: try await TestDatabase.empty().conninfo(), size: 1))
    }

    @Test func `a transaction runs as who asks, and the next one as its own`() async throws {
        let store = try await Self.connect()
        let (organisation, person, key) = (UUID(), UUID(), UUID())
        var desk = Asker(.desk)
        desk.organisations = [organisation, person]
        desk.key = key
        #expect(
            try await store.asked(by: desk).run(TellAsker()) == [
                "bg_desk", "{\(organisation.uuidString),\(person.uuidString)}", "", key.uuidString, "",
            ])
        var member = Asker(.member)
        member.person = person
        member.shown = [0, 255]
        #expect(try await store.asked(by: member).run(TellAsker()) == ["bg_member", "", person.uuidString, "", "AP8="])
        #expect(try await store.run(TellAsker()) == ["bg_anonymous", "", "", "", ""])
    }

    @Test func `what may change nothing can change nothing`() async throws {
        let store = try await Self.connect().asked(by: Asker(.desk))
        try await store.run(RecordUnmapped(texts: ["felt hats"]))
        await #expect {
            try await store.unchangeable.run(RecordUnmapped(texts: ["felt hats"]))
        } throws: { error in
            if case StoreError.failed(.readOnlyTransaction) = error { true } else { false }
        }
    }
}
