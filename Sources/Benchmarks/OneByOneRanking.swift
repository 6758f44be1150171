import Ranking

/// Scores every profile of a population for a request, from the files' own numbers.
struct OneByOneRanking {
    private let population: Population
    private let request: Population.Request
    /// By skill × 8 + level: the value for each need.
    private var values: [SIMD16<UInt8>]
    private let importance: SIMD16<UInt16>

    init(_ request: Population.Request, of population: Population) {
        self.request = request
        self.population = population
        let greatest = request.need.flatMap { [$0.skill] + $0.related.map(\.skill) }.max() ?? 0
        let skills = max(greatest, Int(population.skills.max() ?? 0)) + 1
        var values = [SIMD16<UInt8>](repeating: .zero, count: skills * 8)
        var importance = SIMD16<UInt16>.zero
        for (number, need) in request.need.enumerated() {
            importance[number] = UInt16(need.importance)
            for (skill, relatedness) in [(need.skill, 1)] + need.related.map({ ($0.skill, $0.relatedness) }) {
                for level in 1...4 {
                    let value = Population.value(relatedness: relatedness, level: level, asked: need.level)
                    values[skill * 8 + level][number] = max(values[skill * 8 + level][number], value)
                }
            }
        }
        self.values = values
        self.importance = importance
    }

    func ranked(k: Int) -> Ranked {
        var ranked = Ranked(hits: [], matched: 0, leftOut: [:])
        var hits: [Hit] = []
        let spoken = request.languages.reduce(UInt16(0)) { $0 | 1 << UInt16($1) }
        for profile in 0..<population.count {
            if let country = request.country, Int(population.countries[profile]) != country {
                ranked.leftOut[1, default: 0] += 1
                continue
            }
            guard population.languages[profile] & spoken != 0 else {
                ranked.leftOut[2, default: 0] += 1
                continue
            }
            ranked.matched += 1
            var best = SIMD16<UInt8>.zero
            for place in Int(population.starts[profile])..<Int(population.starts[profile + 1]) {
                best = pointwiseMax(best, values[Int(population.skills[place]) * 8 + Int(population.levels[place])])
            }
            let score = Int((SIMD16<UInt16>(truncatingIfNeeded: best) &* importance).wrappedSum())
            hits.append(Hit(identifier: UInt128(profile), score: score))
            if hits.count > 4096 + k { hits = Array(hits.sorted().prefix(k)) }
        }
        ranked.hits = Array(hits.sorted().prefix(k))
        return ranked
    }
}
