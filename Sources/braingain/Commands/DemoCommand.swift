import Demo
import Matching
import Model
import Store
import Taxonomy

/// `braingain demo`: invented people in an empty database, and the stories that prove the matching on them.
struct DemoCommand: Command {
    static let name = "demo"
    static let summary = "Fill an empty database with invented people, or check their stories"
    static let forms = ["[--scale N]", "--check"]
    static let examples = ["braingain demo", "braingain demo --check"]
    static let scale = Flag("scale", "N", "so many times as many members", in: 1...500)
    static let check = Switch("check", "tell the stories and check each answer; exit 0 only if all hold")
    static let flags: [any FlagDescription] = [scale, check]

    private let scale: Int
    private let checks: Bool

    init(_ arguments: Arguments) throws(UsageError) {
        _ = try arguments.operands(0...0, "flags")
        let scale = try arguments.value(of: Self.scale)
        checks = arguments.has(Self.check)
        guard !checks || scale == nil else { throw UsageError("--check and --scale do not go together") }
        self.scale = scale ?? 1
    }

    func run(_ context: Context) async throws {
        let backend = try Backend.open(context, as: .owner, clock: Population.clock)
        defer { backend.close() }
        do {
            if checks { try await check(backend, context) } else { try await load(backend, context) }
        } catch let error as MatchingError {
            throw Failure(error)
        } catch let refusal as LoadDemo.Refusal {
            guard case .loaded = refusal else { throw Failure.refused(code: "not_empty", "\(refusal)") }
            try await keepKey(backend, context)
            context.console.say("\(refusal).")
        }
    }

    private func load(_ backend: Backend, _ context: Context) async throws {
        let loaded = try await LoadDemo(membersPerCountry: 182 * scale).run(in: backend.service.store)
        try await keepKey(backend, context)
        context.console.print(
            "Invented people: \(loaded.members) members, \(loaded.mentors) mentors, \(loaded.ventures) ventures, "
                + "\(loaded.offers) offers.")
    }

    /// The key of the desk whose requests are shown.
    private func keepKey(_ backend: Backend, _ context: Context) async throws {
        let folder = try context.settings.folder
        if let key = folder.demoKey, (try? await Authenticate(.key(key)).run(in: backend.service)) != nil { return }
        try folder.make()
        let desk = Population.organisation("MA", .desk)
        try folder.keep(demoKey: try await CreateKey(for: .desk(desk)).run(in: backend.service.store))
    }

    /// Tells the stories in the order of their numbers, each in the whole population.
    private func check(_ backend: Backend, _ context: Context) async throws {
        try await backend.service.load()
        let skills = DemoSkills(Taxonomy(try await backend.service.store.run(LoadTaxonomy())))
        var failed = 0
        for story in try Story.all(skills).sorted(by: { $0.number < $1.number }) {
            let failures = try await CheckStory(story, alone: false).run(in: backend.service)
            context.console.print("\(failures.isEmpty ? "ok  " : "FAIL")  \(story.number). \(story.title)")
            for failure in failures { context.console.print("      \(failure)") }
            failed += failures.isEmpty ? 0 : 1
        }
        guard failed == 0 else { throw Failure.failed("\(failed) stories do not hold") }
    }
}
