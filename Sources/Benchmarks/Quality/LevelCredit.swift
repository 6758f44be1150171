/// What a level below the one that is asked might be worth: a share of the skill's value.
///
/// ESCO has no levels. They are drawn: who has an occupation has its essential skills at the levels 2 to 4 and optional ones
/// at 1 to 3, one in four is not said; offers ask likewise. So a level says a little about whose occupation is meant.
enum LevelCredit: String, CaseIterable {
    case proportion = "in proportion (in force)"
    case ignored = "levels ignored"
    case square = "the square of the proportion"
    case root = "the root of the proportion"
    case third = "a third for each level short"
    case nothing = "nothing below the level"

    /// 0 to 1; what nobody said is worth six tenths, as in force.
    func share(asked: Int, had: Int) -> Double {
        if self == .ignored { return 1 }
        if had == 0 { return 0.6 }
        guard had < asked else { return 1 }
        let proportion = Double(had) / Double(asked)
        return switch self {
        case .proportion, .ignored: proportion
        case .square: proportion * proportion
        case .root: proportion.squareRoot()
        case .third: max(0, 1 - Double(asked - had) / 3)
        case .nothing: 0
        }
    }
}
