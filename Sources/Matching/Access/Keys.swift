import Foundation
import Model
import Secrets
import Store

/// Makes a key: shown once, kept as its hash.
package struct CreateKey: Sendable {
    /// Whose key it is to be.
    package enum Holder: Sendable {
        case admin
        case auditor
        case desk(Identifier<Organisation>)
        case partner(Identifier<Organisation>)
        case member(Identifier<Member>)
    }

    package static let longestDays = 366

    package let holder: Holder
    package let days: Int
    package let scopes: Set<Caller.Scope>

    /// - Parameter days: for how long it is valid, 1 to 366.
    package init(for holder: Holder, days: Int = 365, scopes: Set<Caller.Scope> = [.read, .write]) {
        self.holder = holder
        self.days = days
        self.scopes = scopes
    }

    /// The key, of 256 bits. Throws ``MatchingError/invalid(_:)`` for a holder that is not there, and
    /// ``MatchingError/conflict(_:)`` where two keys of the holder are good: one has to be revoked before there is another.
    ///
    /// - Parameter store: asked by the owner, who alone makes keys.
    package func run(in store: Store) async throws(MatchingError) -> String {
        guard (1...Self.longestDays).contains(days) else {
            throw .invalid(Violation(.valueOutOfRange, at: "/days", "give 1 to \(Self.longestDays) days"))
        }
        let key = Secret.token(prefix: "bg_")
        // A key's time is real time, also where the service's clock stands still.
        let expiry = Date.now.addingTimeInterval(Double(days) * 86_400)
        let (role, organisation, person): (String, Identifier<Organisation>?, Identifier<Member>?) =
            switch holder {
            case .admin: ("admin", nil, nil)
            case .auditor: ("auditor", nil, nil)
            case .desk(let id): ("desk", id, nil)
            case .partner(let id): ("partner", id, nil)
            case .member(let id): ("member", nil, id)
            }
        let row = KeyRow(
            id: UUID(), role: role, organisation: organisation, person: person, expiresAt: expiry,
            scopes: scopes.map(\.rawValue).sorted())
        do { try await store.run(InsertKey(key: row, hash: Secret.hash(key))) } catch { throw MatchingError(error) }
        return key
    }
}
