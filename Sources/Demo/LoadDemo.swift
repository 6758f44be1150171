import Foundation
import Importing
import Matching
import Model
import Store
import Taxonomy

/// Fills an empty database with the invented people of the demo and of its stories.
package struct LoadDemo: Sendable {
    /// How many members a country has.
    package let membersPerCountry: Int

    package init(membersPerCountry: Int = 182) { self.membersPerCountry = membersPerCountry }

    /// Why the demo is not loaded; nothing was changed.
    package enum Refusal: Error, Sendable, CustomStringConvertible {
        /// There are people in the database whom nobody invented, or who came in otherwise.
        case notEmpty
        /// The demo is there already.
        case loaded

        package var description: String {
            switch self {
            case .notEmpty: "the database is not empty: the demo's invented people never mix with others"
            case .loaded: "the demo is loaded already"
            }
        }
    }

    package func run(in store: Store) async throws -> (members: Int, mentors: Int, ventures: Int, offers: Int) {
        let skills = DemoSkills(Taxonomy(try await store.run(LoadTaxonomy())))
        var population = try Population(membersPerCountry: membersPerCountry, skills: skills)
        for story in try Story.all(skills) { population.add(story.population) }
        return try await Self.load(population, in: store)
    }

    /// Puts the people of one story and the organisations of the demo into an empty database.
    package static func load(story: Story, in store: Store) async throws {
        var population = Population()
        try population.addOrganisations()
        population.add(story.population)
        _ = try await load(population, in: store)
    }

    /// Puts a population into an empty database; throws ``Refusal``.
    static func load(
        _ population: Population, in store: Store
    ) async throws -> (members: Int, mentors: Int, ventures: Int, offers: Int) {
        let marker = Population.organisation("MA", .ministry)
        let refusal = try await store.transaction { transaction throws(StoreError) -> Refusal? in
            let isDemo = try ReadOrganisation(id: marker).run(in: transaction) != nil
            guard try CountRecords().run(in: transaction).isEmpty else { return isDemo ? .loaded : .notEmpty }
            for (id, organisation) in population.organisations {
                try InsertOrganisation(id: id, organisation: organisation).run(in: transaction)
            }
            try InsertMany(population.batch, at: Population.clock).run(in: transaction)
            for (id, cohort) in population.cohorts {
                try InsertCohort(id: id, cohort: cohort).run(in: transaction)
            }
            for enrolled in population.members where enrolled.withdrew {
                try WithdrawConsent(person: enrolled.id, purpose: .match, at: Population.clock).run(in: transaction)
            }
            try RecordUnmapped(texts: population.unmapped).run(in: transaction)
            return nil
        }
        if let refusal { throw refusal }
        await store.notifyOfChange()
        return (
            population.members.count, population.mentors.count, population.ventures.count, population.offers.count
        )
    }
}

extension Population {
    /// Adds the people of another population.
    mutating func add(_ other: Population) {
        organisations += other.organisations
        members += other.members
        mentors += other.mentors
        ventures += other.ventures
        offers += other.offers
        cohorts += other.cohorts
    }

    var batch: RecordBatch {
        var batch = RecordBatch()
        batch.members = members.map { RecordBatch.NewMember(id: $0.id, member: $0.member, consents: $0.consents) }
        batch.mentors = mentors
        batch.ventures = ventures
        batch.offers = offers
        return batch
    }

    /// Words of skills that no concept answers.
    var unmapped: [String] {
        let profiles = members.flatMap { $0.member.profile.skills.map(\.mention) }
        let needs = ventures.flatMap { $0.venture.need.skills.map(\.mention) }
        return (profiles + needs).filter { $0.concept == nil }.map(\.text)
    }
}

extension DemoSkills {
    /// The skills as a taxonomy has them.
    package init(_ taxonomy: Taxonomy) {
        let named = { @Sendable (id: ConceptID) in (id, taxonomy.label(of: id, in: "en")) }
        self.init { code in
            taxonomy.concepts(code: code).first.map(named)
        } essential: { occupation in
            let essential = taxonomy.occupation(occupation)?.essential ?? []
            return essential.sorted { (taxonomy.concept($0)?.uri ?? "") < (taxonomy.concept($1)?.uri ?? "") }.map(named)
        }
    }
}
