import Testing

@testable import Ranking

struct RangeTableTests {
    @Test(arguments: [
        [], [1], [63], [20_000, 3, 70_000, 1_000, 16_384, 5], [200_000], Array(repeating: 900, count: 150),
    ])
    func `ranges cover all documents, are small and begin where sets of documents share no word`(sizes: [Int]) {
        let partitions = sizes.enumerated().flatMap { Array(repeating: UInt16($0.offset), count: $0.element) }
        let table = RangeTable(PartitionTable(partitions))
        let ranges = (0..<table.count).map { table[$0] }
        #expect(ranges.flatMap { [$0.lowerBound, $0.upperBound] }.first ?? 0 == 0)
        #expect(ranges.last?.upperBound ?? 0 == partitions.count)
        #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        #expect(ranges.allSatisfy { !$0.isEmpty && $0.count <= 65_536 && $0.lowerBound % 64 == 0 })
    }

    @Test func `a large partition shares its ranges with fewer than 64 documents of others at each end`() {
        let partitions = [1_001, 20_000, 999].enumerated().flatMap {
            Array(repeating: UInt16($0.offset), count: $0.element)
        }
        let table = RangeTable(PartitionTable(partitions))
        #expect((0..<table.count).map { table[$0] } == [0..<960, 960..<20_992, 20_992..<22_000])
    }

    @Test func `sums say which bounds exceed a limit, from the least to the greatest`() {
        let bounds = (0..<64).map { $0 % 3 == 0 ? Sum.capacity : $0 % 3 == 1 ? 0 : $0 * 500 }
        var sums = bounds.map { Sum(bound: $0) }
        #expect(sums.map(\.bound) == bounds)
        sums.withUnsafeMutableBufferPointer { sums in
            guard let start = sums.baseAddress else { return }
            for limit in [-1, 0, 499, 500, 30_000, Sum.capacity - 1, Sum.capacity] {
                let expected = bounds.indices.reduce(0 as UInt64) {
                    $0 | (bounds[$1] > limit ? 1 << UInt64($1) : 0)
                }
                #expect(Sum.exceeding(start, Sum(bound: limit)) == expected)
            }
            #expect(Sum.greatest(of: start, count: 64).bound == Sum.capacity)
        }
    }
}
