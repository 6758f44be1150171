import Foundation
import Matching
import Model
import Store

/// The key with which a benchmark asks a service.
enum FreshKey {
    /// A new one; those of earlier runs end, since everybody has two at a time.
    static func make(for holder: CreateKey.Holder, in store: Store) async throws -> String {
        for key in try await store.run(FindKeys()) where key.revokedAt == nil && isOf(holder, key) {
            try await store.run(RevokeKey(id: key.id, at: .now))
        }
        return try await CreateKey(for: holder, days: 1).run(in: store)
    }

    private static func isOf(_ holder: CreateKey.Holder, _ key: KeyRow) -> Bool {
        switch holder {
        case .admin: key.role == "admin"
        case .auditor: key.role == "auditor"
        case .desk(let id), .partner(let id): key.organisation == id
        case .member(let id): key.person == id
        }
    }
}
