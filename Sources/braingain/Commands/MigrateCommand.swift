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
        throw Failure.failed("no")
    }
}
