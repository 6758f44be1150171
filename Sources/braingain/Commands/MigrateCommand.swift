import Postgres
import Store

/// `braingain migrate`: brings the database to this program's schema; no other command changes it.
struct MigrateCommand: Command {
    static let name = "migrate"
    static let summary = "Bring the database to this program's schema"
    static let forms = [""]
    static let examples = ["braingain migrate"]
    static let flags: [any FlagDescription] = []

    init(_ arguments: Arguments) throws(UsageError) {
        _ = try arguments.operands(0...0, "flags")
    }

    func run(_ context: Context) async throws {
        let database = try Database(context.settings)
        defer { database.close() }
        context.console.say("The database is \(database.kind).")
        let connection = Connection(conninfo: database.conninfo(.owner))
        let before: SchemaState
        do {
            before = try connection.migrate(SchemaMigrations.all) { context.console.print($0) }
        } catch {
            throw Failure.failed("\(error)")
        }
        switch before {
        case .current: context.console.print("The schema is current.")
        case .behind(let count): context.console.print("The schema is current: \(count) migrations were applied.")
        case .newer, .unknown: throw SchemaRefusal.failure(before)
        }
    }
}
