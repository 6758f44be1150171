/// `braingain search`: looks up skills, people, ventures and offers.
struct SearchCommand: Command {
    static let name = "search"
    static let summary = "Look up skills, or search members, mentors, ventures and offers"
    static let forms = ["skills TEXT [FLAG…]", "members|mentors|ventures|offers [TEXT] [FLAG…]"]
    static let examples = [
        "braingain search skills \"gestion de projet\"", "braingain search mentors --skill 5ba1d5b9 --lang fr",
    ]
    static let skill = Flag("skill", "CODE", "has this skill", repeats: true)
    static let sector = Flag("sector", "CODE", "in this sector of ISIC", repeats: true)
    static let country = Flag("country", "CODE", "in this country of ISO 3166-1", repeats: true)
    static let lang = Flag("lang", "LANGUAGE", "speaks it; of skills: the language that TEXT is in", repeats: true)
    static let limit = Flag("limit", "N", "at most so many", in: 1...100)
    static let flags: [any FlagDescription] = [skill, sector, country, lang, limit] + ServiceChoice.flags
    static let kinds = ["skills", "members", "mentors", "ventures", "offers"]

    private let service: ServiceChoice
    private let kind: String
    private let text: String?
    private let filters: [(name: String, value: String)]
    private let limit: Int

    init(_ arguments: Arguments) throws(UsageError) {
        let words = try arguments.operands(1...2, "what to search, and a text")
        guard Self.kinds.contains(words[0]) else {
            throw .unknown("kind", word: words[0], known: Self.kinds)
        }
        kind = words[0]
        text = words.count > 1 ? words[1] : nil
        guard kind != "skills" || text != nil else { throw UsageError("the text to look up is missing") }
        limit = try arguments.value(of: Self.limit) ?? 20
        let language = kind == "skills" ? "lang" : "language"
        filters =
            try arguments.values(of: Self.skill).map { ("skill", $0) }
            + arguments.values(of: Self.sector).map { ("sector", $0) }
            + arguments.values(of: Self.country).map { ("country", $0) }
            + arguments.values(of: Self.lang).map { (language, $0) }
        service = try ServiceChoice(arguments)
    }

    func run(_ context: Context) async throws {
        var query = filters + [("limit", "\(limit)")]
        if let text { query.insert(("q", text), at: 0) }
        let question = Question(path: [kind], query: query)
        try await service.ask(question, context, as: MatchList.self) { $0.show(on: $1) }
    }
}
