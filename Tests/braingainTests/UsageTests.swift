import Testing

@testable import braingain

@Suite struct UsageTests {
    static let commands = Program.commands.map { $0.name }

    @Test func `without a command it says which there are and exits with 2`() throws {
        let run = try Execution()
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        for command in Self.commands { #expect(run.errors.contains("  \(command) ")) }
    }

    @Test(arguments: commands)
    func `each command has a help with an example that it understands`(command: String) throws {
        let run = try Execution(command, "--help", environment: ["BRAINGAIN_LOG": "wrong"])
        #expect(run.exitCode == 0)
        #expect(run.errors.isEmpty)
        #expect(run.output.contains("Usage:\n  braingain \(command)"))
        #expect(run.output.contains("Example:\n  "))
    }

    @Test func `the flags and operands of each example are understood`() throws {
        for command in Program.commands {
            #expect(!command.examples.isEmpty)
            for example in command.examples {
                var words = Shell.words(of: example)
                #expect(words.removeFirst() == "braingain")
                #expect(words.removeFirst() == command.name)
                _ = try command.init(Arguments(words, flags: command.allFlags))
            }
        }
    }

    @Test(arguments: [
        (["serach"], "search"), (["match", "--ned", "x"], "--need"), (["search", "skils", "x"], "skills"),
        (["explain", "ventrue", "a", "mentor", "b"], "venture"),
    ])
    func `a word that is not known is refused with the one that was meant`(words: [String], meant: String) throws {
        let run = try Execution(words)
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("did you mean \(meant)?"))
    }

    @Test(arguments: [
        (["search"], "is missing"), (["search", "skills"], "is missing"),
        (["search", "skills", "x", "--limit"], "--limit needs a value"),
        (["search", "skills", "x", "--limit", "0"], "--limit: \"0\""),
        (["search", "skills", "x", "--limit=1", "--limit=2"], "given twice"),
        (["search", "skills", "x", "--json=yes"], "--json takes no value"),
        (["search", "skills", "x", "--key", "k"], "--key goes with --server"),
        (["search", "skills", "x", "--server", "localhost"], "--server: \"localhost\""),
        (["match", "venture", "a", "b"], "more was given"),
        (["match", "--need", "n.json", "--profile", "p.json", "--seek", "offers"], "--need stands alone"),
        (["match", "--need", "n.json"], "--seek is missing"),
    ])
    func `a command line that says too little or too much exits with 2`(words: [String], reason: String) throws {
        let run = try Execution(words)
        #expect(run.exitCode == 2)
        #expect(run.errors.contains(reason))
        #expect(run.errors.contains("Usage: braingain \(words[0])"))
    }

    @Test func `after two dashes a word is no flag`() throws {
        let arguments = try Arguments(["--limit=3", "--", "--json"], flags: SearchCommand.allFlags)
        #expect(arguments.operands == ["--json"])
        #expect(try arguments.value(of: SearchCommand.limit) == 3)
    }

    @Test func `a service that does not answer is a failure, not a usage error`() throws {
        let run = try Execution("search", "skills", "x", "--server", "http://127.0.0.1:1")
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("does not answer"))
    }
}
