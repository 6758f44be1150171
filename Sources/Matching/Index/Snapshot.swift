import Foundation
import Model
import Ranking
import Taxonomy

/// Everything that can be matched, at one moment: immutable, so that any number of callers read it without waiting.
package struct Snapshot: Sendable {
    package var members: ProfileIndex
    package var mentors: ProfileIndex
    package var ventures: NeedIndex
    package var offers: NeedIndex
    package let taxonomy: Taxonomy
    /// The database as of when this stands.
    package var asOf: Date

    package init(
        members: ProfileIndex = ProfileIndex([]), mentors: ProfileIndex = ProfileIndex([]),
        ventures: NeedIndex = NeedIndex([]), offers: NeedIndex = NeedIndex([]), taxonomy: Taxonomy, asOf: Date
    ) {
        self.members = members
        self.mentors = mentors
        self.ventures = ventures
        self.offers = offers
        self.taxonomy = taxonomy
        self.asOf = asOf
    }

    /// How many documents there are of all kinds.
    package var count: Int { members.count + mentors.count + ventures.count + offers.count }

    /// How many documents a rebuild would bring back to order.
    package var changeCount: Int {
        members.changeCount + mentors.changeCount + ventures.changeCount + offers.changeCount
    }

    /// The same documents with nothing left to merge.
    package func rebuilt() -> Snapshot {
        Snapshot(
            members: members.rebuilt(), mentors: mentors.rebuilt(), ventures: ventures.rebuilt(),
            offers: offers.rebuilt(), taxonomy: taxonomy, asOf: asOf)
    }
}
