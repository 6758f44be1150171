import Postgres
import Store

/// How many ventures have a name.
struct CountVentures: Query {
    let name: String

    func run(in transaction: Transaction) throws(StoreError) -> Int {
        do { return try transaction.query("SELECT 1 FROM bg.venture WHERE name = \(name)").count } catch {
            throw .failed(error)
        }
    }
}
