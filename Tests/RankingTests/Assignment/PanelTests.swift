import Testing

@testable import Ranking

@Suite struct PanelTests {
    /// The best panel by looking at all of them.
    private static func best(_ candidates: [PanelSearch.Candidate], upTo size: Int) -> Panel? {
        var panels: [[PanelSearch.Candidate]] = candidates.map { [$0] }
        for _ in 1..<size {
            panels += panels.flatMap { panel in
                candidates.filter { one in panel.allSatisfy { $0.identifier < one.identifier } }.map { panel + [$0] }
            }
        }
        return panels.map { ($0, Panel($0).score, $0.reduce(0) { $0 + $1.points.reduce(0) { $0 + Int($1) } }) }
            .min { left, right in
                if left.1 != right.1 { return left.1 > right.1 }
                if left.0.count != right.0.count { return left.0.count < right.0.count }
                if left.2 != right.2 { return left.2 > right.2 }
                return left.0.map(\.identifier).lexicographicallyPrecedes(right.0.map(\.identifier))
            }.map { Panel($0.0) }
    }

    @Test(arguments: [1, 2, 3])
    func `no other panel is better`(size: Int) throws {
        var dice = Dice(seed: 6)
        for _ in 0..<1_500 {
            let items = dice.roll(0...10)
            let (greatest, floor) = (dice.pick([1, 3, 5_000]), dice.pick([0, 2, 900]))
            let candidates = (0..<dice.roll(0...9)).map { _ in
                PanelSearch.Candidate(
                    identifier: UInt128(dice.next()),
                    points: (0..<items).map { _ in UInt16(floor + (dice.chance(50) ? dice.roll(0...greatest) : 0)) })
            }
            var search = PanelSearch(candidates, dominators: dice.pick([0, 1, 512]))
            #expect(try search.best(upTo: size) == Self.best(candidates, upTo: size), "\(candidates)")
        }
    }

    @Test func `a member contributes what the panel would lack, and nobody is on it for nothing`() throws {
        let candidates = [[9, 9, 0], [0, 8, 5], [9, 0, 0], [0, 0, 4]].enumerated().map { place, points in
            PanelSearch.Candidate(identifier: UInt128(place), points: points.map(UInt16.init))
        }
        var search = PanelSearch(candidates)
        let panel = try search.best(upTo: 3)
        #expect(panel?.score == 23)
        #expect(panel?.members.map(\.identifier) == [0, 1])
        #expect(panel?.members.map(\.contribution) == [10, 5])
        #expect(panel?.members.map(\.alone) == [18, 13])
    }

    @Test func `a search that would take too long ends with nothing, not with a panel that may not be the best`() throws
    {
        var dice = Dice(seed: 8)
        let candidates = (0..<300).map { number in
            PanelSearch.Candidate(
                identifier: UInt128(number), points: (0..<12).map { _ in UInt16(dice.roll(0...5_000)) })
        }
        var search = PanelSearch(candidates)
        #expect(throws: PanelSearch.TooMany.self) { try search.best(upTo: 3, mostLooks: 1_000) }
        #expect(throws: PanelSearch.TooMany.self) { try search.best(upTo: 2, mostLooks: 100) }
        #expect(try search.best(upTo: 1, mostLooks: 0)?.members.count == 1)
        let best = try #require(try search.best(upTo: 3))
        #expect(best.members.count == 3)
    }
}
