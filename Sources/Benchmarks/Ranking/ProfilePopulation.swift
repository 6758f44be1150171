import Ranking

/// Random profiles, and needs of twelve skills that seek among them.
struct ProfilePopulation {
    var world: World
    let profiles: [Document]

    init(count: Int, seed: UInt64) {
        var world = World(seed: seed)
        profiles = (0..<count).map { number in
            Document(identifier: UInt128(number), partition: world.country(), terms: world.profileTerms())
        }
        self.world = world
    }

    mutating func query(byCountry: Bool) -> ProfileQuery {
        let weights = world.weights(12, total: 250)
        let items = zip(world.skills(12), weights).map { skill, weight in
            Item(weight: weight, shape: world.shape(skill, level: world.dice.roll(1..<5)))
        }
        return ProfileQuery(items: items, filter: world.filter(byCountry: byCountry, [world.spoken()]))
    }
}
