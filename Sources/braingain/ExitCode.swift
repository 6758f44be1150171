/// How the program ends, for scripts.
enum ExitCode: Int32, Sendable {
    /// Done; also when a list is empty.
    case ok = 0
    case failed = 1
    /// The command line or a setting is wrong.
    case usage = 2
    case notFound = 3
    /// The service says no; its error code is printed.
    case refused = 4
}
