import Foundation
import Model
import Secrets
import Store

/// Finds out who shows a key.
package struct Authenticate: Sendable {
    package let key: String

    package init(key: String) { self.key = key }

    /// Throws ``MatchingError/notAuthenticated`` for a key that is unknown, expired or revoked.
    package func run(in service: Service) async throws(MatchingError) -> Caller {
        guard let row = try await service.run(FindKeys(hash: Secret.hash(key))).first,
            row.revokedAt == nil, row.expiresAt > Date.now
        else { throw .notAuthenticated }
        return Caller(role: try await role(of: row, in: service), key: row.id)
    }

    private func role(of row: KeyRow, in service: Service) async throws(MatchingError) -> Caller.Role {
        switch (row.role, row.organisation, row.person) {
        case ("admin", _, _): return .admin
        case ("desk", let organisation?, _): return .desk(try await own(organisation, in: service))
        case ("partner", let organisation?, _): return .partner(try await own(organisation, in: service))
        case ("member", _, let person?): return .member(person)
        default: throw .internalFailure("a key of an unknown role")
        }
    }

    /// An organisation and those below it.
    private func own(
        _ organisation: Identifier<Organisation>, in service: Service
    ) async throws(MatchingError) -> Set<Identifier<Organisation>> {
        try await service.run(DescendantsOfOrganisations(ids: [organisation.uuid]))
    }
}

/// Makes a key: shown once, kept as its hash.
package struct CreateKey: Sendable {
    /// Whose key it is to be.
    package enum Holder: Sendable {
        case admin
        case desk(Identifier<Organisation>)
        case partner(Identifier<Organisation>)
        case member(Identifier<Member>)
    }

    package static let longestDays = 366

    package let holder: Holder
    package let days: Int

    /// - Parameter days: for how long it is valid, 1 to 366.
    package init(for holder: Holder, days: Int = 365) {
        self.holder = holder
        self.days = days
    }

    /// The key, of 256 bits. Throws ``MatchingError/invalid(_:)`` for a holder that is not there.
    package func run(in service: Service) async throws(MatchingError) -> String {
        guard (1...Self.longestDays).contains(days) else {
            throw .invalid(Violation(.valueOutOfRange, at: "/days", "give 1 to \(Self.longestDays) days"))
        }
        let key = Secret.token(prefix: "bg_")
        // A key's time is real time, also where the service's clock stands still.
        let expiry = Date.now.addingTimeInterval(Double(days) * 86_400)
        let row =
            switch holder {
            case .admin: KeyRow(id: UUID(), role: "admin", organisation: nil, person: nil, expiresAt: expiry)
            case .desk(let id): KeyRow(id: UUID(), role: "desk", organisation: id, person: nil, expiresAt: expiry)
            case .partner(let id): KeyRow(id: UUID(), role: "partner", organisation: id, person: nil, expiresAt: expiry)
            case .member(let id): KeyRow(id: UUID(), role: "member", organisation: nil, person: id, expiresAt: expiry)
            }
        try await service.run(InsertKey(key: row, hash: Secret.hash(key)))
        return key
    }
}
