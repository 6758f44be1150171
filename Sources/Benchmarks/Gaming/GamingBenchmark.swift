import Foundation

/// Measures what it gains to claim more than is true, and what it would gain to have the truth confirmed.
struct GamingBenchmark {
    private let esco: String?
    private let persons, needs, gamblers, seed: Int

    static let usage =
        "Benchmarks gaming [--esco FOLDER] [--persons 20000] [--needs 1000] [--gamblers 300] [--seed 1]"

    init(_ arguments: ArraySlice<String>) throws {
        let options = try Options(
            arguments, known: ["--esco", "--persons", "--needs", "--gamblers", "--seed"], usage: Self.usage)
        esco = options.text("--esco")
        persons = try options.number("--persons", or: 20_000, atLeast: 20)
        needs = try options.number("--needs", or: 1_000, atLeast: 1)
        gamblers = try options.number("--gamblers", or: 300, atLeast: 1)
        seed = try options.number("--seed", or: 1)
    }

    func run() throws {
        let content = try esco.map { try ESCOFolder($0).content() } ?? GamingWorld.invented(seed: UInt64(seed))
        let world = GamingWorld(content, seed: UInt64(seed))
        say("\(persons) honest of \(world.jobs.count) occupations, \(needs) needs, \(gamblers) who claim more")
        say("first pages with the truth, the claim, the truth confirmed; of the need before the eyes: truth, claim;")
        say("claims above the same profile confirmed")
        var trial = GamingTrial(world, persons: persons, needs: needs, gamblers: gamblers)
        for gambit in Gambit.allCases {
            let outcome = trial.run(gambit)
            let figures = [
                outcome.pages.truth, outcome.pages.claim, outcome.pages.confirmed, outcome.pagesOfCopied.truth,
                outcome.pagesOfCopied.claim, outcome.aboveConfirmedClaim,
            ]
            let columns = figures.map { String(format: "%6d", $0) }.joined()
            say(gambit.rawValue.padding(toLength: 62, withPad: " ", startingAt: 0) + columns)
        }
    }
}
