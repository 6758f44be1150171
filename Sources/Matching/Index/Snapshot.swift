import Foundation
import Model
import Ranking
import Scoring
import Taxonomy

/// Everything that can be matched, at one moment: immutable, so that any number of callers read it without waiting.
package struct Snapshot: Sendable {
    package var members: ProfileIndex
    package var mentors: ProfileIndex
    package var ventures: NeedIndex
    package var offers: NeedIndex
    package let taxonomy: Taxonomy
    /// What was asked before, by the offers and ventures too, in terms of this taxonomy.
    let shapes: ShapeMemory
    /// What the taxonomy's labels answer to what people write.
    package let texts: TextIndex
    /// The database as of when this stands.
    package var asOf: Date

    package init(
        members: ProfileIndex = ProfileIndex([]), mentors: ProfileIndex = ProfileIndex([]),
        ventures: NeedIndex = NeedIndex([]), offers: NeedIndex = NeedIndex([]), taxonomy: Taxonomy,
        shapes: ShapeMemory = ShapeMemory(), texts: TextIndex, asOf: Date
    ) {
        self.members = members
        self.mentors = mentors
        self.ventures = ventures
        self.offers = offers
        self.taxonomy = taxonomy
        self.shapes = shapes
        self.texts = texts
        self.asOf = asOf
    }

    /// How many documents there are of all kinds.
    package var count: Int { members.count + mentors.count + ventures.count + offers.count }

    func count(of kind: Kind) -> Int {
        switch kind {
        case .members: members.count
        case .mentors: mentors.count
        case .ventures: ventures.count
        case .offers: offers.count
        }
    }

    /// What the indexes of profiles bear until it is merged is looked at one by one; those of needs bear eight times as
    /// much.
    private static let patience = 8

    /// How many changes wait to be merged, by how much they weigh on queries.
    package var changeCount: Int {
        members.changeCount + mentors.changeCount + (ventures.changeCount + offers.changeCount) / Self.patience
    }

    /// The same documents, with the changes merged into those of the indexes that have many.
    package func merged() -> Snapshot {
        let enough = max(1, changeCount / 8)
        var snapshot = self
        if members.changeCount >= enough { snapshot.members = members.merged() }
        if mentors.changeCount >= enough { snapshot.mentors = mentors.merged() }
        if ventures.changeCount >= enough * Self.patience { snapshot.ventures = ventures.rebuilt() }
        if offers.changeCount >= enough * Self.patience { snapshot.offers = offers.rebuilt() }
        return snapshot
    }
}
