import Testing

@testable import braingain

@Suite struct NearestTests {
    @Test(arguments: [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3), ("", "ab", 2)])
    func `a change is an insertion, a deletion, a replacement or a swap`(left: String, right: String, distance: Int) {
        #expect(Nearest.distance(left, right) == distance)
        #expect(Nearest.distance(right, left) == distance)
    }

    @Test func `a word that is like none suggests none`() {
        #expect(Nearest.name(to: "zzzzzz", among: ["serve", "match"]) == nil)
    }
}
