import Demo
import Foundation

/// `braingain serve`: answers over HTTP until it is told to stop.
struct ServeCommand: Command {
    static let name = "serve"
    static let summary = "Serve the interface until SIGINT or SIGTERM"
    static let forms = ["[--clock INSTANT]"]
    static let examples = ["braingain serve", "braingain serve --clock 2026-06-01T09:00:00Z"]
    static let clock = Flag("clock", "INSTANT", "stand still at this instant, as 2026-06-01T09:00:00Z; demo: its day") {
        $0 == "demo" ? Population.clock : try? Date($0, strategy: .iso8601)
    }
    static let flags: [any FlagDescription] = [clock]

    private let clock: Date?

    init(_ arguments: Arguments) throws(UsageError) {
        _ = try arguments.operands(0...0, "flags")
        clock = try arguments.value(of: Self.clock)
    }

    func run(_ context: Context) async throws {
        throw Failure.failed("no")
    }
}
