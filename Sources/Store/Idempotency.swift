import Foundation
import Model
import Postgres

/// What was answered to a request that created something, so that its repetition gets the same answer.
package struct RememberedAnswer: Sendable, Equatable {
    package let status: Int
    package let headers: [String: String]
    package let body: [UInt8]

    package init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// A request that may be repeated: who asks, the key that they chose, and what is asked.
package struct IdempotentRequest: Sendable {
    package let caller: UUID
    package let key: String
    package let route: String
    package let bodyHash: [UInt8]

    package init(caller: UUID, key: String, route: String, bodyHash: [UInt8]) {
        self.caller = caller
        self.key = key
        self.route = route
        self.bodyHash = bodyHash
    }
}

/// Takes a key for the time of the transaction, or says what was answered under it.
package struct BeginIdempotent: Query {
    package enum Outcome: Sendable, Equatable {
        /// Nothing was answered yet: go on, and end with ``FinishIdempotent``.
        case new
        case answered(RememberedAnswer)
        /// The key belongs to another request, or to one whose answer went with somebody who was erased.
        case differs
        /// The same request is being worked on at this moment.
        case inFlight
    }

    package let request: IdempotentRequest

    package init(_ request: IdempotentRequest) { self.request = request }

    package func run(in transaction: Transaction) throws(StoreError) -> Outcome {
        let name = "\(request.caller.uuidString) \(request.key)"
        let isFree = try transaction.first("SELECT pg_try_advisory_xact_lock(hashtextextended(\(name), 1))") {
            row throws(PostgresError) in try row.next(Bool.self)
        }
        guard isFree == true else { return .inFlight }
        let known = try transaction.first(
            """
            SELECT route, body_hash, status, headers, body FROM log.idempotency
            WHERE caller = \(request.caller) AND key IN (\(request.key), log.hidden_key(\(request.key)))
            """
        ) { row throws(PostgresError) in
            (
                route: try row.next(String.self), hash: try row.next(Bytes.self).bytes, status: try row.next(Int.self),
                headers: try row.next(JSONText.self), body: try row.next(Bytes.self).bytes
            )
        }
        guard let known else { return .new }
        guard known.route == request.route, known.hash == request.bodyHash else { return .differs }
        let headers = try? JSONDecoder().decode([String: String].self, from: Data(known.headers.text.utf8))
        return .answered(RememberedAnswer(status: known.status, headers: headers ?? [:], body: known.body))
    }
}

/// Remembers what was answered, in the transaction of the effect itself.
package struct FinishIdempotent: Query {
    package let request: IdempotentRequest
    package let answer: RememberedAnswer

    package init(_ request: IdempotentRequest, answer: RememberedAnswer) {
        self.request = request
        self.answer = answer
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        let headers = (try? JSONEncoder().encode(answer.headers)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        try transaction.change(
            """
            INSERT INTO log.idempotency (caller, key, route, body_hash, status, headers, body)
            VALUES (\(request.caller), \(request.key), \(request.route), \(Bytes(request.bodyHash)),
                \(Int16(answer.status)), \(JSONText(headers)), \(Bytes(answer.body)))
            """)
    }
}

/// Forgets the answers that are older than a day.
package struct PurgeIdempotent: Query {
    package static var role: StoreRole? { .clock }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("DELETE FROM log.idempotency WHERE created_at < now() - interval '24 hours'")
    }
}
