import Demo

/// `braingain demo`: invented people in an empty database, and the stories that prove the matching on them.
struct DemoCommand: Command {
    static let name = "demo"
    static let summary = "Fill an empty database with invented people, or check their stories"
    static let forms = ["[--scale N]", "--check"]
    static let examples = ["braingain demo", "braingain demo --check"]
    static let scale = Flag("scale", "N", "so many times as many members", in: 1...500)
    static let check = Switch("check", "tell the stories and check each answer; exit 0 only if all hold")
    static let flags: [any FlagDescription] = [scale, check]

    private let scale: Int
    private let checks: Bool

    init(_ arguments: Arguments) throws(UsageError) {
        _ = try arguments.operands(0...0, "flags")
        let scale = try arguments.value(of: Self.scale)
        checks = arguments.has(Self.check)
        guard !checks || scale == nil else { throw UsageError("--check and --scale do not go together") }
        self.scale = scale ?? 1
    }

    func run(_ context: Context) async throws {
        throw Failure.failed("no")
    }
}
