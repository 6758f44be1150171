import Demo
import Foundation
import Matching
import Model
import Store
import TestDatabase
import Testing

@Suite struct StoryTests {
    private static let stories = Array(1...12)

    @Test(arguments: stories)
    func `a story holds alone`(number: Int) async throws {
        let database = try await TestDatabase()
        let story = try await Self.story(number, in: database)
        try await LoadDemo.load(story: story, in: database.store)
        let failures = try await CheckStory(story, alone: true).run(in: database.service(at: Population.clock))
        #expect(failures.isEmpty, "\(story.title)")
    }

    @Test func `all stories hold within the whole population`() async throws {
        let database = try await TestDatabase()
        _ = try await LoadDemo().run(in: database.store)
        let service = try await database.service(at: Population.clock)
        for number in Self.stories {
            let story = try await Self.story(number, in: database)
            let failures = try await CheckStory(story, alone: false).run(in: service)
            #expect(failures.isEmpty, "\(story.title)")
        }
    }

    @Test func `the demo never mixes with anybody else`() async throws {
        let database = try await TestDatabase()
        let first = try await LoadDemo().run(in: database.store)
        #expect(first.members > 2_000)
        let refusal = await #expect(throws: LoadDemo.Refusal.self) {
            try await LoadDemo().run(in: database.store)
        }
        #expect(refusal.map { if case .loaded = $0 { true } else { false } } == true)
    }

    private static func story(_ number: Int, in database: TestDatabase) async throws -> Story {
        let skills = DemoSkills(try await database.taxonomy())
        return try #require(try Story.all(skills).first { $0.number == number })
    }
}
