import Postgres
import Store

/// Why a program does not work with a database whose schema is not its own.
enum SchemaRefusal {
    /// Throws unless the schema is the one that this program knows.
    static func check(_ database: Database) throws(Failure) {
        let state: SchemaState
        do {
            state = try Connection(conninfo: database.conninfo(.owner)).schemaState(SchemaMigrations.all)
        } catch {
            throw .failed("\(error)")
        }
        guard state == .current else { throw failure(state) }
    }

    static func failure(_ state: SchemaState) -> Failure {
        switch state {
        case .current: .failed("the schema is current")
        case .behind(let count):
            .refused(code: "schema_behind", "\(count) migrations are missing: run braingain migrate")
        case .newer(let name):
            .refused(code: "schema_newer", "a newer program applied \(name): update this one")
        case .unknown(let name):
            .refused(code: "schema_unknown", "\(name): the database is none of this program's; use another one")
        }
    }
}
