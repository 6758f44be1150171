/// `braingain explain`: why one fits another, part by part, or why not; or what staff were shown, computed again.
struct ExplainCommand: Command {
    static let name = "explain"
    static let summary = "Say why a pair fits, part by part, or which condition fails; compute again what was shown"
    static let forms = [
        "venture|offer|member|mentor ID member|mentor|offer|venture ID [FLAG…]", "--replay LOG [FLAG…]",
    ]
    static let examples = [
        "braingain explain venture 3a9f0c1e-5b7d-8e2a-9c4f-0d1e2f3a4b5c mentor 7c1d2e3f-4a5b-8c6d-9e7f-8a9b0c1d2e3f"
            + " --what-if language:fr:B2"
    ]
    static let replay = Flag<String>(
        "replay", "LOG", "compute again what staff were shown, by the `log` of the answer, and compare it bit by bit"
    ) { $0 }
    static let flags: [any FlagDescription] = [MatchCommand.whatIf, replay] + ServiceChoice.flags

    /// What is asked.
    private enum Action {
        case explain(Question)
        case replay(Question)
    }

    private let service: ServiceChoice
    private let action: Action

    init(_ arguments: Arguments) throws(UsageError) {
        service = try ServiceChoice(arguments)
        let supposing = try arguments.values(of: MatchCommand.whatIf)
        if let log = try arguments.value(of: Self.replay) {
            _ = try arguments.operands(0...0, "no pair beside --replay")
            guard supposing.isEmpty else { throw UsageError("--what-if goes with a pair, not with --replay") }
            action = .replay(Question(path: ["matches", log, "replay"]))
            return
        }
        let words = try arguments.operands(4...4, "two kinds, each with an ID")
        let (kind, other) = (try ResourceName.plural(of: words[0]), try ResourceName.plural(of: words[2]))
        action = .explain(
            Question(
                path: [kind, words[1], "matches", words[3]],
                query: [("kind", other)] + MatchCommand.query(supposing)))
    }

    func run(_ context: Context) async throws {
        switch action {
        case .explain(let question):
            try await service.ask(question, context, as: MatchExplanation.self) { $0.show(on: $1) }
        case .replay(let question):
            try await service.ask(question, context, as: ReplayedMatches.self, operator: .auditor) {
                try $0.show(on: $1)
            }
        }
    }
}
