import Testing

@testable import Benchmarks

/// That it does not pay to claim more than is true, in a small population of the sort that `Benchmarks gaming` prints.
@Suite struct GamingTests {
    private static let outcomes: [Gambit: GamingTrial.Outcome] = {
        let world = GamingWorld(GamingWorld.invented(fields: 4, seed: 1), seed: 1)
        var trial = GamingTrial(world, persons: 1_000, needs: 100, gamblers: 60)
        return Dictionary(uniqueKeysWithValues: Gambit.allCases.map { ($0, trial.run($0)) })
    }()

    private func outcome(_ gambit: Gambit) throws -> GamingTrial.Outcome { try #require(Self.outcomes[gambit]) }

    @Test(arguments: Gambit.allCases)
    func `no claim is ever above an equal profile that is confirmed`(gambit: Gambit) throws {
        #expect(try outcome(gambit).aboveConfirmedClaim == 0)
    }

    @Test(arguments: Gambit.allCases.filter { $0 != .availability })
    func `the truth, once confirmed, is on more first pages than any claim about skills`(gambit: Gambit) throws {
        let pages = try outcome(gambit).pages
        #expect(pages.confirmed > pages.claim, "\(pages)")
        #expect(pages.confirmed > 0)
    }

    @Test func `listing everything costs first pages, and repeating words changes none`() throws {
        let everything = try outcome(.everything).pages
        #expect(everything.claim < everything.truth, "\(everything)")
        let repetition = try outcome(.repetition)
        #expect(repetition.pages.claim == repetition.pages.truth)
        #expect(repetition.pagesOfCopied.claim == repetition.pagesOfCopied.truth)
    }
}
