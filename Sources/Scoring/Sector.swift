import Model
import Ranking
import Taxonomy

/// The sector factor: an item for each sector that is asked, answered by sectors near it in the tree of ISIC.
enum Sector {
    static func items(_ sectors: [Need.Sector], in taxonomy: Taxonomy) -> [Asked] {
        sectors.map { sector in
            var answers = [Answer(term: .unstated(.sector), value: Weights.prior(of: .sector))]
            for other in taxonomy.sectors {
                let proximity = taxonomy.proximity(sector.code, other)
                if proximity > 0 { answers.append(Answer(term: .sector(other), value: UInt8(proximity * 250 / 100))) }
            }
            return Asked(
                subject: .sector(sector.code), importance: sector.importance.rawValue,
                shape: Shape(floor: 0, answers: answers))
        }
    }

    static func terms(_ sectors: [SectorCode]) -> [TermLevel] {
        sectors.isEmpty ? [TermLevel(term: .unstated(.sector))] : sectors.map { TermLevel(term: .sector($0)) }
    }
}
