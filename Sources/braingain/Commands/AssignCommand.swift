import Foundation

/// `braingain assign`: who is to accompany whom in a cohort.
struct AssignCommand: Command {
    static let name = "assign"
    static let summary = "Assign a cohort's ventures to mentors, the best for all of them together"
    static let forms = ["COHORT [FLAG…]"]
    static let examples = ["braingain assign 3a9f0c1e-5b7d-8e2a-9c4f-0d1e2f3a4b5c --dry-run"]
    static let pin = Flag(
        "pin", "VENTURE=MENTOR", "a pair that stays together whatever the score", repeats: true, read: pair)
    static let forbid = Flag("forbid", "VENTURE=MENTOR", "a pair that must not be", repeats: true, read: pair)
    static let capacity = Flag(
        "capacity", "MENTOR=NUMBER", "how many ventures at once, in the place of the mentor's own", repeats: true
    ) { text -> (mentor: String, places: Int)? in
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, UUID(uuidString: String(parts[0])) != nil, let places = Int(parts[1]) else {
            return nil
        }
        return (String(parts[0]), places)
    }
    static let dryRun = Switch("dry-run", "keep nothing: the assignment gets no number")
    static let flags: [any FlagDescription] = [pin, forbid, capacity, dryRun] + ServiceChoice.flags

    private static func pair(_ text: String) -> [String]? {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 2 && parts.allSatisfy { UUID(uuidString: $0) != nil } ? parts : nil
    }

    private let service: ServiceChoice
    private let cohort: String
    private let body: String

    init(_ arguments: Arguments) throws(UsageError) {
        cohort = try Self.identifier(try arguments.operands(1...1, "the cohort's ID")[0]).uuidString
        service = try ServiceChoice(arguments)
        let pairs = { (pairs: [[String]]) in
            "[\(pairs.map { "[\"\($0[0])\",\"\($0[1])\"]" }.joined(separator: ","))]"
        }
        let capacities = try arguments.values(of: Self.capacity).map {
            "{\"mentor\":\"\($0.mentor)\",\"capacity\":\($0.places)}"
        }
        body =
            "{\"pins\":\(pairs(try arguments.values(of: Self.pin))),"
            + "\"forbids\":\(pairs(try arguments.values(of: Self.forbid))),"
            + "\"capacities\":[\(capacities.joined(separator: ","))],\"dry_run\":\(arguments.has(Self.dryRun))}"
    }

    func run(_ context: Context) async throws {
        let path = ["cohorts", cohort, "assignment"]
        // The largest cohorts take a minute.
        let question = Question(path: path, body: Array(body.utf8), patience: 600)
        try await service.ask(
            question, context, as: AssignmentTable.self, watching: Question(path: path + ["progress"])
        ) { $0.show(on: $1) }
    }
}
