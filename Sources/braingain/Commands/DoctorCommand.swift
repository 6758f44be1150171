import Foundation

/// `braingain doctor`: whether everything is there that the program depends on, with the remedy for what is not.
struct DoctorCommand: Command {
    static let name = "doctor"
    static let summary = "Check what the program depends on, and say the remedy"
    static let forms = ["[--json]"]
    static let examples = ["braingain doctor"]
    static let json = Switch("json", "print the findings as JSON")
    static let flags: [any FlagDescription] = [json]

    private let json: Bool

    init(_ arguments: Arguments) throws(UsageError) {
        _ = try arguments.operands(0...0, "flags")
        json = arguments.has(Self.json)
    }

    func run(_ context: Context) async throws {
        var findings = MachineChecks.all()
        do throws(SettingsError) {
            let settings = try context.settings
            findings +=
                [.ok("settings", settings.summary)] + FolderChecks.all(settings)
                + IssuerKeys.findings(settings.issuer) + DatabaseChecks.all(settings)
            if !findings.contains(where: { $0.state == .fail }), DatabaseChecks.isThere(settings) {
                findings += await ContentChecks.all(settings, context)
            }
        } catch {
            findings.append(.fail("settings", "\(error.name) \(error.reason)", remedy: error.remedy))
        }
        try show(findings, on: context.console)
        let failed = findings.count { $0.state == .fail }
        guard failed == 0 else { throw Failure.failed("\(failed) of \(findings.count) checks failed") }
    }

    private func show(_ findings: [Finding], on console: Console) throws {
        guard !json else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return console.print(bytes: Array(try encoder.encode(["findings": findings])))
        }
        for finding in findings {
            let state = finding.state.rawValue.padding(toWidth: 4)
            console.print("\(state)  \(finding.subject): \(finding.detail)")
            if let remedy = finding.remedy { console.print("      → \(remedy)") }
        }
    }
}
