import Taxonomy
import Testing

/// Relatedness over the whole of ESCO v1.1.1; skipped where the files are not beside the repository.
@Suite(.enabled(if: OfficialFiles.areHere, "the official files are not beside the repository"))
struct OfficialRelatednessTests {
    static let related = Result { Relatedness.compute(try OfficialFiles.whole.get().content) }

    /// The demo's story 7: nobody manages recirculation systems, but somebody maintains them.
    @Test func `recirculation systems are alike, and one occupation that uses both makes nothing the same`() throws {
        #expect(try relation("460135e3", "5fb8be43")?.alike ?? 0 >= 45)
        #expect(try relation("460135e3", "9b242812")?.alike ?? 0 >= 40)
        #expect(try relation("460135e3", "9920e559")?.usedTogether ?? 0 < 65)
        #expect(try relation("460135e3", "9920e559")?.alike ?? 0 < 20)
    }

    /// A checksum of all figures, the same in every run, in debug and release, on every machine. A change of the method
    /// changes it; nothing else may.
    @Test func `the same content gives the same figures in every run`() throws {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for (position, related) in try Self.related.get().enumerated() {
            for relation in related {
                for number in [
                    position, relation.other, Int(relation.alike), relation.usedTogether.map(Int.init) ?? -1,
                ] {
                    sum = (sum ^ UInt64(bitPattern: Int64(number))) &* 0x100_0000_01B3
                }
            }
        }
        #expect(sum == 137_785_404_740_309_033)
    }

    private func relation(_ asked: String, _ had: String) throws -> Related? {
        let concepts = try OfficialFiles.whole.get().content.concepts
        let position = try #require(concepts.firstIndex { $0.code.hasPrefix(asked) })
        return try Self.related.get()[position].first { concepts[$0.other].code.hasPrefix(had) }
    }
}
