import Foundation
import Model
import Postgres

/// Where a program of an organisation hears of events, and how that went last.
package struct Webhook: Sendable {
    package let id: UUID
    package let organisation: Identifier<Organisation>
    package let url: String
    package let createdAt: Date
    /// The status of the last answer; null when there was none, or nothing was sent yet.
    package let lastStatus: Int?
    package let lastTriedAt: Date?
}

/// Adds a webhook; throws ``StoreError/conflict(_:)`` for the sixth of an organisation.
package struct InsertWebhook: Query {
    package let id: UUID
    package let organisation: Identifier<Organisation>
    package let url: WebhookURL
    package let secret: [UInt8]

    package init(id: UUID, organisation: Identifier<Organisation>, url: WebhookURL, secret: [UInt8]) {
        self.id = id
        self.organisation = organisation
        self.url = url
        self.secret = secret
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            INSERT INTO bg.webhook (id, organisation, url, secret)
            VALUES (\(id), \(organisation.uuid), \(url.text), \(Bytes(secret)))
            """)
    }
}

/// The webhooks that who asks may know of, in the order of their making.
package struct ListWebhooks: Query {
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> [Webhook] {
        try transaction.all(
            "SELECT id, organisation, url, created_at, last_status, last_tried_at FROM bg.webhook ORDER BY created_at, id"
        ) { row throws(PostgresError) in
            Webhook(
                id: try row.next(), organisation: Identifier(try row.next(UUID.self)), url: try row.next(),
                createdAt: try row.next(), lastStatus: try row.nextOptional(), lastTriedAt: try row.nextOptional())
        }
    }
}

/// Removes a webhook with what it has not been told yet; throws ``StoreError/notFound`` without one.
package struct DeleteWebhook: Query {
    package let id: UUID

    package init(_ id: UUID) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) {
        if try transaction.change("DELETE FROM bg.webhook WHERE id = \(id)") == 0 { throw .notFound }
    }
}

/// Something that happened, as a webhook is to hear of it.
package struct WebhookEvent: Sendable {
    /// Its place among those that wait.
    package let place: Int
    /// The same each time that it is told.
    package let id: UUID
    /// `introduction.active`
    package let type: String
    /// The record that it is about.
    package let subject: UUID
    package let at: Date
    package let url: String
    package let secret: [UInt8]
}

/// Takes the events that are due: whoever delivers one has half a minute to say so.
package struct TakeEvents: Query {
    package static var role: StoreRole? { .clock }
    package let most: Int

    package init(most: Int = 20) { self.most = most }

    package func run(in transaction: Transaction) throws(StoreError) -> [WebhookEvent] {
        try transaction.all(
            "SELECT id, event, type, subject, at, url, secret FROM log.take_events(\(most)) ORDER BY id"
        ) { row throws(PostgresError) in
            WebhookEvent(
                place: try row.next(), id: try row.next(), type: try row.next(), subject: try row.next(),
                at: try row.next(), url: try row.next(), secret: try row.next(Bytes.self).bytes)
        }
    }
}

/// Keeps how an event was answered, and forgets it where it was taken.
package struct EndEvent: Query {
    package static var role: StoreRole? { .clock }
    package let place: Int
    /// Null without an answer.
    package let status: Int?

    package init(_ place: Int, answeredWith status: Int?) {
        self.place = place
        self.status = status
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT log.end_event(\(place), \(status))")
    }
}
