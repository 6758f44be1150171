import Foundation
import Model
import Secrets
import Store

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
