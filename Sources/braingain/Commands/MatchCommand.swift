import Foundation

/// `braingain match`: who or what answers a need, best first.
struct MatchCommand: Command {
    static let name = "match"
    static let summary = "Rank who or what fits best, with the reasons"
    static let forms = [
        "venture|offer|member|mentor ID [FLAG…]", "--need FILE.json --seek KINDS [FLAG…]",
        "--profile FILE.json --seek offers [FLAG…]",
    ]
    static let examples = [
        "braingain match venture 3a9f0c1e-5b7d-8e2a-9c4f-0d1e2f3a4b5c --seek mentors --limit 10",
        "echo '{\"skills\": [{\"skill\": \"5ba1d5b9\"}]}' > need.json && braingain match --need need.json --seek mentors",
    ]
    static let seek = Flag<[String]>("seek", "KINDS", "what is sought: mentors,members or offers or ventures") { text in
        let kinds = text.split(separator: ",").map(String.init)
        return !kinds.isEmpty && kinds.allSatisfy(SearchCommand.kinds.dropFirst().contains) ? kinds : nil
    }
    static let need = Flag("need", "FILE", "the need, in the interface's JSON; - reads standard input")
    static let profile = Flag("profile", "FILE", "the profile, in the interface's JSON; - reads standard input")
    static let wish = Flag("wish", "FILE", "with --profile: what the person wishes, a need in JSON")
    static let limit = Flag("limit", "N", "at most so many", in: 1...100)
    static let whatIf = Flag(
        "what-if", "TEXT", "what is supposed of the profile, such as language:fr:B2; as often as wanted", repeats: true)
    static let askNext = Switch("ask-next", "find the one question whose answer would move the list most")
    static let flags: [any FlagDescription] = [seek, need, profile, wish, limit, whatIf, askNext] + ServiceChoice.flags

    /// What the matches are for.
    private enum Subject {
        case stored(kind: String, id: String)
        case given([(name: String, file: String)])
    }

    private let service: ServiceChoice
    private let subject: Subject
    private let seek: [String]?
    private let limit: Int
    private let supposing: [String]
    private let asksNext: Bool

    init(_ arguments: Arguments) throws(UsageError) {
        seek = try arguments.value(of: Self.seek)
        limit = try arguments.value(of: Self.limit) ?? 20
        asksNext = arguments.has(Self.askNext)
        supposing = try arguments.values(of: Self.whatIf)
        service = try ServiceChoice(arguments)
        let files = [
            ("need", try arguments.value(of: Self.need)), ("profile", try arguments.value(of: Self.profile)),
            ("wish", try arguments.value(of: Self.wish)),
        ].compactMap { name, file in file.map { (name: name, file: $0) } }
        guard !files.isEmpty else {
            let words = try arguments.operands(2...2, "for what to match and its ID")
            subject = .stored(kind: try ResourceName.plural(of: words[0]), id: words[1])
            return
        }
        let names = files.map(\.name)
        guard names.contains("need") != names.contains("profile"), names != ["need", "wish"] else {
            throw UsageError("--need stands alone; --wish goes with --profile")
        }
        guard seek != nil else { throw UsageError("--seek is missing: --seek \(Self.seek.placeholder ?? "")") }
        _ = try arguments.operands(0...0, "--\(names[0])")
        subject = .given(files)
    }

    func run(_ context: Context) async throws {
        try await service.ask(try question(), context, as: MatchList.self) { $0.show(on: $1) }
    }

    /// Suppositions as a parameter; none asks for what is.
    static func query(_ supposing: [String]) -> [(name: String, value: String)] {
        supposing.isEmpty ? [] : [("what_if", supposing.joined(separator: ";"))]
    }

    private func question() throws(Failure) -> Question {
        switch subject {
        case .stored(let kind, let id):
            let kinds = seek.map { [("seek", $0.joined(separator: ","))] } ?? []
            let more = Self.query(supposing) + (asksNext ? [("ask_next", "true")] : [])
            return Question(path: [kind, id, "matches"], query: kinds + [("limit", "\(limit)")] + more)
        case .given(let files):
            // The file goes in as it is, so that a complaint about it comes from the interface, with its place.
            var members: [String] = []
            for (name, file) in files { members.append("\"\(name)\":\(try InputFile.text(of: file))") }
            let kinds = (seek ?? []).map { "\"\($0)\"" }.joined(separator: ",")
            if !supposing.isEmpty {
                members.append("\"what_if\":[\(supposing.map(Log.quoted).joined(separator: ","))]")
            }
            if asksNext { members.append("\"ask_next\":true") }
            let body = "{\"seek\":[\(kinds)],\"limit\":\(limit),\(members.joined(separator: ","))}"
            return Question(path: ["matches"], body: Array(body.utf8))
        }
    }
}
