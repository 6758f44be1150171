import Foundation

/// What a centre or an employer offers to members: work, learning or support.
package struct Offer: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case post, assignment
        case remoteMission = "remote_mission"
        case apprenticeship, training, grant, reward
    }

    package enum Status: String, Sendable, CaseIterable {
        case draft, review, open, suspended, closed, filled, withdrawn
    }

    /// Who owns the offer: an employer or the centre itself.
    package var organisation: Identifier<Organisation>
    /// The Brain Gain Centre that publishes it.
    package var centre: Identifier<Organisation>
    package var kind: Kind
    package var title: LocalizedText
    /// What it asks of a person.
    package var need: Need
    /// What it gives a person: skills to learn, a place, a mode, a period.
    package var gives: Profile
    package var rules: [OfferRule]
    package var places: Int
    package var taken: Int
    /// From when to when a person may apply; the end is the last instant that counts.
    package var opensAt: Date
    package var closesAt: Date
    package var zone: String
    package var status: Status
    /// Places that an employer has promised to fill; null without a promise.
    package var committedPlaces: Int?

    package init(
        organisation: Identifier<Organisation>, centre: Identifier<Organisation>, kind: Kind, title: LocalizedText,
        need: Need, gives: Profile, rules: [OfferRule] = [], places: Int = 1, taken: Int = 0, opensAt: Date,
        closesAt: Date, zone: String, status: Status = .open, committedPlaces: Int? = nil
    ) {
        self.organisation = organisation
        self.centre = centre
        self.kind = kind
        self.title = title
        self.need = need
        self.gives = gives
        self.rules = rules
        self.places = places
        self.taken = taken
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.zone = zone
        self.status = status
        self.committedPlaces = committedPlaces
    }

    /// Throws the first rule that the offer breaks.
    package func check() throws(Violation) {
        do { try need.check() } catch { throw error.under("/need") }
        do { try gives.check() } catch { throw error.under("/gives") }
        guard closesAt > opensAt else {
            throw Violation(.periodReversed, at: "/closes_at", "give a closing that is after the opening")
        }
        guard Limits.placesOfOffer.contains(places), (0...places).contains(taken) else {
            throw Violation(
                .valueOutOfRange, at: "/places", "give at least one place, and no more taken than there are")
        }
        if let index = rules.firstIndex(where: { $0.from >= $0.until ?? .distantFuture }) {
            throw Violation(.periodReversed, at: "/rules/\(index)/until", "give an end that is after the beginning")
        }
        if let index = zip(rules, rules.dropFirst()).enumerated().first(where: { $1.1.version <= $1.0.version })?.offset
        {
            throw Violation(
                .duplicateItem, at: "/rules/\(index + 1)/version", "give each version a higher number than the last")
        }
        for (index, pair) in zip(rules, rules.dropFirst()).enumerated()
        where pair.1.from < pair.0.until ?? .distantFuture {
            throw Violation(
                .periodReversed, at: "/rules/\(index + 1)/from", "let a version begin when the last has ended")
        }
    }
}
