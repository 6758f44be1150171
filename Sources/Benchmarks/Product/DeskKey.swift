import Foundation
import Matching
import Model
import Store

/// The key with which a benchmark asks a service as a desk.
enum DeskKey {
    /// A new one; those of earlier runs end, since a desk has two at a time.
    static func make(for desk: Identifier<Organisation>, in store: Store) async throws -> String {
        for key in try await store.run(FindKeys()) where key.organisation == desk && key.revokedAt == nil {
            try await store.run(RevokeKey(id: key.id, at: .now))
        }
        return try await CreateKey(for: .desk(desk), days: 1).run(in: store)
    }
}
