import Model
import Ranking
import Scoring

/// A population that tells the truth, needs that look for it, and some who claim more: what each gains by it.
struct GamingTrial {
    /// What a gambit came to, summed over the gamblers and needs.
    struct Outcome {
        /// On how many first pages, of twenty, they stand with the truth, with the claim, and with the truth once it is
        /// confirmed.
        var pages = (truth: 0, claim: 0, confirmed: 0)
        /// The same on the one need that each has before the eyes.
        var pagesOfCopied = (truth: 0, claim: 0)
        /// How often a claim has a greater score than the same profile with certificates.
        var aboveConfirmedClaim = 0
    }

    private var world: GamingWorld
    private let needs: [Need]
    private let queries: [ProfileQuery]
    private let gamblers: [(truth: Profile, job: GamingWorld.Job, copied: [Int])]
    /// By need: the twenty greatest scores of the honest.
    private let firstPages: [[Int]]

    init(_ world: GamingWorld, persons: Int, needs count: Int, gamblers: Int) {
        var world = world
        let everybody = (0..<persons).map { _ in
            let isKnown = world.roll(0..<2) == 0
            return world.truth(of: world.job()) { dice in
                guard isKnown, dice.chance(50) else { return .ownWord }
                return [.diagnosis, .reference, .certificate][dice.roll(0..<3)]
            }
        }
        needs = (0..<count).map { _ in world.need() }
        self.gamblers = (0..<gamblers).map { _ in
            let job = world.job()
            let copied = (0..<8).map { _ in world.roll(0..<count) }
            return (world.truth(of: job) { _ in .ownWord }, job, copied)
        }
        let honest = Self.index(everybody)
        let queries = needs.map { Self.query($0, in: world, k: max(persons, gamblers)) }
        firstPages = queries.map { honest.ranked($0).hits.prefix(20).map(\.score) }
        (self.queries, self.world) = (queries, world)
    }

    mutating func run(_ gambit: Gambit) -> Outcome {
        let claims = gamblers.map { gambler in
            gambit.profile(gambler.truth, of: gambler.job, copying: gambler.copied.map { needs[$0] }, in: &world)
        }
        let truths = gamblers.map(\.truth)
        let indexes = (
            truth: Self.index(truths), claim: Self.index(claims),
            confirmedClaim: Self.index(claims.map(Self.confirmed)),
            confirmedTruth: Self.index(truths.map(Self.confirmed))
        )
        var outcome = Outcome()
        for (number, query) in queries.enumerated() {
            let truth = Self.scores(query, indexes.truth), claim = Self.scores(query, indexes.claim)
            let confirmedClaim = Self.scores(query, indexes.confirmedClaim)
            let confirmedTruth = Self.scores(query, indexes.confirmedTruth)
            for gambler in gamblers.indices {
                let page = (
                    truth: isOnPage(truth[gambler], number), claim: isOnPage(claim[gambler], number),
                    confirmed: isOnPage(confirmedTruth[gambler], number)
                )
                outcome.pages.truth += page.truth ? 1 : 0
                outcome.pages.claim += page.claim ? 1 : 0
                outcome.pages.confirmed += page.confirmed ? 1 : 0
                if claim[gambler] > confirmedClaim[gambler] { outcome.aboveConfirmedClaim += 1 }
                if gamblers[gambler].copied.first == number {
                    outcome.pagesOfCopied.truth += page.truth ? 1 : 0
                    outcome.pagesOfCopied.claim += page.claim ? 1 : 0
                }
            }
        }
        return outcome
    }

    /// Whether fewer than twenty of the honest have as great a score: who is honest goes first among equals.
    private func isOnPage(_ score: Int, _ need: Int) -> Bool {
        firstPages[need].count < 20 || firstPages[need][19] < score
    }

    private static func confirmed(_ profile: Profile) -> Profile {
        var profile = profile
        for place in profile.skills.indices { profile.skills[place].basis = .certificate }
        return profile
    }

    private static func index(_ profiles: [Profile]) -> ProfileIndex {
        ProfileIndex(
            profiles.enumerated().map {
                Document(identifier: UInt128($0), partition: 0, terms: ProfileTerms.terms(of: $1))
            })
    }

    private static func query(_ need: Need, in world: GamingWorld, k: Int) -> ProfileQuery {
        ProfileQuery(items: NeedItems(need, in: world.taxonomy, ofMentors: false).items, k: k)
    }

    /// By profile.
    private static func scores(_ query: ProfileQuery, _ index: ProfileIndex) -> [Int] {
        let hits = index.ranked(query).hits
        var scores = [Int](repeating: 0, count: hits.count)
        for hit in hits { scores[Int(hit.identifier)] = hit.score }
        return scores
    }
}
