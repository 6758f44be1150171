/// `braingain import`: brings in taxonomies and spreadsheets, each whole or not at all.
struct ImportCommand: Command {
    static let name = "import"
    static let summary = "Bring in a taxonomy, or people, ventures and offers from CSV"
    static let forms = [
        "starter|iso [FLAG…]", "esco FILE… [FLAG…]", "isic|gcm FILE [FLAG…]", "sdg DIRECTORY [FLAG…]",
        "members|mentors|ventures|offers FILE.csv [FLAG…]",
    ]
    static let examples = ["braingain import starter", "braingain import members members.csv --dry-run"]
    static let dryRun = Switch("dry-run", "check everything, report every bad line, and change nothing")
    static let ifMissing = Switch("if-missing", "with starter: only when there is no taxonomy yet")
    static let flags: [any FlagDescription] = [dryRun, ifMissing]

    /// What is brought in.
    enum Source: Equatable {
        case starter(ifMissing: Bool)
        case iso
        case esco([String])
        case isic(String)
        case sdg(String)
        case gcm(String)
        case people(kind: String, file: String)

        static let names = ["starter", "iso", "esco", "isic", "sdg", "gcm"] + SearchCommand.kinds.dropFirst()
    }

    let source: Source
    let isDryRun: Bool

    init(_ arguments: Arguments) throws(UsageError) {
        isDryRun = arguments.has(Self.dryRun)
        guard let name = arguments.operands.first else { throw UsageError("what to import is missing") }
        let most = name == "esco" ? 100 : 1
        let files = ["starter", "iso"].contains(name) ? 0...0 : 1...most
        let rest = Array(try arguments.operands(files.lowerBound + 1...files.upperBound + 1, "the file").dropFirst())
        let ifMissing = arguments.has(Self.ifMissing)
        guard !ifMissing || name == "starter" else { throw UsageError("--if-missing goes with starter") }
        switch name {
        case "starter": source = .starter(ifMissing: ifMissing)
        case "iso": source = .iso
        case "esco": source = .esco(rest)
        case "isic": source = .isic(rest[0])
        case "sdg": source = .sdg(rest[0])
        case "gcm": source = .gcm(rest[0])
        case _ where Source.names.contains(name): source = .people(kind: name, file: rest[0])
        default: throw .unknown("source", word: name, known: Source.names)
        }
    }

    func run(_ context: Context) async throws {
        throw Failure.failed("no")
    }
}
