import Foundation
import Model
import Postgres

/// Makes whoever else applies to an offer, or takes a place of it, wait.
///
/// The instant at which it is locked, by the clock that judges; null for what is no offer, or was never published.
package struct LockOffer: Query {
    package let id: Identifier<Offer>

    package init(_ id: Identifier<Offer>) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) -> Date? {
        try transaction.first("SELECT bg.lock_offer(\(id.uuid))") { row throws(PostgresError) in
            try row.nextOptional(Date.self)
        } ?? nil
    }
}

/// Makes whoever else changes an application, or takes a place of its offer, wait; gives the instant at which it is locked, by
/// the clock that judges.
package struct LockApplication: Query {
    package let id: Identifier<Application>

    package init(_ id: Identifier<Application>) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) -> Date? {
        try transaction.first("SELECT bg.lock_application(\(id.uuid))") { row throws(PostgresError) in
            try row.next(Date.self)
        }
    }
}

/// What an applicant says and shows.
package struct ApplicationContent: Hashable, Sendable {
    package let attestations: [String: Application.Attestation]
    package let shared: [Application.Part]

    package init(attestations: [String: Application.Attestation], shared: [Application.Part]) {
        self.attestations = attestations
        self.shared = shared
    }

    fileprivate var json: JSONText {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = try? encoder.encode(attestations.mapValues(\.rawValue))
        return JSONText(text.map { String(decoding: $0, as: UTF8.self) } ?? "{}")
    }
}

/// Applies to an offer; throws ``StoreError/conflict(_:)`` where the state of the offer or of the applicant forbids it.
package struct InsertApplication: Query {
    package let id: Identifier<Application>
    package let offer: Identifier<Offer>
    package let member: Identifier<Member>
    package let content: ApplicationContent
    package let ruleVersion: Int?
    package let isDraft: Bool

    package init(
        id: Identifier<Application>, to offer: Identifier<Offer>, by member: Identifier<Member>,
        _ content: ApplicationContent, ruleVersion: Int?, isDraft: Bool
    ) {
        self.id = id
        self.offer = offer
        self.member = member
        self.content = content
        self.ruleVersion = ruleVersion
        self.isDraft = isDraft
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change(
            """
            INSERT INTO bg.application (id, offer, person, shared, attestations, rule_version, submitted_at)
            VALUES (\(id.uuid), \(offer.uuid), \(member.uuid), \(content.shared.map(\.rawValue)), \(content.json),
                \(ruleVersion), CASE WHEN NOT \(isDraft) THEN now() END)
            """)
    }
}

/// Applications that who asks may know of, the latest first.
package struct ListApplications: Query {
    package static var isReadOnly: Bool { true }
    package var id: UUID?
    package var offer: UUID?
    package var state: Application.State?
    /// The one that the page begins after.
    package var after: UUID?
    package var limit: Int

    package init(
        id: UUID? = nil, offer: UUID? = nil, state: Application.State? = nil, after: UUID? = nil, limit: Int
    ) {
        self.id = id
        self.offer = offer
        self.state = state
        self.after = after
        self.limit = limit
    }

    package func run(
        in transaction: Transaction
    ) throws(StoreError) -> [(id: Identifier<Application>, value: Application)] {
        try transaction.all(
            """
            SELECT id, offer, person, organisation, state, shared, attestations, rule_version, created_at, submitted_at,
                late, shortlisted_at, interview_at, offered_at, respond_by, accepted_at, placed_at, ended_at, end_reason
            FROM bg.application
            WHERE (\(id)::uuid IS NULL OR id = \(id)) AND (\(offer)::uuid IS NULL OR offer = \(offer))
                AND (\(state?.rawValue)::text IS NULL OR state = \(state?.rawValue))
                AND (\(after)::uuid IS NULL OR id < \(after))
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { row throws(PostgresError) in
            (
                Identifier(try row.next(UUID.self)),
                Application(
                    offer: Identifier(try row.next(UUID.self)),
                    member: try row.nextOptional(UUID.self).map { Identifier($0) },
                    organisation: Identifier(try row.next(UUID.self)), state: try row.nextCase(),
                    shared: try row.next([String].self).compactMap(Application.Part.init),
                    attestations: try row.nextAttestations(), ruleVersion: try row.nextOptional(),
                    createdAt: try row.next(), submittedAt: try row.nextOptional(), isLate: try row.next(),
                    shortlistedAt: try row.nextOptional(), interviewAt: try row.nextOptional(),
                    offeredAt: try row.nextOptional(), respondBy: try row.nextOptional(),
                    acceptedAt: try row.nextOptional(), placedAt: try row.nextOptional(),
                    endedAt: try row.nextOptional(), endReason: try row.nextOptional())
            )
        }
    }
}

/// The offers that who asks has ever applied to.
package struct FindAppliedTo: Query {
    package static var isReadOnly: Bool { true }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) -> [UUID] {
        try transaction.all("SELECT DISTINCT offer FROM bg.application") { row throws(PostgresError) in
            try row.next(UUID.self)
        }
    }
}

extension Row {
    fileprivate mutating func nextAttestations() throws(PostgresError) -> [String: Application.Attestation] {
        let json = try next(JSONText.self).text
        guard let said = try? JSONDecoder().decode([String: String].self, from: Data(json.utf8)) else {
            throw .unexpectedResult("attestations that the program does not know")
        }
        return said.compactMapValues(Application.Attestation.init)
    }
}

/// Brings an application a step further, or ends it; throws ``StoreError/conflict(_:)`` where it does not stand where that can
/// be said.
package struct ChangeApplication: Query {
    package enum Step: Sendable {
        case submit(ApplicationContent, ruleVersion: Int?)
        case withdraw
        case accept
        case shortlist, interview
        /// A place, which is the applicant's to accept until then.
        case offer(until: Date)
        case reject(Application.Refusal)
        /// The applicant has begun.
        case place
    }

    package let id: Identifier<Application>
    package let step: Step

    package init(_ id: Identifier<Application>, _ step: Step) {
        self.id = id
        self.step = step
    }

    package func run(in transaction: Transaction) throws(StoreError) {
        var refusal = "application_not_open"
        var deadline: SQL = ""
        let change: SQL
        let states: [Application.State]
        switch step {
        case .submit(let content, let version):
            states = [.draft]
            change = """
                submitted_at = now(), shared = \(content.shared.map(\.rawValue)), attestations = \(content.json),
                rule_version = \(version)
                """
        case .shortlist: (states, change) = ([.submitted], "shortlisted_at = now()")
        case .interview: (states, change) = ([.submitted, .shortlisted], "interview_at = now()")
        case .offer(let until):
            (states, change) = ([.submitted, .shortlisted, .interview], "offered_at = now(), respond_by = \(until)")
        case .accept:
            refusal = "application_not_offered"
            // By the clock of the database, at the moment when the row is this transaction's.
            deadline = "AND respond_by > clock_timestamp()"
            (states, change) = ([.offered], "accepted_at = now()")
        case .place: (states, change) = ([.accepted], "placed_at = now()")
        case .withdraw:
            states = [.draft, .submitted, .shortlisted, .interview, .offered, .accepted]
            change = "ending = 'withdrawn', ended_at = now(), end_reason = 'applicant'"
        case .reject(let reason):
            if reason == .noShow { deadline = "AND bg.absent_from(id) <= clock_timestamp()" }
            states = reason == .noShow ? [.accepted] : [.submitted, .shortlisted, .interview, .offered]
            change = "ending = 'rejected', ended_at = now(), end_reason = \(reason.rawValue)"
        }
        let changed = try transaction.change(
            """
            UPDATE bg.application SET \(change)
            WHERE id = \(id.uuid) AND state = ANY(\(states.map(\.rawValue))) \(deadline)
            """)
        if changed == 0 { throw .conflict(refusal) }
    }
}

/// What an applicant shows whoever made the offer, as JSON; null where that is nothing, and for anybody else.
package struct ReadApplicant: Query {
    package static var isReadOnly: Bool { true }
    package let id: Identifier<Application>

    package init(of id: Identifier<Application>) { self.id = id }

    package func run(in transaction: Transaction) throws(StoreError) -> String? {
        try transaction.first("SELECT bg.applicant(\(id.uuid))") { row throws(PostgresError) in
            try row.nextOptional(JSONText.self)?.text
        } ?? nil
    }
}

/// Ends what nobody answered, sent or decided on in time, and what a consent shared that has ended by itself.
package struct LapseApplications: Query {
    package static var role: StoreRole? { .clock }

    package init() {}

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.change("SELECT bg.lapse_applications()")
    }
}
