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
    private let filters: [(name: String, values: [String])]
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
        filters = [
            ("skill", try arguments.values(of: Self.skill)), ("sector", try arguments.values(of: Self.sector)),
            ("country", try arguments.values(of: Self.country)), ("language", try arguments.values(of: Self.lang)),
        ].filter { !$0.1.isEmpty }
        let takesText = kind == "skills" || kind == "offers"
        guard takesText || text == nil else {
            throw UsageError("\(kind) are searched by codes alone: leave the text out")
        }
        guard kind != "skills" || filters.allSatisfy({ $0.name == "language" && $0.values.count == 1 }) else {
            throw UsageError("skills are searched by a text and one --lang alone")
        }
        service = try ServiceChoice(arguments)
    }

    func run(_ context: Context) async throws {
        switch kind {
        case "skills":
            let language = filters.first.map { [("lang", $0.values[0])] } ?? []
            let query = [("q", text ?? "")] + language + [("limit", "\(limit)")]
            try await service.ask(Question(path: [kind], query: query), context, as: SkillList.self) { $0.show(on: $1) }
        case "members", "mentors":
            // What is searched of persons stays out of URLs.
            let lists = filters.map {
                "\"\($0.name == "country" ? "countries" : $0.name + "s")\":\(Self.json($0.values))"
            }
            let body = "{\((["\"limit\":\(limit)"] + lists).joined(separator: ","))}"
            let question = Question(path: [kind, "search"], body: Array(body.utf8))
            try await service.ask(question, context, as: CardList.self) { $0.show(on: $1) }
        default:
            var query = filters.map { ($0.name, $0.values.joined(separator: ",")) } + [("limit", "\(limit)")]
            if let text { query.insert(("q", text), at: 0) }
            try await service.ask(Question(path: [kind], query: query), context, as: CardList.self) { $0.show(on: $1) }
        }
    }

    private static func json(_ texts: [String]) -> String { "[\(texts.map(Log.quoted).joined(separator: ","))]" }
}
