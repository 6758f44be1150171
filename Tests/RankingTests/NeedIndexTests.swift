import Testing

@testable import Ranking

@Suite struct NeedIndexTests {
    /// A world with so many shapes that needs share, and its needs.
    static func world(seed: Int, needs count: Int) -> (world: RandomWorld, shapes: [Shape], needs: [NeedDocument]) {
        var world = RandomWorld(seed: UInt64(seed))
        world.termCount = [3, 12, 40, 400][seed % 4]
        world.highestLevel = [0, 4, 7][seed % 3]
        let shapes = (0..<[1, 5, 60][seed % 3]).map { _ in world.shape() } + (0..<3).map { _ in world.addingShape() }
        return (world, shapes, world.needs(count, shapes))
    }

    @Test(arguments: 0..<16)
    func `a ranking is the same as judging every need`(seed: Int) {
        var (world, _, needs) = Self.world(seed: 1000 + seed, needs: [0, 1, 63, 64, 65, 130, 200, 700][seed % 8])
        var index = NeedIndex(needs.shuffled(using: &world.dice))
        #expect(index.count == needs.count)
        for number in 0..<150 {
            index.fewestCandidates = number % 4 == 0 ? nil : 0
            let query = world.needQuery(needs.map(\.identifier))
            let reference = Reference(judged: needs.map { Judged($0, query) })
            #expect(
                index.ranked(query) == reference.ranked(k: query.k, after: query.after), "seed \(seed), query \(number)"
            )
        }
    }

    @Test(arguments: 0..<8)
    func `near misses are those that fail one condition, their own musts included`(seed: Int) {
        var (world, _, needs) = Self.world(seed: 1100 + seed, needs: 150)
        var index = NeedIndex(needs)
        for number in 0..<60 {
            index.fewestCandidates = number % 4 == 0 ? nil : 0
            let query = world.needQuery(needs.map(\.identifier))
            let reference = Reference(judged: needs.map { Judged($0, query) })
            #expect(index.nearMisses(query, k: 7) == reference.nearMisses(k: 7), "seed \(seed), query \(number)")
        }
    }

    @Test(arguments: 0..<4)
    func `an evaluation is the computation of the score, with the rank`(seed: Int) throws {
        var (world, _, needs) = Self.world(seed: 1200 + seed, needs: 200)
        var index = NeedIndex(needs)
        for number in 0..<40 {
            index.fewestCandidates = number % 4 == 0 ? nil : 0
            let query = world.needQuery(needs.map(\.identifier))
            let hits = Reference(judged: needs.map { Judged($0, query) }).hits
            for _ in 0..<5 {
                let need = world.dice.pick(needs)
                let judged = Judged(need, query)
                let evaluation = try #require(index.evaluation(of: need.identifier, for: query))
                #expect(evaluation.score == judged.score)
                #expect(evaluation.visible == judged.isVisible)
                #expect(evaluation.failed == judged.failed)
                #expect(evaluation.rank == hits.firstIndex { $0.identifier == need.identifier }.map { $0 + 1 })
                let asked = zip(need.demands, evaluation.items).reduce(0) { sum, part in
                    sum + Int(query.half ? part.0.halfWeight : part.0.weight) * Int(part.1.value)
                }
                let wished = zip(query.wish, evaluation.wish).reduce(0) { $0 + Int($1.0.weight) * Int($1.1.value) }
                #expect(asked + wished == judged.score)
                #expect(evaluation.items.allSatisfy { $0.winner.map { query.terms.contains($0) } ?? true })
                #expect(evaluation.wish.allSatisfy { $0.winner.map { need.gives.contains($0) } ?? true })
            }
        }
        #expect(index.evaluation(of: 77 << 100, for: NeedQuery(terms: [])) == nil)
    }

    @Test(arguments: 0..<8)
    func `what passes with other terms only is counted`(seed: Int) {
        var (world, _, needs) = Self.world(seed: 1400 + seed, needs: [1, 64, 200, 700][seed % 4])
        var index = NeedIndex(needs)
        for number in 0..<60 {
            index.fewestCandidates = number % 4 == 0 ? nil : 0
            let query = world.needQuery(needs.map(\.identifier))
            var before = query
            before.terms = world.dice.chance(50) ? world.terms() : Array(query.terms.dropLast())
            let failed = Dictionary(
                uniqueKeysWithValues: needs.map { ($0.identifier, Judged($0, before).failed) })
            let new = needs.map { Judged($0, query) }.filter {
                $0.isVisible && $0.failed.isEmpty && failed[$0.identifier] != []
            }
            let count = index.countNewlyPassing(query, insteadOf: before.terms)
            #expect(count == new.count, "seed \(seed), query \(number)")
        }
    }

    @Test(arguments: 0..<4)
    func `hits have the places that they have in the whole list, or would have`(seed: Int) {
        var (world, _, needs) = Self.world(seed: 1450 + seed, needs: 300)
        let index = NeedIndex(needs)
        for number in 0..<20 {
            let query = world.needQuery(needs.map(\.identifier))
            let all = Reference(judged: needs.map { Judged($0, query) }).hits
            let strangers = (0..<8).map { _ in
                Hit(identifier: world.identifier(), score: world.dice.roll(0...20_000))
            }
            let some = strangers + all.shuffled(using: &world.dice).prefix(12)
            let ranks = index.ranks(of: some, for: query)
            for hit in some {
                #expect(ranks[hit] == all.count { $0 < hit } + 1, "seed \(seed), query \(number)")
            }
        }
    }

    @Test func `pages by cursor are one list`() {
        var (world, _, needs) = Self.world(seed: 1300, needs: 500)
        var index = NeedIndex(needs)
        index.fewestCandidates = 0
        for k in [1, 7, 20, 100] {
            var query = world.needQuery([])
            query.k = k
            query.after = nil
            let all = Reference(judged: needs.map { Judged($0, query) }).hits
            var pages: [Hit] = []
            while true {
                let page = index.ranked(query).hits
                pages += page
                query.after = page.last
                if page.count < k { break }
            }
            #expect(pages == all, "k \(k)")
        }
    }
}
