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
        guard let found = try await found(in: service), found.key.revokedAt == nil,
            found.key.expiresAt > Date.now
        else { throw .notAuthenticated }
        let role: Caller.Role? =
            switch (found.key.role, found.key.organisation, found.key.person) {
            case ("admin", _, _): .admin
            case ("desk", _?, _): .desk(found.organisations)
            case ("partner", _?, _): .partner(found.organisations)
            case ("member", _, let person?): .member(person)
            default: nil
            }
        guard let role else { throw .internalFailure("a key of an unknown role") }
        return Caller(role: role, key: found.key.id)
    }
}

extension Authenticate {
    /// Who shows a key may see that key, and no other.
    private func found(in service: Service) async throws(MatchingError) -> FindCaller.Result {
        let hash = Secret.hash(key)
        var asker = Asker.anonymous
        asker.shown = hash
        do { return try await service.store.asked(by: asker).run(FindCaller(hash: hash)) } catch {
            throw MatchingError(error)
        }
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
    ///
    /// - Parameter store: asked by the owner, who alone makes keys.
    package func run(in store: Store) async throws(MatchingError) -> String {
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
        do { try await store.run(InsertKey(key: row, hash: Secret.hash(key))) } catch { throw MatchingError(error) }
        return key
    }
}
