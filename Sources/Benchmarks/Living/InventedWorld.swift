import Foundation
import Model
import Store
import Taxonomy

/// What invented people are drawn from: occupations whose skills come together, countries and languages, some often and
/// some rarely. The same for each seed and taxonomy.
struct InventedWorld: Sendable {
    /// The eleven countries of the programme, each with a ministry, three desks, a centre and an employer.
    static let programme = ["BD", "EC", "JM", "KG", "MA", "MD", "NP", "PH", "RS", "SN", "TN"]
    /// Where people live, the first the most often.
    static let residences = [
        "US", "IT", "FR", "ES", "GB", "AE", "DE", "CA", "QA", "SA", "AU", "IN", "CH", "BE", "RU", "TR", "NL", "SE",
        "AT", "PT", "IE", "NO", "DK", "FI", "GR", "PL", "CZ", "RO", "JP", "KR", "HK", "SG", "MY", "KW", "OM", "BH",
        "JO", "LB", "EG", "ZA", "NG", "CI", "ML", "MX", "BR", "AR", "CL", "PE", "CO", "PA", "CR", "NZ", "IL", "CY",
        "MT", "LU", "HU", "BG", "HR", "SI",
    ]
    /// Languages, each with the percentage of people who speak it.
    static let spoken = [
        ("en", 45), ("fr", 35), ("ar", 30), ("es", 20), ("it", 12), ("ru", 10), ("de", 8), ("bn", 8), ("ne", 6),
        ("tl", 5), ("sr", 4), ("ro", 3),
    ]

    let seed: UInt64
    let now: Date
    let languages: [(tag: LanguageTag, percent: Int)]
    let skills: [SkillMention]
    /// Skills that are used together, as places in `skills`, the most usual first.
    let trades: [[Int]]
    let sectors: [SectorCode]

    private let skillRanks: Ranks
    private let tradeRanks: Ranks
    private let ranksInTrade: [Ranks]
    let residenceRanks = Ranks(count: residences.count, exponent: 1)

    /// Throws ``Refusal`` for a taxonomy without occupations.
    init(_ taxonomy: Taxonomy, seed: UInt64, now: Date) throws {
        (self.seed, self.now) = (seed, now)
        languages = try Self.spoken.map { (try LanguageTag($0.0), $0.1) }
        var dice = Dice(seed: seed)
        let concepts = taxonomy.concepts.filter { $0.kind != .group && !$0.isRetired }.shuffled(using: &dice)
        skills = concepts.map { SkillMention(text: taxonomy.label(of: $0.id, in: "en"), concept: $0.id) }
        let places = Dictionary(uniqueKeysWithValues: concepts.enumerated().map { ($0.element.id, $0.offset) })
        trades = taxonomy.occupations.filter { $0.essential.count >= 5 }.shuffled(using: &dice).prefix(400).map {
            occupation in
            var near = occupation.essential
            for skill in occupation.essential { near += taxonomy.neighbours(of: skill).prefix(5).map(\.other) }
            var seen: Set<ConceptID> = []
            return Array(near.filter { seen.insert($0).inserted }.compactMap { places[$0] }.prefix(60))
        }
        guard !trades.isEmpty else { throw Refusal(text: "the taxonomy has no occupations") }
        let divisions = taxonomy.sectors.filter { $0.description.count == 2 }
        sectors = divisions.isEmpty ? [try SectorCode("A")] : divisions
        skillRanks = Ranks(count: skills.count, exponent: 1)
        tradeRanks = Ranks(count: trades.count, exponent: 0.7)
        ranksInTrade = (0...60).map { Ranks(count: $0, exponent: 0.8) }
    }

    /// The stream that one invented thing is drawn from, so that it does not depend on how many others there are.
    func dice(_ kind: UInt64, _ ordinal: Int) -> Dice {
        var mixing = Dice(seed: seed &* 0x1_0000_0000 &+ kind << 48 &+ UInt64(ordinal))
        return Dice(seed: mixing.next())
    }

    /// A UUID of version 7 that grows with the ordinal, as those of records that come in one after the other do.
    func identifier<Entity>(_ kind: UInt64, _ ordinal: Int, _: Entity.Type = Entity.self) -> Identifier<Entity> {
        var dice = dice(kind + 16, ordinal)
        let time = UInt64(1_750_000_000_000 + ordinal)
        let high = time << 16 | 0x7000 | dice.next() & 0x0FFF
        return Identifier(number: UInt128(high) << 64 | UInt128(dice.next() >> 2 | 1 << 63))
    }

    func trade(_ dice: inout Dice) -> Int { tradeRanks.draw(&dice) }

    /// Different skills: 55 % of the first trade, 25 % of the second, the rest of all there are.
    func skills(_ count: Int, of trades: (Int, Int), _ dice: inout Dice) -> [SkillMention] {
        var chosen: [Int] = []
        for _ in 0..<count {
            let kind = dice.roll(0..<100)
            let trade = self.trades[kind < 55 ? trades.0 : trades.1]
            let skill = kind < 80 ? trade[ranksInTrade[trade.count].draw(&dice)] : skillRanks.draw(&dice)
            if !chosen.contains(skill) { chosen.append(skill) }
        }
        return chosen.map { skills[$0] }
    }

    /// 1 to 4, the second the most often.
    func level(_ dice: inout Dice) -> SkillLevel {
        let share = dice.roll(0..<10)
        return share < 2 ? .awareness : share < 6 ? .working : share < 9 ? .practitioner : .expert
    }
}

/// Draws places below a count, place r with a likelihood in proportion to 1 / (r + 1)^exponent (Zipf).
struct Ranks: Sendable {
    private let upTo: [Double]

    init(count: Int, exponent: Double) {
        var sum = 0.0
        upTo = (0..<count).map {
            sum += pow(Double($0 + 1), -exponent)
            return sum
        }
    }

    func draw(_ dice: inout Dice) -> Int {
        let wanted = Double(dice.next() >> 11) / Double(1 << 53) * (upTo.last ?? 0)
        var (low, high) = (0, upTo.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if upTo[middle] <= wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
