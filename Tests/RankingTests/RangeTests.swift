import Testing

@testable import Ranking

/// More documents than a range of 65,536 holds: the first range finds the threshold that the second is searched with, and
/// most of the best lie in the second.
@Suite struct RangeTests {
    private static func world(seed: UInt64) -> RandomWorld {
        var world = RandomWorld(seed: seed)
        world.mostTerms = 2
        world.identifierSpan = 1 << 40
        world.partitions = [0, 300]
        return world
    }

    /// From here on documents lie in the last partition and have much.
    private static func enrich(_ world: inout RandomWorld) {
        world.partitions = [65_535]
        world.mostTerms = 12
    }

    @Test func `profiles of two ranges are ranked as one`() {
        var world = Self.world(seed: 600)
        var documents = world.documents(65_300)
        Self.enrich(&world)
        documents += world.documents(1200)
        var index = ProfileIndex(documents)
        index.fewestCandidates = 0
        for number in 0..<8 {
            // With small weights, bounds fit 16 bits.
            let items = world.items(total: [250, 40][number / 2 % 2])
            let query = ProfileQuery(
                items: items, filter: Filter(conditions: [world.condition()]), k: [1, 20][number % 2])
            let reference = Reference(judged: documents.map { Judged($0, query) })
            #expect(index.ranked(query) == reference.ranked(k: query.k, after: nil), "query \(number)")
        }
    }

    @Test func `needs of two ranges are ranked as one`() {
        var world = Self.world(seed: 601)
        let shapes = (0..<20).map { _ in world.shape() } + (0..<3).map { _ in world.addingShape() }
        var needs = world.needs(65_300, shapes)
        Self.enrich(&world)
        needs += world.needs(1200, shapes)
        var index = NeedIndex(needs)
        index.fewestCandidates = 0
        for number in 0..<4 {
            var query = world.needQuery([])
            query.filter = Filter(at: query.filter.at)
            query.half = true
            query.wish = world.items(total: 125)
            query.after = nil
            query.k = [1, 20][number % 2]
            let reference = Reference(judged: needs.map { Judged($0, query) })
            #expect(index.ranked(query) == reference.ranked(k: query.k, after: nil), "query \(number)")
        }
    }
}
