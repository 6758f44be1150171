import Ranking

/// Random needs of eight skills and of how much of what somebody can do is of use, half of which require a language, and
/// profiles that seek among them.
struct NeedPopulation {
    var world: World
    let needs: [NeedDocument]

    init(count: Int, seed: UInt64) {
        var world = World(seed: seed)
        // Needs share shapes: there are not many more than skills.
        var shapes: [UInt64: Shape] = [:]
        needs = (0..<count).map { number in
            let weights = world.weights(8, total: 150)
            let use = Demand(
                key: .max, shape: Shape(Uses(least: 40, most: 150, count: 8)), weight: 100, halfWeight: 50)
            let demands = zip(world.skills(8), weights).map { skill, weight in
                let level = world.dice.roll(1..<5)
                let key = UInt64(skill * 8 + level)
                let shape = shapes[key] ?? world.shape(skill, level: level)
                shapes[key] = shape
                return Demand(key: key, shape: shape, weight: weight, halfWeight: weight / 2)
            }
            let gives = Set((0..<6).map { _ in world.dice.skewed(below: 200) }).sorted()
            return NeedDocument(
                identifier: UInt128(number), partition: world.country(),
                gives: gives.map { TermLevel(term: World.gift($0), level: UInt8(world.dice.roll(1..<5))) },
                demands: demands + [use], musts: world.dice.chance(50) ? [world.spoken()] : [],
                open: world.dice.chance(30) ? 0..<Int64(world.dice.roll(1..<100)) : nil)
        }
        self.world = world
    }

    /// - Parameter wishing: whether a wish of six items is the other half.
    mutating func query(byCountry: Bool, wishing: Bool) -> NeedQuery {
        let wish = world.weights(6, total: 125).map { weight in
            let answers = (0..<3).map { _ in
                Answer(term: World.gift(world.dice.skewed(below: 200)), value: UInt8(world.dice.roll(50..<251)))
            }
            return Item(weight: weight, shape: Shape(floor: 0, answers: answers))
        }
        return NeedQuery(
            terms: world.profileTerms(), half: wishing, wish: wishing ? wish : [],
            filter: world.filter(byCountry: byCountry))
    }
}
