/// The program: which commands there are, and how what they throw becomes an exit code.
enum Program {
    static let commands: [any Command.Type] = [
        ServeCommand.self, MigrateCommand.self, ImportCommand.self, SearchCommand.self, SuggestCommand.self,
        MatchCommand.self, ExplainCommand.self, AssignCommand.self, ExportCommand.self, KeyCommand.self,
        AccountCommand.self, EraseCommand.self, RetentionCommand.self, AuditCommand.self, DoctorCommand.self,
        DemoCommand.self,
    ]

    static func run(_ words: [String], in environment: [String: String]) async -> ExitCode {
        let console = Console()
        guard let name = words.first else {
            console.say(overview.trimmingSuffixSpaces)
            return .usage
        }
        if ["--help", "-h", "help"].contains(name) {
            console.print(overview)
            return .ok
        }
        guard let command = commands.first(where: { $0.name == name }) else {
            console.say("braingain: \(UsageError.unknown("command", word: name, known: commands.map { $0.name }))")
            console.say("braingain --help lists what there is.")
            return .usage
        }
        do {
            let arguments = try Arguments(Array(words.dropFirst()), flags: command.allFlags)
            if arguments.has(command.help) {
                console.print(command.helpText)
                return .ok
            }
            let ready = try command.init(arguments)
            let settings = Result { () throws(SettingsError) in try Settings(environment) }
            if command != DoctorCommand.self { _ = try settings.get() }
            try await ready.run(Context(environment: settings, console: console))
            return .ok
        } catch let error as UsageError {
            console.say("braingain \(name): \(error)")
            console.say("Usage: " + command.forms.map { "braingain \(name) \($0)" }.joined(separator: "\n       "))
            return .usage
        } catch let error as SettingsError {
            console.say("braingain: \(error)")
            return .usage
        } catch let failure as Failure {
            console.say("braingain \(name): \(failure)")
            return failure.exitCode
        } catch {
            console.say("braingain \(name): \(error)")
            return .failed
        }
    }

    /// What `braingain --help` prints.
    static var overview: String {
        let width = (commands.map { $0.name.count }.max() ?? 0) + 2
        let lines = commands.map { "  " + $0.name.padding(toWidth: width) + $0.summary }
        return """
            BrainGain matches people who left a country with those who need what they know.

            Usage:
              braingain COMMAND …

            Commands:
            \(lines.joined(separator: "\n"))

            braingain COMMAND --help says more, with an example.
            """
    }
}
