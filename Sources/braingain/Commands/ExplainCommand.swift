/// `braingain explain`: why one fits another, part by part, or why not.
struct ExplainCommand: Command {
    static let name = "explain"
    static let summary = "Say why a pair fits, part by part, or which condition fails"
    static let forms = ["venture|offer|member|mentor ID member|mentor|offer|venture ID [FLAG…]"]
    static let examples = [
        "braingain explain venture 3a9f0c1e-5b7d-8e2a-9c4f-0d1e2f3a4b5c mentor 7c1d2e3f-4a5b-8c6d-9e7f-8a9b0c1d2e3f"
            + " --what-if language:fr:B2"
    ]
    static let flags: [any FlagDescription] = [MatchCommand.whatIf] + ServiceChoice.flags

    private let service: ServiceChoice
    private let kind: String
    private let id: String
    private let otherKind: String
    private let other: String
    private let supposing: [String]

    init(_ arguments: Arguments) throws(UsageError) {
        let words = try arguments.operands(4...4, "two kinds, each with an ID")
        kind = try ResourceName.plural(of: words[0])
        id = words[1]
        otherKind = try ResourceName.plural(of: words[2])
        other = words[3]
        supposing = try arguments.values(of: MatchCommand.whatIf)
        service = try ServiceChoice(arguments)
    }

    func run(_ context: Context) async throws {
        let question = Question(
            path: [kind, id, "matches", other], query: [("kind", otherKind)] + MatchCommand.query(supposing))
        try await service.ask(question, context, as: MatchExplanation.self) { $0.show(on: $1) }
    }
}
