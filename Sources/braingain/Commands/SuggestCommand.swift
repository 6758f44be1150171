/// `braingain suggest`: which occupations and skills a text speaks of.
struct SuggestCommand: Command {
    static let name = "suggest"
    static let summary = "Find the occupations and skills that a title, a sentence or a note speaks of"
    static let forms = ["TEXT [FLAG…]"]
    static let examples = [
        "braingain suggest \"couturière à domicile\" --in fr", "braingain suggest \"repairs cars\" --kind skills",
    ]
    static let kind = Flag("kind", "KIND", "occupations or skills alone") { kinds.contains($0) ? $0 : nil }
    static let limit = Flag("limit", "N", "at most so many of a kind", in: 1...100)
    static let flags: [any FlagDescription] = [kind, limit] + ServiceChoice.flags
    private static let kinds = ["occupations", "skills"]

    private let service: ServiceChoice
    private let text: String
    private let kind: String?
    private let limit: Int

    init(_ arguments: Arguments) throws(UsageError) {
        text = try arguments.operands(1...1, "one text, in quotes")[0]
        kind = try arguments.value(of: Self.kind)
        limit = try arguments.value(of: Self.limit) ?? 5
        service = try ServiceChoice(arguments)
    }

    func run(_ context: Context) async throws {
        let kinds = kind.map { ",\"kinds\":[\(Log.quoted($0))]" } ?? ""
        let body = "{\"text\":\(Log.quoted(text)),\"limit\":\(limit)\(kinds)}"
        let question = Question(path: ["skills", "suggest"], body: Array(body.utf8))
        try await service.ask(question, context, as: SuggestionList.self) { $0.show(on: $1) }
    }
}
