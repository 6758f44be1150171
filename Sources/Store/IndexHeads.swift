import Foundation
import Model
import Postgres

/// The rows that the index is made of, without their criteria.
struct IndexHeads: Sendable {
    private(set) var members: [Member] = []
    private(set) var mentors: [Mentor] = []
    private(set) var ventures: [(id: UUID, desk: UUID, country: String, need: UUID)] = []
    private(set) var offers: [Offer] = []
    private(set) var rules: [UUID: [OfferRule]] = [:]
    private var persons = RowNumbers()
    /// By person: the country of the main residence.
    private var residences: [String?] = []
    private var origins = Groups<Person.Origin>()

    struct Member: Sendable {
        let id: UUID
        let person: Int32
        let profile: UUID
        let isOpenMentor: Bool
    }

    struct Mentor: Sendable {
        let id: UUID
        let person: Int32
        let profile: UUID
        let free: Int
        let replyDays: Int?
        let desks: [UUID]
    }

    struct Offer: Sendable {
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

    /// - Parameter person: the number in ``members`` or ``mentors``.
    func residence(of person: Int32) -> String? { residences[Int(person)] }

    func origins(of person: Int32) -> [Person.Origin] { Array(origins[person]) }

    /// None.
    init() {}

    init(
        _ scope: IndexScope, in transaction: Transaction, _ progress: LoadProgress? = nil
    ) throws(StoreError) {
        reserve(progress)
        do throws(PostgresError) {
            try readMembers(scope, in: transaction, progress)
            try readMentors(scope, in: transaction, progress)
            try readVentures(scope, in: transaction, progress)
            try readOffers(scope, in: transaction, progress)
            try readPersons(scope, in: transaction, progress)
        } catch {
            throw StoreError(error)
        }
        if case .all = scope {
            rules = try OfferRules.read(nil, in: transaction)
        } else {
            rules = try OfferRules.read(offers.map(\.id), in: transaction)
        }
    }

    private mutating func reserve(_ progress: LoadProgress?) {
        members.reserveCapacity(progress.room(for: "member"))
        persons = RowNumbers(expecting: progress.room(for: "member"))
        origins = Groups(expecting: progress.room(for: "person_origin"))
    }

    /// Who is no live person, or does not consent, is shown to the role that matches by no policy: `matched` says so, which triggers
    /// keep.
    private mutating func readMembers(
        _ scope: IndexScope, in transaction: Transaction, _ progress: LoadProgress?
    ) throws(PostgresError) {
        try transaction.copyOut(
            """
            SELECT m.id, m.profile, EXISTS (SELECT FROM bg.mentor o WHERE o.id = m.id AND o.status = 'open')
            FROM bg.member m WHERE m.status = 'live' AND (\(scope.chooses(\.people, "m.id", criteria: "m.profile")))
            """, progress
        ) { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            members.append(
                Member(id: id, person: persons.add(id), profile: try row.next(), isOpenMentor: try row.next()))
        }
    }

    private mutating func readMentors(
        _ scope: IndexScope, in transaction: Transaction, _ progress: LoadProgress?
    ) throws(PostgresError) {
        let desks = WorkingDesks.sql(mentor: "o", member: "m")
        try transaction.copyOut(
            """
            SELECT o.id, o.profile, greatest(o.capacity - o.held, 0), o.reply_days, w.desks
            FROM bg.mentor o JOIN bg.member m ON m.id = o.id
                CROSS JOIN LATERAL (SELECT \(literally: desks) AS desks OFFSET 0) w
            WHERE o.status = 'open' AND m.status = 'live' AND w.desks IS NOT NULL
                AND (\(scope.chooses(\.people, "o.id", criteria: "o.profile")))
            """, progress
        ) { row throws(PostgresError) in
            let id = try row.next(UUID.self)
            mentors.append(
                Mentor(
                    id: id, person: persons.add(id), profile: try row.next(), free: try row.next(),
                    replyDays: try row.nextOptional(), desks: try row.next()))
        }
    }

    /// A condition that chooses the rows of the persons of a scope, as a part of a statement.
    private func chosen(_ scope: IndexScope, _ column: String) -> SQL {
        guard case .some = scope else { return "" }
        return "\(literally: column) = ANY(\(Array(Set(members.map(\.id) + mentors.map(\.id)))))"
    }

    private mutating func readVentures(
        _ scope: IndexScope, in transaction: Transaction, _ progress: LoadProgress?
    ) throws(PostgresError) {
        try transaction.copyOut(
            """
            SELECT v.id, v.organisation, o.country, v.need
            FROM bg.venture v JOIN bg.organisation o ON o.id = v.organisation
            WHERE v.status = 'incubated' AND (\(scope.chooses(\.ventures, "v.id", criteria: "v.need")))
            """, progress
        ) { row throws(PostgresError) in
            ventures.append((try row.next(), try row.next(), try row.next(), try row.next()))
        }
    }

    private mutating func readOffers(
        _ scope: IndexScope, in transaction: Transaction, _ progress: LoadProgress?
    ) throws(PostgresError) {
        try transaction.copyOut(
            """
            SELECT f.id, o.country, f.need, f.gives, f.places - f.taken, f.opens_at, f.closes_at
            FROM bg.offer f JOIN bg.organisation o ON o.id = f.centre
            WHERE f.status = 'open' AND (\(scope.chooses(\.offers, "f.id", criteria: "f.need", "f.gives")))
            """, progress
        ) { row throws(PostgresError) in
            offers.append(
                Offer(
                    id: try row.next(), country: try row.next(), need: try row.next(), gives: try row.next(),
                    free: try row.next(), opensAt: try row.next(), closesAt: try row.next()))
        }
    }

    private mutating func readPersons(
        _ scope: IndexScope, in transaction: Transaction, _ progress: LoadProgress?
    ) throws(PostgresError) {
        var finder = RowFinder(persons)
        residences = Array(repeating: nil, count: persons.count)
        try transaction.copyOut(
            "SELECT person, country FROM bg.person_residence WHERE ordinal = 0 \(chosen(scope, "AND person"))", progress
        ) { row throws(PostgresError) in
            if let person = finder.number(of: try row.next()) { residences[Int(person)] = try row.next(String.self) }
        }
        try transaction.copyOut(
            "SELECT person, country, basis, generation FROM bg.person_origin \(chosen(scope, "WHERE person"))", progress
        ) { row throws(PostgresError) in
            guard let person = finder.number(of: try row.next()) else { return }
            let country = try row.next(String.self)
            let basis = Person.Origin.Basis(rawValue: try row.next(String.self)) ?? .birth
            let generation = try row.nextOptional(Int.self)
            if let origin = try? Person.Origin(country: country, basis: basis, generation: generation) {
                origins.add(origin, of: person)
            }
        }
        origins.close(owners: persons.count)
    }
}

extension IndexScope {
    /// The identifiers of one kind of record in a scope.
    struct Chosen {
        var people: Set<UUID>
        var ventures: Set<UUID>
        var offers: Set<UUID>
    }

    /// A condition that chooses the rows of the scope by their identifier or one of their criteria.
    func chooses(_ kind: KeyPath<Chosen, Set<UUID>>, _ column: String, criteria columns: String...) -> SQL {
        guard case .some(let people, let ventures, let offers, let criteria) = self else { return "true" }
        let chosen = Chosen(people: people, ventures: ventures, offers: offers)
        let byIdentifier: SQL = "\(literally: column) = ANY(\(Array(chosen[keyPath: kind])))"
        return columns.reduce(byIdentifier) { "\($0) OR \(literally: $1) = ANY(\(Array(criteria)))" }
    }
}
