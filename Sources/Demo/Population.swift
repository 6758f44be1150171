import Foundation
import Model

/// Invented people, desks, ventures and offers over the eleven countries, the same on every machine.
package struct Population: Sendable {
    /// The day of the demo: what "today" means to its offers and rules.
    package static let clock = Date(timeIntervalSince1970: 1_780_304_400)

    package struct Enrolled: Sendable {
        package let id: Identifier<Member>
        package let member: Member
        package let consents: [Consent]
        /// Whether the consent to be matched was withdrawn again.
        package let withdrew: Bool
    }

    package internal(set) var organisations: [(id: Identifier<Organisation>, organisation: Organisation)] = []
    package internal(set) var members: [Enrolled] = []
    package internal(set) var mentors: [Mentor] = []
    package internal(set) var ventures: [(id: Identifier<Venture>, venture: Venture)] = []
    package internal(set) var offers: [(id: Identifier<Offer>, offer: Offer)] = []
    package internal(set) var cohorts: [(id: Identifier<Cohort>, cohort: Cohort)] = []

    package init() {}

    /// Draws everybody.
    ///
    /// - Parameter membersPerCountry: 182 for the demo, more for load.
    package init(membersPerCountry: Int = 182, skills: DemoSkills) throws {
        try addOrganisations()
        for row in Row.all {
            try addVentures(of: row, skills: skills)
            try addMembers(of: row, count: membersPerCountry, skills: skills)
            try addOffers(of: row, skills: skills)
        }
    }

    /// The identifier of a desk, a centre or another organisation of the demo.
    package static func organisation(_ country: String, _ kind: Organisation.Kind, _ ordinal: Int = 0) -> Identifier<
        Organisation
    > {
        Draw(country: country, kind: kind.rawValue, ordinal: ordinal).identifier()
    }

    mutating func addOrganisations() throws { for row in Row.all { try addOrganisations(of: row) } }

    private mutating func addOrganisations(of row: Row) throws {
        let ministry = Self.organisation(row.country, .ministry)
        let add = {
            (
                population: inout Population, kind: Organisation.Kind, ordinal: Int, name: String, place: String,
                parent: Identifier<Organisation>?
            ) in
            population.organisations.append(
                (
                    Self.organisation(row.country, kind, ordinal),
                    Organisation(
                        parent: parent, kind: kind, name: try LocalizedText(["en": PlainText(name)]),
                        place: try Place(place), zone: row.zone)
                ))
        }
        try add(&self, .ministry, 0, "Ministry for the Diaspora (demo \(row.country))", row.country, nil)
        for (ordinal, desk) in row.desks.enumerated() {
            try add(&self, .region, ordinal, "Region of \(desk.name) (demo)", desk.region, ministry)
            try add(
                &self, .desk, ordinal, "Incubation desk \(desk.name) (demo)", desk.region,
                Self.organisation(row.country, .region, ordinal))
        }
        try add(&self, .centre, 0, "Brain Gain Centre \(row.desks[0].name) (demo)", row.desks[0].region, ministry)
        try add(&self, .employer, 0, "\(row.family[0]) Works (demo)", row.desks[0].region, nil)
    }
}
