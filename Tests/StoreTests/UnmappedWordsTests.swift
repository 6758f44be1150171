import Model
import Postgres
import Store
import Taxonomy
import TestDatabase
import Testing

/// The curator's queue.
@Suite struct UnmappedWordsTests {
    @Test func `a word reaches every profile that has it, in any spelling, and nothing else`() async throws {
        let database = try await TestDatabase()
        let felt = try #require(try await database.taxonomy().concepts(code: "106a62be").first)
        try await database.store.run(RecordUnmapped(texts: ["Šyrdak felting", "basket riddles"]))
        let plain = try await database.profile([("syrdak  felting", nil)])
        let other = try await database.profile([("basket riddles", nil)])
        let count = try await database.store.run(MapUnmapped(normal: "syrdak felting", concept: felt))
        #expect(count == 1)
        #expect(
            try await database.count("SELECT concept::bigint FROM bg.criteria_skill WHERE criteria = \(plain)")
                == Int(felt.rawValue))
        #expect(
            try await database.count(
                "SELECT count(*) FROM bg.criteria_skill WHERE criteria = \(other) AND concept IS NULL") == 1)
        #expect(try await database.store.run(ListUnmapped()).map(\.normal) == ["basket riddles"])
    }

    @Test func `who wrote a word twice, or has the skill already, has it once`() async throws {
        let database = try await TestDatabase()
        let felt = try #require(try await database.taxonomy().concepts(code: "106a62be").first)
        try await database.store.run(RecordUnmapped(texts: ["Šyrdak felting"]))
        let twice = try await database.profile([("Šyrdak felting", nil), ("syrdak felting", nil)])
        let has = try await database.profile([("felt", felt), ("syrdak felting", nil)])
        #expect(try await database.store.run(MapUnmapped(normal: "syrdak felting", concept: felt)) == 1)
        for profile in [twice, has] {
            let mapped: SQL =
                "SELECT count(*) FROM bg.criteria_skill WHERE criteria = \(profile) AND concept IS NOT NULL"
            #expect(try await database.count(mapped) == 1)
            // The first of the two has it.
            let position: SQL =
                "SELECT position::bigint FROM bg.criteria_skill WHERE criteria = \(profile) AND concept IS NOT NULL"
            #expect(try await database.count(position) == 0)
        }
    }

    @Test func `words that do not wait cannot be mapped, and nothing is written`() async throws {
        let database = try await TestDatabase()
        let felt = try #require(try await database.taxonomy().concepts(code: "106a62be").first)
        let error = await #expect(throws: StoreError.self) {
            try await database.store.run(MapUnmapped(normal: "nobody wrote this", concept: felt))
        }
        #expect(error.map { if case .notFound = $0 { true } else { false } } == true)
        #expect(try await database.store.run(MapSkills(texts: ["nobody wrote this"])).isEmpty)
    }

    @Test func `the most frequent words come first`() async throws {
        let database = try await TestDatabase()
        for texts in [["rare words", "zebra tales"], ["Zebra Tales"]] {
            try await database.store.run(RecordUnmapped(texts: texts))
        }
        let waiting = try await database.store.run(ListUnmapped())
        #expect(waiting.map(\.text) == ["zebra tales", "rare words"])
        #expect(waiting.map(\.seen) == [2, 1])
    }
}
