import Postgres
import Secrets
import Store

/// Makes a key one that was good once.
struct EndKey: Query {
    enum Way {
        case revoked, expired
    }

    static var role: StoreRole? { .owner }
    let hash: [UInt8]
    let way: Way

    init(_ key: String, _ way: Way) {
        hash = Secret.hash(key)
        self.way = way
    }

    func run(in transaction: Transaction) throws(StoreError) {
        do {
            _ = try transaction.execute(
                """
                UPDATE bg.api_key SET created_at = now() - interval '2 days',
                    expires_at = CASE WHEN \(way == .expired) THEN now() - interval '1 day' ELSE expires_at END,
                    revoked_at = CASE WHEN \(way == .revoked) THEN now() END
                WHERE hash = \(Bytes(hash))
                """)
        } catch { throw .failed(error) }
    }
}
