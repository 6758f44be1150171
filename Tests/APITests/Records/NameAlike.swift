import Postgres
import Store

/// Gives several skills the same further name.
struct NameAlike: Query {
    static var role: StoreRole? { .owner }
    let label: String
    let codes: [String]

    func run(in transaction: Transaction) throws(StoreError) {
        do throws(PostgresError) {
            _ = try transaction.execute(
                """
                INSERT INTO ref.label (concept, language, kind, text, normal)
                SELECT id, 'de', 'alternative', \(label), \(label) FROM ref.concept WHERE code = ANY(\(codes))
                """)
        } catch { throw .failed(error) }
    }
}
