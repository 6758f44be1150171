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
        case people(kind: ImportRecords.Kind, file: String)

        static let names =
            ["starter", "iso", "esco", "isic", "sdg", "gcm"] + ImportRecords.Kind.allCases.map(\.rawValue)
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
        default:
            guard let kind = ImportRecords.Kind(rawValue: name) else {
                throw .unknown("source", word: name, known: Source.names)
            }
            source = .people(kind: kind, file: rest[0])
        }
        if isDryRun {
            guard case .people = source else { throw UsageError("--dry-run goes with a file of records") }
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
            if case .people(let kind, let file) = source {
                let records = ImportRecords(kind: kind, file: file, dryRun: isDryRun)
                let report = try await records.run(
                    in: backend.service.store, now: backend.service.now(), progress: show)
                progress.end()
                try Self.show(report, of: records, on: context.console)
            } else if let result = try await result(backend.service.store, show) {
                progress.end()
                Self.show(result, on: context.console)
            }
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
    ) async throws -> ImportResult? {
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
        case .people: return nil
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

    /// The bad lines, and what that means for the file.
    private static func show(
        _ report: ImportRecords.Report, of records: ImportRecords, on console: Console
    ) throws(Failure) {
        let (bad, kind) = (report.bad, records.kind.rawValue)
        if !bad.isEmpty {
            var table = Table("line", "column", "rule", "what to do")
            for line in bad.kept { table.add("\(line.line)", line.column, line.rule, line.remedy) }
            console.print(table)
            let more = bad.count > bad.kept.count ? ", of which the first \(bad.kept.count) are shown" : ""
            throw Failure.refused(
                code: "import_refused",
                "\(bad.count) faults in \(bad.lines) of \(report.lines) lines\(more); nothing was written")
        }
        let unmapped = report.unmapped > 0 ? "; \(report.unmapped) skills wait for a curator" : ""
        let summary =
            records.dryRun
            ? "\(report.lines) \(kind) are good; nothing was written" : "\(report.written) \(kind) imported"
        console.print(summary + unmapped)
    }
}
