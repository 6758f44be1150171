import Foundation
import Model
import Postgres
import Store
import TestDatabase
import Testing

/// A repeated request gets the answer of the first, and never has its effect twice.
@Suite struct IdempotencyTests {
    private static func request(
        caller: UUID = UUID(), key: String = "k", route: String = "POST /members", body: UInt8 = 1
    ) -> IdempotentRequest {
        IdempotentRequest(caller: caller, key: key, route: route, bodyHash: [UInt8](repeating: body, count: 32))
    }

    private let answer = RememberedAnswer(
        status: 201, headers: ["Location": "/members/é\"1"], body: [0, 255, 10, 123])

    @Test func `a request is new, then answered with what was answered, byte by byte`() async throws {
        let store = try await TestDatabase.empty().store
        let request = Self.request()
        #expect(try await store.run(BeginIdempotent(request)) == .new)
        #expect(try await store.run(BeginIdempotent(request)) == .new, "to begin alone leaves nothing behind")
        try await finish(request, in: store)
        #expect(try await store.run(BeginIdempotent(request)) == .answered(answer))
        #expect(try await store.run(BeginIdempotent(Self.request())) == .new, "another caller has keys of their own")
        let other = Self.request(caller: request.caller, key: "K")
        #expect(try await store.run(BeginIdempotent(other)) == .new)
    }

    @Test func `a key that belongs to another request differs`() async throws {
        let store = try await TestDatabase.empty().store
        let request = Self.request()
        try await finish(request, in: store)
        for other in [
            Self.request(caller: request.caller, body: 2), Self.request(caller: request.caller, route: "POST /offers"),
        ] {
            #expect(try await store.run(BeginIdempotent(other)) == .differs)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a request whose line fell silent is ended by the server, and lets go of what it held`() async throws {
        let database = try await TestDatabase.empty()
        let act = Act(operation: "registerMember", trace: "0")
        let silent = await OpenTransaction("SELECT pg_advisory_xact_lock(7)", in: database.store.during(act))
        let isFree: SQL = "SELECT pg_try_advisory_xact_lock(7) AS free"
        #expect(try await database.contents(of: isFree) == [#"{"free": false}"#])
        while try await database.contents(of: isFree) != [#"{"free": true}"#] {
            try await Task.sleep(for: .milliseconds(100))
        }
        await #expect {
            try await silent.commit()
        } throws: { error in
            if case .unavailable = error as? StoreError { true } else { false }
        }
    }

    @Test func `a request that is being worked on is in flight until it ends, however it ends`() async throws {
        let store = try await TestDatabase.empty().store
        let request = Self.request()
        let (begun, free) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
        let answer = answer
        let first = Task {
            try await store.transaction { transaction throws(StoreError) in
                let outcome = try BeginIdempotent(request).run(in: transaction)
                begun.continuation.yield()
                // On a thread of the pool's, which may wait.
                free.wait()
                try FinishIdempotent(request, answer: answer).run(in: transaction)
                return outcome
            }
        }
        for await _ in begun.stream { break }
        #expect(try await store.run(BeginIdempotent(request)) == .inFlight)
        #expect(try await store.run(BeginIdempotent(Self.request())) == .new)
        free.signal()
        #expect(try await first.value == .new)
        #expect(try await store.run(BeginIdempotent(request)) == .answered(answer))
    }

    @Test func `a transaction that fails remembers nothing`() async throws {
        let store = try await TestDatabase.empty().store
        let request = Self.request()
        let answer = answer
        await #expect(throws: StoreError.self) {
            try await store.transaction { transaction throws(StoreError) in
                _ = try BeginIdempotent(request).run(in: transaction)
                try FinishIdempotent(request, answer: answer).run(in: transaction)
                throw .conflict("no")
            }
        }
        #expect(try await store.run(BeginIdempotent(request)) == .new)
    }

    @Test func `answers are forgotten after a day`() async throws {
        let database = try await TestDatabase.empty()
        let (old, young) = (Self.request(), Self.request())
        for request in [old, young] { try await finish(request, in: database.store) }
        try await database.execute(
            """
            UPDATE log.idempotency SET created_at = now() - CASE caller WHEN \(old.caller) THEN interval '25 hours'
                ELSE interval '23 hours' END
            """)
        try await database.store.run(PurgeIdempotent())
        #expect(try await database.store.run(BeginIdempotent(old)) == .new)
        #expect(try await database.store.run(BeginIdempotent(young)) == .answered(answer))
    }

    private func finish(_ request: IdempotentRequest, in store: Store) async throws {
        try await store.run(FinishIdempotent(request, answer: answer))
    }
}
