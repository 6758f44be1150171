import Model
import Ranking
import Taxonomy

/// The sector factor: an item for each sector that is asked, answered by sectors near it in the tree of ISIC.
enum Sector {
    static func items(_ sectors: [Need.Sector], in taxonomy: Taxonomy, _ shapes: ShapeMemory? = nil) -> [Asked] {
        sectors.map { sector in
            let subject = Asked.Subject.sector(sector.code)
            let known = shapes.shape(of: subject) { shape(of: sector.code, in: taxonomy) }
            return Asked(subject: subject, importance: sector.importance.rawValue, shape: known.shape, key: known.key)
        }
    }

    private static func shape(of code: SectorCode, in taxonomy: Taxonomy) -> Shape {
        var answers = [Answer(term: .unstated(.sector), value: Weights.prior(of: .sector))]
        for other in taxonomy.sectors {
            let proximity = taxonomy.proximity(code, other)
            if proximity > 0 { answers.append(Answer(term: .sector(other), value: UInt8(proximity * 250 / 100))) }
        }
        return Shape(floor: 0, answers: answers)
    }

    static func terms(_ sectors: [SectorCode]) -> [TermLevel] {
        sectors.isEmpty ? [TermLevel(term: .unstated(.sector))] : sectors.map { TermLevel(term: .sector($0)) }
    }
}
