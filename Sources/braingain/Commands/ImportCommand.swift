import Importing
import Store
import Taxonomy

/// `braingain import`: brings in taxonomies and spreadsheets, each whole or not at all.
struct ImportCommand: Command {
    static let name = "import"
    static let summary = "Bring in a taxonomy, or people, ventures and offers from CSV"
    static let forms = [
        "starter|iso [FLAG…]", "esco FILE… [FLAG…]", "isic FILE… [FLAG…]", "gcm FILE [FLAG…]", "sdg DIRECTORY [FLAG…]",
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
        case isic([String])
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
        let most = ["esco", "isic"].contains(name) ? 100 : 1
        let files = ["starter", "iso"].contains(name) ? 0...0 : 1...most
        let rest = Array(try arguments.operands(files.lowerBound + 1...files.upperBound + 1, "the file").dropFirst())
        let ifMissing = arguments.has(Self.ifMissing)
        guard !ifMissing || name == "starter" else { throw UsageError("--if-missing goes with starter") }
        switch name {
        case "starter": source = .starter(ifMissing: ifMissing)
        case "iso": source = .iso
        case "esco": source = .esco(rest)
        case "isic": source = .isic(rest)
        case "sdg": source = .sdg(rest[0])
        case "gcm": source = .gcm(rest[0])
        case _ where Source.names.contains(name): source = .people(kind: name, file: rest[0])
        default: throw .unknown("source", word: name, known: Source.names)
        }
    }

    func run(_ context: Context) async throws {
        let backend = try Backend.open(context, as: .owner)
        defer { backend.close() }
        let progress = Progress(context.console)
        let show: @Sendable (ImportStep) -> Void = { step in
            progress.show(step.share.map { "\(Int($0 * 100)) %  \(step.text)" } ?? step.text)
        }
        do {
            let result = try await result(backend.service.store, show)
            progress.end()
            Self.show(result, on: context.console)
        } catch let error as ImportingError {
            progress.end()
            switch error {
            case .refused(let text): throw Failure.refused(code: "import_refused", text)
            default: throw Failure.failed("\(error)")
            }
        }
    }

    private func result(
        _ store: Store, _ progress: @Sendable (ImportStep) -> Void
    ) async throws -> ImportResult {
        switch source {
        case .starter(let ifMissing):
            if ifMissing, try await store.run(ReadRelease()) != nil {
                return ImportResult(report: ImportReport(), summary: "a taxonomy is there already", changed: false)
            }
            return try await ImportStarter().run(in: store, progress: progress)
        case .esco(let files): return try await ImportESCO(files: files).run(in: store, progress: progress)
        case .isic(let files): return try await ImportCodes(.isic(files)).run(in: store)
        case .gcm(let file): return try await ImportCodes(.gcm(file)).run(in: store)
        case .sdg(let folder): return try await ImportCodes(.sdg(folder: folder)).run(in: store)
        case .iso: return try await ImportCodes(.iso).run(in: store)
        case .people: throw Failure.failed("no")
        }
    }

    /// What came in, what was left out and why.
    private static func show(_ result: ImportResult, on console: Console) {
        if !result.report.lines.isEmpty {
            var table = Table("file", "count", "what", "such as")
            for line in result.report.lines {
                table.add(
                    line.file, "\(line.count)", "\(line.finding.outcome): \(line.finding.rawValue)",
                    line.examples.joined(separator: "; "))
            }
            console.print(table)
        }
        console.print(result.summary)
    }
}
