import Foundation

/// One command of the program: what it is called, what it takes, an example, and what it does.
protocol Command: Sendable {
    static var name: String { get }
    /// One line for the list of commands.
    static var summary: String { get }
    /// What may follow the name, one form a line.
    static var forms: [String] { get }
    static var flags: [any FlagDescription] { get }
    /// Command lines that work when pasted.
    static var examples: [String] { get }

    /// Reads everything that was given, once.
    init(_ arguments: Arguments) throws(UsageError)
    func run(_ context: Context) async throws
}

extension Command {
    static var help: Switch { Switch("help", "say what this command does") }

    /// Its flags and the one that every command has.
    static var allFlags: [any FlagDescription] { flags + [help] }

    /// What `--help` prints.
    static var helpText: String {
        let left = allFlags.map { "--\($0.name)" + ($0.placeholder.map { " \($0)" } ?? "") }
        let width = (left.map(\.count).max() ?? 0) + 2
        let lines = zip(left, allFlags).map { name, flag in
            "  " + name.padding(toWidth: width) + flag.help + (flag.repeats ? "; may be repeated" : "")
        }
        let forms = (forms.isEmpty ? [""] : forms).map { "  braingain \(name) \($0)".trimmingSuffixSpaces }
        return
            ([summary, "", "Usage:"] + forms + ["", "Flags:"] + lines + ["", "Example:"] + examples.map { "  \($0)" })
            .joined(separator: "\n") + "\n"
    }
}

extension Command {
    /// Reads an identifier among the operands.
    static func identifier(_ text: String) throws(UsageError) -> UUID {
        guard let identifier = UUID(uuidString: text) else { throw UsageError("\"\(text)\" is no identifier (a UUID)") }
        return identifier
    }
}
