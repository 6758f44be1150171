import Model
import Ranking

/// What one item of a need came to for one profile: a line of the explanation and a summand of the score.
package struct Part: Hashable, Sendable {
    /// How the answer relates to what was asked.
    package enum How: String, Sendable {
        case same, alike
        case sameJob = "same-job"
        /// Several skills are of use.
        case used
        /// The profile says nothing about it.
        case unstated
        /// The profile says something, and it does not answer.
        case none
    }

    /// What the profile has that answered.
    package enum Found: Hashable, Sendable {
        case skill(ConceptID, level: SkillLevel?)
        case sector(SectorCode)
        case language(LanguageTag, level: CEFR?)
        case place(Place)
        /// Some region of the country.
        case regionOf(String)
        case mode(Modes)
        case month(Month)
        case replyWithin(days: Int)
    }

    package let factor: Factor
    package let asked: Asked.Subject
    package let weight: Int
    /// 0 to 250.
    package let value: Int
    /// Null where nothing answered.
    package let found: Found?
    package let how: How
    /// What stands behind the skill that answered; null where that is not asked.
    package let backing: Backing?
    /// Of what adds up: all that is of use, the greatest share first.
    package let shares: [Share]

    /// What one skill adds to a part's value, 1 to 250.
    package struct Share: Hashable, Sendable {
        package let found: Found
        package let value: Int

        package init(found: Found, value: Int) {
            self.found = found
            self.value = value
        }
    }

    package init(
        factor: Factor, asked: Asked.Subject, weight: Int, value: Int, found: Found?, how: How, backing: Backing? = nil,
        shares: [Share] = []
    ) {
        self.factor = factor
        self.asked = asked
        self.weight = weight
        self.value = value
        self.found = found
        self.how = how
        self.backing = backing
        self.shares = shares
    }

    /// What the part adds to the score.
    package var points: Int { weight * value }
}
