import Foundation
import Model
import Postgres

/// Writes down what a person says; the database finds who is to answer.
///
/// Throws ``StoreError/conflict(_:)`` with `not_found` for what the person is not in, or nobody says.
package struct InsertContest: Query {
    package let id: Identifier<Contest>
    package let person: Identifier<Member>
    package let about: Contest.About
    package let text: PlainText

    package init(id: Identifier<Contest>, of person: Identifier<Member>, about: Contest.About, text: PlainText) {
        self.id = id
        self.person = person
        self.about = about
        self.text = text
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        var log: UUID?
        var offer: UUID?
        var application: UUID?
        switch about {
        case .shown(let id): log = id
        case .offer(let id): offer = id.uuid
        case .absence(let id): application = id.uuid
        }
        try transaction.change(
            """
            INSERT INTO bg.contest (id, person, log, offer, application, text)
            VALUES (\(id.uuid), \(person.uuid), \(log), \(offer), \(application), \(text.description))
            """)
    }
}

/// Contests that the asker may know of, the latest first.
package struct ListContests: Query {
    package static var isReadOnly: Bool { true }
    package typealias Result = [(id: Identifier<Contest>, contest: Contest)]

    package let id: UUID?
    package let isOpen: Bool?
    package let after: UUID?
    package let limit: Int

    /// - Parameters:
    ///   - id: the one that is wanted; null for all.
    ///   - isOpen: whether nobody has answered yet; null for both.
    ///   - after: the one that the page begins after.
    package init(id: UUID? = nil, isOpen: Bool? = nil, after: UUID? = nil, limit: Int) {
        self.id = id
        self.isOpen = isOpen
        self.after = after
        self.limit = limit
    }

    package func run(in transaction: Transaction) throws(StoreError) -> Result {
        try transaction.all(
            """
            SELECT id, person, log, offer, application, organisation, text, at, outcome, reason, answered_at FROM bg.contest
            WHERE (\(id)::uuid IS NULL OR id = \(id)) AND (\(isOpen)::bool IS NULL OR (answered_at IS NULL) = \(isOpen))
                AND (\(after)::uuid IS NULL OR (at, id) < (SELECT a.at, a.id FROM bg.contest a WHERE a.id = \(after)))
            ORDER BY at DESC, id DESC LIMIT \(limit)
            """
        ) { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            let person = try row.next(UUID.self)
            let log = try row.nextOptional(UUID.self)
            let offer = try row.nextOptional(UUID.self)
            let application = try row.nextOptional(UUID.self)
            guard
                let about = log.map({ Contest.About.shown($0) }) ?? offer.map({ .offer(Identifier($0)) })
                    ?? application.map({ .absence(Identifier($0)) })
            else { throw .unexpectedResult("a contest of nothing") }
            let organisation = try row.nextOptional(UUID.self)
            let (text, at) = (try row.next(String.self), try row.next(Date.self))
            let outcome = try row.nextOptional(String.self).flatMap { Contest.Outcome(rawValue: $0) }
            let (reason, answered) = (try row.nextOptional(String.self), try row.nextOptional(Date.self))
            var answer: Contest.Answer?
            if let outcome, let reason, let answered {
                answer = Contest.Answer(outcome: outcome, reason: reason, at: answered)
            }
            return (
                Identifier(id),
                Contest(
                    person: Identifier(person), about: about, organisation: organisation.map { Identifier($0) },
                    text: text, at: at, answer: answer)
            )
        }
    }
}

/// Answers a contest, once.
package struct AnswerContestRow: Query {
    package let id: UUID
    package let outcome: Contest.Outcome
    package let reason: PlainText
    package let principal: UUID?

    package init(_ id: UUID, _ outcome: Contest.Outcome, because reason: PlainText, by principal: UUID?) {
        self.id = id
        self.outcome = outcome
        self.reason = reason
        self.principal = principal
    }

    /// Throws ``StoreError/notFound`` without one that the asker may know of, and ``StoreError/conflict(_:)`` with
    /// `contest_answered` for one that has its answer, and `scope_missing` for one that takes a lead, or that is about whom who asks acts
    /// for.
    package func run(in transaction: Transaction) throws(StoreError) {
        guard try !ListContests(id: id, limit: 1).run(in: transaction).isEmpty else { throw .notFound }
        let answered = try transaction.change(
            """
            UPDATE bg.contest SET outcome = \(outcome.rawValue), reason = \(reason.description), answered_at = now(),
                answered_by = \(principal)
            WHERE id = \(id) AND answered_at IS NULL
            """)
        guard answered == 0 else { return }
        let isAnswered = try ListContests(id: id, limit: 1).run(in: transaction).first?.contest.answer != nil
        throw .conflict(isAnswered ? "contest_answered" : "scope_missing")
    }
}

/// What staff were shown of who asks, the latest first.
package struct ReadShownOfMe: Query {
    package static var isReadOnly: Bool { true }
    package struct Row: Sendable {
        package let id: UUID
        package let at: Date
        /// Whose staff it was; null for the administrators.
        package let organisation: UUID?
        /// Whether it was for the person that matches were asked.
        package let isSubject: Bool
        package let weights: String
        package let taxonomy: String
        package let asked: [UInt8]
        /// Those of the person alone.
        package let entries: [[UInt8]]
    }

    package let after: UUID?
    package let limit: Int

    package init(after: UUID? = nil, limit: Int) {
        self.after = after
        self.limit = limit
    }

    package func run(in transaction: Transaction) throws(StoreError) -> [Row] {
        try transaction.all("SELECT * FROM log.shown_of_me(\(after), \(Int32(limit)))") { row throws(PostgresError) in
            Row(
                id: try row.next(), at: try row.next(), organisation: try row.nextOptional(),
                isSubject: try row.next(), weights: try row.next(), taxonomy: try row.next(),
                asked: try row.next(Bytes.self).bytes, entries: try row.next([Bytes].self).map(\.bytes))
        }
    }
}
