import Demo
import Foundation
import Matching
import Model
import TestDatabase
import Testing

/// The interface over the demo's people, with the key of the desk of Morocco and the first story.
struct DemoInterface: Sendable {
    let interface: TestInterface
    /// Of the desk that accompanies the venture.
    let key: String
    /// The path of the story's venture behind `/v1/`.
    let venture: String
    /// The mentors that the story expects, the best first.
    let mentors: [UUID]
    /// The mentor that lacks what the venture must have.
    let leftOut: UUID
    /// The names of everybody.
    let names: [String]

    static var shared: DemoInterface { get async throws { try await starting.value } }
    private static let starting = Task { try await DemoInterface() }

    init() async throws {
        let database = try await TestDatabase()
        let skills = DemoSkills(try await database.taxonomy())
        _ = try await LoadDemo().run(in: database.store)
        let stories = try Story.all(skills)
        let story = try #require(stories.first { $0.number == 1 })
        guard case .expect(let expected) = story.steps.first, case .venture(let id) = expected.subject else {
            throw Unexpected()
        }
        venture = "ventures/\(id)"
        mentors = expected.order
        leftOut = try #require(expected.leftOut.keys.first)
        let population = try Population(skills: skills)
        names = (population.members + stories.flatMap(\.population.members)).map(\.member.person.name.description)
        interface = try await TestInterface(database)
        key = try await CreateKey(for: .desk(Population.organisation("MA", .desk))).run(in: interface.database.owner)
    }

    /// The first story is told otherwise.
    struct Unexpected: Error {}
}
