import Testing

@testable import Ranking

@Suite struct ProfileChangeTests {
    /// An index beside what it must hold.
    private struct Pair {
        var index: ProfileIndex
        var documents: [UInt128: Document]

        /// What queries, look-ups and the list of documents say is what the documents say.
        func expectSame(_ world: inout RandomWorld, _ name: String) {
            let all = documents.values.sorted { $0.identifier < $1.identifier }
            #expect(index.count == all.count, "\(name)")
            #expect(
                index.documents.map(ProfileChangeTests.ordered).sorted { $0.identifier < $1.identifier } == all,
                "\(name)")
            var index = index
            for number in 0..<6 {
                index.fewestCandidates = number % 2 == 0 ? 768 : 0
                let query = world.query(all.map(\.identifier))
                let reference = Reference(judged: all.map { Judged($0, query) })
                #expect(
                    index.ranked(query) == reference.ranked(k: query.k, after: query.after), "\(name), query \(number)")
                #expect(index.nearMisses(query, k: 5) == reference.nearMisses(k: 5), "\(name), query \(number)")
                guard let document = all.randomElement(using: &world.dice) else { continue }
                let evaluation = index.evaluation(of: document.identifier, for: query)
                let judged = Judged(document, query)
                #expect(evaluation?.score == judged.score, "\(name)")
                #expect(evaluation?.failed == judged.failed, "\(name)")
                #expect(
                    evaluation?.rank
                        == reference.hits.firstIndex { $0.identifier == document.identifier }.map { $0 + 1 }, "\(name)")
            }
        }
    }

    private static func ordered(_ document: Document) -> Document {
        var document = document
        document.terms.sort { $0.term < $1.term }
        return document
    }

    /// Changes of documents that are there, were there and never were, some of them twice in a row.
    private static func changes(_ world: inout RandomWorld, known: [UInt128]) -> [Change<Document>] {
        (0..<world.dice.roll(0...25)).map { _ in
            let identifier = known.isEmpty || world.dice.chance(30) ? world.identifier() : world.dice.pick(known)
            guard world.dice.chance(60) else { return .remove(identifier) }
            var document = world.document()
            document.identifier = identifier
            return .upsert(document)
        }
    }

    @Test(arguments: 0..<12)
    func `an index with changes is the index of the changed documents`(seed: Int) {
        var world = RandomWorld(seed: UInt64(500 + seed))
        world.termCount = [6, 40, 400][seed % 3]
        world.identifierSpan = 60
        let start = world.documents([0, 1, 70, 100][seed % 4])
        var known = start.map(\.identifier)
        var pair = Pair(
            index: ProfileIndex(start), documents: Dictionary(uniqueKeysWithValues: start.map { ($0.identifier, $0) }))
        // What was merged goes into all the rest at once, or after a while, or stays apart.
        pair.index.fewestBuilt = [0, 12, 4_096][seed % 3]
        var earlier: [Pair] = [pair]
        for step in 0..<12 {
            // Terms that no built document has come with the changes.
            if step == 3 { world.termCount *= 3 }
            let changes = Self.changes(&world, known: known)
            pair.index = pair.index.applying(changes)
            for change in changes {
                switch change {
                case .upsert(let document):
                    pair.documents[document.identifier] = document
                    known.append(document.identifier)
                case .remove(let identifier): pair.documents[identifier] = nil
                }
            }
            if step == 8 || step % 3 == 1 {
                pair.index = step == 8 ? pair.index.rebuilt() : pair.index.merged()
                #expect(pair.index.changeCount == 0)
            }
            pair.expectSame(&world, "seed \(seed), step \(step)")
            earlier.append(pair)
        }
        for (step, pair) in earlier.enumerated() { pair.expectSame(&world, "seed \(seed), state \(step) again") }
    }

    @Test func `changes are counted, so that the caller knows when to merge`() {
        let documents = (1...4).map { Document(identifier: $0, partition: 0, terms: []) }
        let index = ProfileIndex(documents)
        #expect(index.changeCount == 0)
        #expect(index.applying([.remove(99)]).changeCount == 0)
        #expect(index.applying([.remove(1), .remove(2)]).changeCount == 2)
        #expect(index.applying([.upsert(documents[0]), .upsert(documents[0])]).changeCount == 2)
        let changed = index.applying([.remove(1), .upsert(Document(identifier: 9, partition: 1, terms: []))])
        for merged in [changed.merged(), changed.rebuilt()] {
            #expect(merged.changeCount == 0)
            #expect(merged.count == 4)
        }
        #expect(changed[1] == nil)
        #expect(changed[9]?.partition == 1)
    }
}
