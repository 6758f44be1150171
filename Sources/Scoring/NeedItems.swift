import Model
import Ranking
import Taxonomy

/// A need as the ranking computes it: weighted items, and the conditions that leave a profile out.
package struct NeedItems: Sendable {
    package let asked: [Asked]
    /// One an item, summing to 250.
    package let weights: [Int]
    /// One an item, summing to 125: what counts when a wish is the other half.
    package let halfWeights: [Int]
    package let musts: [Condition]

    /// Translates a need.
    ///
    /// - Parameters:
    ///   - ofMentors: whether how fast a mentor answers counts too.
    ///   - shapes: where many needs are translated: what the others asked.
    package init(_ need: Need, in taxonomy: Taxonomy, ofMentors: Bool, shapes: ShapeMemory? = nil) {
        var asked = Skills.items(need.skills, in: taxonomy, shapes)
        asked += Skills.use(of: asked, shapes)
        asked += Sector.items(need.sectors, in: taxonomy, shapes)
        asked += Language.items(need.languages)
        asked += PlaceFactor.items(need.places)
        asked += Mode.items(need.modes)
        asked += PeriodFactor.items(need.period)
        if ofMentors { asked += Responsiveness.items() }
        self.asked = asked
        let shares = asked.map { (factor: $0.factor, importance: $0.importance) }
        weights = Weights.allocate(250, among: shares)
        halfWeights = Weights.allocate(125, among: shares)
        musts = Skills.musts(need.skills) + Language.musts(need.languages) + PlaceFactor.musts(need) + Mode.musts(need)
    }

    /// The items with the weights that they have alone.
    package var items: [Item] { zip(asked, weights).map { Item(weight: UInt8($1), shape: $0.shape) } }

    /// The items with the weights that they have when another half counts as much.
    package var halfItems: [Item] { zip(asked, halfWeights).map { Item(weight: UInt8($1), shape: $0.shape) } }
}
