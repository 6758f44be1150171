import Store
import Taxonomy
import TestDatabase
import Testing

@Suite struct LargeReleaseTests {
    /// A concept with ten labels for each number.
    private func content(_ numbers: Range<Int>) -> TaxonomyContent {
        var content = TaxonomyContent()
        for (position, number) in numbers.enumerated() {
            let code = String(1_000_000 + number)
            content.concepts.append(.init(code: code, uri: "http://example.org/\(code)", kind: .skill))
            content.labels.append(.init(subject: position, language: "en", kind: .preferred, text: "skill \(code)"))
            for other in 0..<9 {
                content.labels.append(
                    .init(subject: position, language: "en", kind: .alternative, text: "other \(other) of \(code)"))
            }
            if position > 0 { content.relations.append(.init(from: position, to: position / 10, kind: .broader)) }
        }
        return content
    }

    private func write(_ numbers: Range<Int>, into database: TestDatabase) async throws -> WriteTaxonomy.Outcome {
        let content = content(numbers)
        let related = [[Related]](repeating: [], count: numbers.count)
        let write = WriteTaxonomy(content, related: related, version: "large-\(numbers.count)", source: "a test")
        // No statement may take so long: each takes a second or two, but minutes where it compares each with each.
        return try await database.owner.transaction(as: .owner, timeout: .seconds(30)) {
            transaction throws(StoreError) in try write.run(in: transaction)
        }
    }

    @Test func `a release as large as ESCO is never compared each with each`() async throws {
        let database = try await TestDatabase.empty()
        // Those that are there already come last: a search through the new ones finds none of them early.
        #expect(try await write(14_200..<15_000, into: database) == .written(new: 800, retired: 0))
        #expect(try await write(0..<15_000, into: database) == .written(new: 14_200, retired: 0))
        #expect(try await database.count("SELECT count(*) FROM ref.label") == 150_000)
    }
}
