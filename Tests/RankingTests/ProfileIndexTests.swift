import Testing

@testable import Ranking

@Suite struct ProfileIndexTests {
    /// Judges a query's documents and expects the index to say the same.
    static func expectSame(_ index: ProfileIndex, _ documents: [Document], _ query: ProfileQuery, _ name: String) {
        let reference = Reference(judged: documents.map { Judged($0, query) })
        #expect(index.ranked(query) == reference.ranked(k: query.k, after: query.after), "\(name)")
    }

    @Test(arguments: 0..<16)
    func `a ranking is the same as judging every profile`(seed: Int) {
        var world = RandomWorld(seed: UInt64(seed))
        world.termCount = [3, 12, 40, 400][seed % 4]
        world.highestLevel = [0, 4, 7][seed % 3]
        let documents = world.documents([0, 1, 63, 64, 65, 130, 200, 700][seed % 8])
        var index = ProfileIndex(documents.shuffled(using: &world.dice))
        #expect(index.count == documents.count)
        for number in 0..<150 {
            // With 0, bounds are computed even where scoring everything would be quicker.
            index.fewestCandidates = number % 4 == 0 ? 768 : 0
            let query = world.query(documents.map(\.identifier))
            Self.expectSame(index, documents, query, "seed \(seed), query \(number)")
        }
    }

    @Test(arguments: 0..<8)
    func `near misses are those that fail one condition`(seed: Int) {
        var world = RandomWorld(seed: UInt64(100 + seed))
        let documents = world.documents(150)
        var index = ProfileIndex(documents)
        for number in 0..<60 {
            index.fewestCandidates = number % 2 == 0 ? 768 : 0
            let query = world.query(documents.map(\.identifier))
            let reference = Reference(judged: documents.map { Judged($0, query) })
            #expect(index.nearMisses(query, k: 7) == reference.nearMisses(k: 7), "seed \(seed), query \(number)")
        }
    }

    @Test(arguments: 0..<4)
    func `hits have the places that they have in the whole list, or would have`(seed: Int) {
        var world = RandomWorld(seed: UInt64(150 + seed))
        let documents = world.documents(300)
        var index = ProfileIndex(documents)
        for number in 0..<20 {
            index.fewestCandidates = number % 2 == 0 ? 768 : 0
            let query = world.query(documents.map(\.identifier))
            let all = Reference(judged: documents.map { Judged($0, query) }).hits
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

    @Test func `an evaluation is the computation of the score, with the rank`() throws {
        var world = RandomWorld(seed: 200)
        let documents = world.documents(200)
        let index = ProfileIndex(documents)
        for _ in 0..<60 {
            let query = world.query(documents.map(\.identifier))
            let hits = Reference(judged: documents.map { Judged($0, query) }).hits
            for _ in 0..<5 {
                let document = world.dice.pick(documents)
                let judged = Judged(document, query)
                let evaluation = try #require(index.evaluation(of: document.identifier, for: query))
                #expect(evaluation.score == judged.score)
                #expect(evaluation.visible == judged.isVisible)
                #expect(evaluation.failed == judged.failed)
                #expect(evaluation.rank == hits.firstIndex { $0.identifier == document.identifier }.map { $0 + 1 })
                #expect(
                    zip(query.items, evaluation.items).reduce(0) { $0 + Int($1.0.weight) * Int($1.1.value) }
                        == judged.score)
                #expect(OutcomeTable(query.items.map(\.shape)).outcomes(for: document.terms) == evaluation.items)
                for (item, outcome) in zip(query.items, evaluation.items) where item.shape.uses != nil {
                    #expect(outcome.winner == outcome.shares.first?.term)
                    #expect(outcome.shares.reduce(0) { min(250, $0 + Int($1.value)) } == Int(outcome.value))
                    #expect(Set(outcome.shares.map(\.term)).isSubset(of: document.terms))
                }
                for (item, outcome) in zip(query.items, evaluation.items) where item.shape.uses == nil {
                    guard let winner = outcome.winner else {
                        #expect(outcome.value == item.shape.floor)
                        continue
                    }
                    #expect(document.terms.contains(winner))
                    #expect(
                        item.shape.answers.contains {
                            $0.term == winner.term
                                && Judged.value(Shape(floor: 0, answers: [$0], credits: item.shape.credits), [winner])
                                    == outcome.value
                        })
                }
            }
        }
        #expect(index.evaluation(of: 77 << 100, for: ProfileQuery(items: [])) == nil)
    }

    @Test func `pages by cursor are one list`() {
        var world = RandomWorld(seed: 300)
        world.termCount = 6
        let documents = world.documents(500)
        var index = ProfileIndex(documents)
        index.fewestCandidates = 0
        for k in [1, 7, 20, 100] {
            var query = world.query([])
            query.k = k
            query.after = nil
            let all = Reference(judged: documents.map { Judged($0, query) }).hits
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

    @Test(arguments: 0..<8)
    func `hits after the last that matters are left out, and no other`(seed: Int) {
        var world = RandomWorld(seed: UInt64(350 + seed))
        world.termCount = [3, 12, 40, 400][seed % 4]
        let documents = world.documents(500)
        var index = ProfileIndex(documents)
        for number in 0..<60 {
            index.fewestCandidates = number % 4 == 0 ? 768 : 0
            var query = world.query(documents.map(\.identifier))
            let reference = Reference(judged: documents.map { Judged($0, query) })
            let best = reference.ranked(k: query.k, after: query.after)
            let score = reference.hits.randomElement(using: &world.dice)?.score ?? 0
            for last in reference.hits.prefix(30) + [Hit(identifier: world.identifier(), score: score)] {
                query.until = last
                let ranked = index.ranked(query)
                #expect(ranked.hits == best.hits.filter { !(last < $0) }, "seed \(seed), query \(number)")
                #expect(ranked.matched == best.matched)
            }
        }
    }

    @Test func `more items than a vector holds, and the greatest score`() {
        var world = RandomWorld(seed: 400)
        let best = Document(
            identifier: 9, partition: 1, terms: (0..<40).map { TermLevel(term: RandomWorld.term($0), level: 1) })
        let documents = world.documents(100).filter { $0.identifier != 9 } + [best]
        var index = ProfileIndex(documents)
        for fewest in [0, 768] {
            index.fewestCandidates = fewest
            for count in [1, 15, 16, 17, 32, 33, 50, 125] {
                let items = (0..<count).map { number in
                    Item(
                        weight: UInt8(250 / count),
                        shape: Shape(
                            floor: 0,
                            answers: (0..<40).map { Answer(term: RandomWorld.term($0 + number % 3), value: 250) }))
                }
                let query = ProfileQuery(items: items, k: 5)
                #expect(index.ranked(query).hits.first?.score == 250 / count * count * 250)
                Self.expectSame(index, documents, query, "\(count) items")
            }
        }
    }

    @Test func `a bound that does not fit 16 bits loses nobody`() {
        // Two terms answer the first item in full, so the bounds sum to 75,000 where the scores are 43,750.
        let terms = (0..<3).map { Term(rawValue: $0) }
        let query = ProfileQuery(items: [
            Item(
                weight: 125,
                shape: Shape(
                    floor: 0, answers: [Answer(term: terms[0], value: 250), Answer(term: terms[1], value: 250)])),
            Item(weight: 125, shape: Shape(floor: 0, answers: [Answer(term: terms[2], value: 100)])),
        ])
        let all = terms.map { TermLevel(term: $0, level: 1) }
        var index = ProfileIndex((0..<100).map { Document(identifier: $0, partition: 0, terms: all) })
        index.fewestCandidates = 0
        #expect(index.evaluation(of: 99, for: query)?.rank == 100)
    }

    @Test func `of documents with one identifier the last counts, and of a term's levels the higher`() {
        let term = Term(rawValue: 5)
        let query = ProfileQuery(
            items: [
                Item(
                    weight: 1, shape: Shape(floor: 0, answers: [Answer(term: term, values: [0, 1, 2, 3, 4, 5, 6, 7])]))
            ])
        let index = ProfileIndex([
            Document(identifier: 1, partition: 0, terms: [TermLevel(term: term, level: 7)]),
            Document(
                identifier: 2, partition: 3, terms: [TermLevel(term: term, level: 1), TermLevel(term: term, level: 4)]),
            Document(identifier: 1, partition: 2, terms: [TermLevel(term: term, level: 3)]),
        ])
        #expect(index.count == 2)
        #expect(index.ranked(query).hits == [Hit(identifier: 2, score: 4), Hit(identifier: 1, score: 3)])
        #expect(index[1]?.partition == 2)
    }

    @Test func `what a level rests on counts as the item credits it, and fulfils a minimum whatever it is`() {
        let term = Term(rawValue: 5)
        let shape = Shape(
            floor: 10, answers: [Answer(term: term, values: [0, 100, 200, 0, 0, 0, 0, 0])],
            credits: [250, 125, 0, 250, 250, 250, 250, 250])
        let index = ProfileIndex(
            (0..<3).map {
                Document(
                    identifier: UInt128($0), partition: 0, terms: [TermLevel(term: term, level: 2, basis: UInt8($0))])
            })
        let condition = Condition(reason: 1, anyOf: [.init(term: term, minimumLevel: 2)])
        let query = ProfileQuery(
            items: [Item(weight: 1, shape: shape)], filter: Filter(conditions: [condition]))
        #expect(index.ranked(query).hits.map(\.score) == [200, 100, 10])
        #expect(index.evaluation(of: 1, for: query)?.items[0].winner?.basis == 1)
    }

    @Test func `an unknown level fulfils only a condition without a minimum`() {
        let term = Term(rawValue: 5)
        let index = ProfileIndex([Document(identifier: 1, partition: 0, terms: [TermLevel(term: term)])])
        for (minimum, matched) in [(UInt8(0), 1), (1, 0)] {
            let condition = Condition(reason: 4, anyOf: [.init(term: term, minimumLevel: minimum)])
            let ranked = index.ranked(ProfileQuery(items: [], filter: Filter(conditions: [condition])))
            #expect(ranked.matched == matched)
            #expect(ranked.leftOut == (matched == 1 ? [:] : [4: 1]))
        }
    }
}
