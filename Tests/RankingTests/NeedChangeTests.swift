import Testing

@testable import Ranking

@Suite struct NeedChangeTests {
    /// An index beside what it must hold.
    private struct Pair {
        var index: NeedIndex
        var needs: [UInt128: NeedDocument]

        /// What queries and look-ups say is what the needs say.
        func expectSame(_ world: inout RandomWorld, _ name: String) {
            let all = needs.values.sorted { $0.identifier < $1.identifier }
            #expect(index.count == all.count, "\(name)")
            var index = index
            for number in 0..<6 {
                // With 0, bounds are computed even where scoring everything would be quicker.
                index.fewestCandidates = number % 2 == 0 ? nil : 0
                let query = world.needQuery(all.map(\.identifier))
                let reference = Reference(judged: all.map { Judged($0, query) })
                #expect(
                    index.ranked(query) == reference.ranked(k: query.k, after: query.after), "\(name), query \(number)")
                #expect(index.nearMisses(query, k: 5) == reference.nearMisses(k: 5), "\(name), query \(number)")
                guard let need = all.randomElement(using: &world.dice) else { continue }
                let evaluation = index.evaluation(of: need.identifier, for: query)
                #expect(evaluation?.score == Judged(need, query).score, "\(name)")
                #expect(
                    evaluation?.rank
                        == reference.hits.firstIndex { $0.identifier == need.identifier }.map { $0 + 1 }, "\(name)")
            }
            for need in all {
                #expect(index[need.identifier].map(NeedChangeTests.ordered) == need, "\(name)")
            }
        }
    }

    private static func ordered(_ need: NeedDocument) -> NeedDocument {
        var need = need
        need.terms.sort { $0.term < $1.term }
        need.gives.sort { $0.term < $1.term }
        return need
    }

    @Test(arguments: 0..<12)
    func `an index with changes is the index of the changed needs`(seed: Int) {
        var world = RandomWorld(seed: UInt64(1500 + seed))
        world.termCount = [6, 40, 400][seed % 3]
        world.identifierSpan = 60
        // Shapes that no built need has come with the changes.
        let shapes = (0..<20).map { _ in world.shape() } + (0..<3).map { _ in world.addingShape() }
        let start = world.needs([0, 1, 70, 100][seed % 4], Array(shapes.prefix(8)))
        var known = start.map(\.identifier)
        var pair = Pair(
            index: NeedIndex(start), needs: Dictionary(uniqueKeysWithValues: start.map { ($0.identifier, $0) }))
        var earlier: [Pair] = [pair]
        for step in 0..<8 {
            var changes: [Change<NeedDocument>] = []
            for _ in 0..<world.dice.roll(0...25) {
                let identifier = known.isEmpty || world.dice.chance(30) ? world.identifier() : world.dice.pick(known)
                if world.dice.chance(60) {
                    var need = world.need(shapes)
                    need.identifier = identifier
                    changes.append(.upsert(need))
                    pair.needs[identifier] = need
                    known.append(identifier)
                } else {
                    changes.append(.remove(identifier))
                    pair.needs[identifier] = nil
                }
            }
            pair.index = pair.index.applying(changes)
            if step == 5 {
                pair.index = pair.index.rebuilt()
                #expect(pair.index.changeCount == 0)
            }
            pair.expectSame(&world, "seed \(seed), step \(step)")
            earlier.append(pair)
        }
        for (step, pair) in earlier.enumerated() { pair.expectSame(&world, "seed \(seed), state \(step) again") }
        for identifier in known where pair.needs[identifier] == nil { #expect(pair.index[identifier] == nil) }
    }

    @Test func `changes are counted, so that the caller knows when to rebuild`() {
        let needs = (1...4).map { NeedDocument(identifier: $0, partition: 0, demands: []) }
        let index = NeedIndex(needs + needs)
        #expect(index.count == 4)
        #expect(index.changeCount == 0)
        #expect(index.applying([.remove(1), .remove(2)]).changeCount == 2)
        #expect(index.applying([.upsert(needs[0]), .upsert(needs[0])]).changeCount == 1)
        let changed = index.applying([.remove(1), .upsert(NeedDocument(identifier: 9, partition: 1, demands: []))])
        #expect(changed.rebuilt().changeCount == 0)
        #expect(changed.rebuilt().count == 4)
    }
}
