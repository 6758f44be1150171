import Foundation
import Model
import Postgres

/// The rows that the index is made of, without their criteria.
struct IndexHeads {
    private(set) var members: [(id: UUID, profile: UUID, isOpenMentor: Bool)] = []
    private(set) var mentors: [(id: UUID, profile: UUID, free: Int, replyDays: Int?, desks: [UUID])] = []
    private(set) var ventures: [(id: UUID, desk: UUID, country: String, need: UUID)] = []
    private(set) var offers: [Offer] = []
    private(set) var residences: [UUID: [Place]] = [:]
    private(set) var origins: [UUID: [Person.Origin]] = [:]

    struct Offer {
        let id: UUID
        let country: String
        let need: UUID
        let gives: UUID
        let free: Int
        let opensAt: Date
        let closesAt: Date
    }

    /// The criteria of these rows; null for all there are.
    func criteria(_ scope: IndexScope) -> [UUID]? {
        guard case .some = scope else { return nil }
        return members.map(\.profile) + mentors.map(\.profile) + ventures.map(\.need)
            + offers.flatMap { [$0.need, $0.gives] }
    }

    /// The offers among these rows; null for all there are.
    func chosenOffers(_ scope: IndexScope) -> [UUID]? {
        guard case .some = scope else { return nil }
        return offers.map(\.id)
    }

    private static let consented = """
        EXISTS (SELECT FROM bg.consent c WHERE c.person = m.id AND c.purpose = 'match'
            AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id))
        """

    init(_ scope: IndexScope, in transaction: Transaction) throws(PostgresError) {
        try readMembers(scope, in: transaction)
        try readMentors(scope, in: transaction)
        try readVentures(scope, in: transaction)
        try readOffers(scope, in: transaction)
        try readPersons(scope, in: transaction)
    }

    private mutating func readMembers(_ scope: IndexScope, in transaction: Transaction) throws(PostgresError) {
        try transaction.copyOut(
            """
            SELECT m.id, m.profile, EXISTS (SELECT FROM bg.mentor o WHERE o.id = m.id AND o.status = 'open')
            FROM bg.member m JOIN bg.person p ON p.id = m.id
            WHERE m.status = 'live' AND p.status = 'live' AND \(Self.consented)
                AND \(scope.chooses(\.people, "m.id", criteria: "m.profile"))
            """
        ) { row throws(PostgresError) in members.append((try row.next(), try row.next(), try row.next())) }
    }

    private mutating func readMentors(_ scope: IndexScope, in transaction: Transaction) throws(PostgresError) {
        try transaction.copyOut(
            """
            SELECT o.id, o.profile, greatest(o.capacity - o.held, 0), o.reply_days, o.desks
            FROM bg.mentor o JOIN bg.member m ON m.id = o.id JOIN bg.person p ON p.id = o.id
            WHERE o.status = 'open' AND m.status = 'live' AND p.status = 'live' AND \(Self.consented)
                AND \(scope.chooses(\.people, "o.id", criteria: "o.profile"))
            """
        ) { row throws(PostgresError) in
            mentors.append(
                (
                    try row.next(), try row.next(), try row.next(), try row.nextOptional(Int.self),
                    try row.next([UUID].self)
                ))
        }
    }

    private mutating func readVentures(_ scope: IndexScope, in transaction: Transaction) throws(PostgresError) {
        try transaction.copyOut(
            """
            SELECT v.id, v.organisation, o.country, v.need
            FROM bg.venture v JOIN bg.organisation o ON o.id = v.organisation
            WHERE v.status = 'incubated' AND \(scope.chooses(\.ventures, "v.id", criteria: "v.need"))
            """
        ) { row throws(PostgresError) in
            ventures.append((try row.next(), try row.next(), try row.next(), try row.next()))
        }
    }

    private mutating func readOffers(_ scope: IndexScope, in transaction: Transaction) throws(PostgresError) {
        try transaction.copyOut(
            """
            SELECT f.id, o.country, f.need, f.gives, f.places - f.taken, f.opens_at, f.closes_at
            FROM bg.offer f JOIN bg.organisation o ON o.id = f.centre
            WHERE f.status = 'open' AND \(scope.chooses(\.offers, "f.id", criteria: "f.need", "f.gives"))
            """
        ) { row throws(PostgresError) in
            offers.append(
                Offer(
                    id: try row.next(), country: try row.next(), need: try row.next(), gives: try row.next(),
                    free: try row.next(), opensAt: try row.next(), closesAt: try row.next()))
        }
    }

    private mutating func readPersons(_ scope: IndexScope, in transaction: Transaction) throws(PostgresError) {
        let people = Set(members.map(\.id) + mentors.map(\.id))
        let chosen: String
        if case .some = scope { chosen = "person = ANY(\(IndexScope.literal(people)))" } else { chosen = "true" }
        try transaction.copyOut(
            "SELECT person, coalesce(region, country) FROM bg.person_residence WHERE \(chosen) ORDER BY person, ordinal"
        ) { row throws(PostgresError) in
            let person = try row.next(UUID.self)
            if let place = try? Place(try row.next(String.self)) { residences[person, default: []].append(place) }
        }
        try transaction.copyOut(
            "SELECT person, country, basis, generation FROM bg.person_origin WHERE \(chosen) ORDER BY person, country, basis"
        ) { row throws(PostgresError) in
            let person = try row.next(UUID.self)
            let country = try row.next(String.self)
            let basis = Person.Origin.Basis(rawValue: try row.next(String.self)) ?? .birth
            let generation = try row.nextOptional(Int.self)
            if let origin = try? Person.Origin(country: country, basis: basis, generation: generation) {
                origins[person, default: []].append(origin)
            }
        }
    }
}

extension IndexScope {
    /// The identifiers of one kind of record in a scope.
    struct Chosen {
        var people: Set<UUID>
        var ventures: Set<UUID>
        var offers: Set<UUID>
    }

    /// A condition in SQL that chooses the rows of the scope by their identifier or one of their criteria.
    func chooses(_ kind: KeyPath<Chosen, Set<UUID>>, _ column: String, criteria columns: String...) -> String {
        guard case .some(let people, let ventures, let offers, let criteria) = self else { return "true" }
        let chosen = Chosen(people: people, ventures: ventures, offers: offers)
        let byCriteria = columns.map { " OR \($0) = ANY(\(Self.literal(criteria)))" }.joined()
        return "(\(column) = ANY(\(Self.literal(chosen[keyPath: kind])))\(byCriteria))"
    }

    /// UUIDs as an array in SQL. COPY takes no binds; a UUID's text is safe by its type.
    static func literal(_ ids: Set<UUID>) -> String { "'{\(ids.map(\.uuidString).joined(separator: ","))}'::uuid[]" }
}
