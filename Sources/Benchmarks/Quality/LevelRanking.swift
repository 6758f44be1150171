import Model
import Ranking
import Scoring
import Taxonomy

/// Ranks by the service's weights and relations, with another credit for levels: the plain sum over all offers.
struct LevelRanking: OfferRanking {
    private struct Posting {
        let offer, item: Int
        let value: Double
        let asked: Int
    }

    private let credit: LevelCredit
    private let levels: DrawnLevels
    private var postings: [Term: [Posting]] = [:]
    private let floors: [[Double]]

    init(_ set: SparseSet, _ levels: DrawnLevels, in taxonomy: Taxonomy, by credit: LevelCredit) {
        (self.credit, self.levels) = (credit, levels)
        var floors: [[Double]] = []
        for (number, offer) in set.offers.enumerated() {
            var need = Need()
            need.skills = offer.skills.map { Need.Skill(mention: ServiceRanking.mention($0)) }
            // Each skill by itself; what adds them up has no level.
            let items = NeedItems(need, in: taxonomy, ofMentors: false).items.prefix(offer.skills.count)
            floors.append(items.map { Double($0.weight) * Double($0.shape.floor) })
            for (place, item) in items.enumerated() {
                let asked = levels.level(of: offer.skills[place], in: offer.occupation, salt: number + 1_000_000)
                for answer in item.shape.answers {
                    postings[answer.term, default: []].append(
                        Posting(
                            offer: number, item: place, value: Double(item.weight) * Double(answer.values[4]),
                            asked: max(1, asked)))
                }
            }
        }
        self.floors = floors
    }

    func order(for person: SparseSet.Drawn) -> [Int] {
        var best = floors
        for skill in person.skills {
            let had = levels.level(of: skill, in: person.occupation, salt: person.skills[0])
            for posting in postings[.skill(ConceptID(Int32(skill + 1)))] ?? [] {
                let value = posting.value * credit.share(asked: posting.asked, had: had)
                best[posting.offer][posting.item] = max(best[posting.offer][posting.item], value)
            }
        }
        let scores = best.map { $0.reduce(0, +) }
        return scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
    }
}
