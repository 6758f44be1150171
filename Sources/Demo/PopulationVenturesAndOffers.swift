import Foundation
import Model

extension Population {
    /// What ventures of every trade need besides its own skills.
    private static let enterprise = ["5ba1d5b9", "183134a2", "736ef286", "0959a14b", "60f51172"]

    mutating func addVentures(of row: Row, skills: DemoSkills) throws {
        for ordinal in 0..<18 {
            var draw = Draw(country: row.country, kind: "venture", ordinal: ordinal)
            let occupation = row.occupations[ordinal % row.occupations.count]
            var mentions = Self.choose(3, of: skills.essential(of: occupation.code), &draw)
            for code in Self.choose(2, of: Self.enterprise, &draw) {
                let mention = try skills.mention(code)
                if !mentions.contains(where: { $0.concept == mention.concept }) { mentions.append(mention) }
            }
            var need = Need()
            need.skills = mentions.map { mention in
                Need.Skill(
                    mention: mention, importance: Importance(rawValue: 1 + draw.below(3)) ?? .important,
                    level: SkillLevel(rawValue: 2 + draw.below(2)))
            }
            need.sectors = [Need.Sector(code: try SectorCode(occupation.sector))]
            need.languages = [
                Need.Language(tag: try LanguageTag(row.languages[0]), level: .b1, must: draw.below(3) == 0)
            ]
            need.modes = [.remote, .visit]
            let collective = ordinal % 3 == 0
            let founders = collective ? 3 + draw.below(3) : 1
            ventures.append(
                (
                    draw.identifier(),
                    Venture(
                        desk: Self.organisation(row.country, .desk, ordinal % row.desks.count),
                        name: try PlainText(
                            "\(draw.pick(row.family)) \(collective ? "Cooperative" : "Workshop") \(ordinal + 1)"),
                        stage: [.idea, .prototype, .launched, .growing][draw.below(4)], collective: collective,
                        mentorsWanted: collective ? 3 : 1, need: need,
                        founders: (0..<founders).map { index in
                            Venture.Founder(
                                person: Draw(country: row.country, kind: "member", ordinal: ordinal * 6 + index + 1)
                                    .identifier(), lead: index == 0)
                        })
                ))
        }
    }

    mutating func addOffers(of row: Row, skills: DemoSkills) throws {
        var ordinal = 0
        for kind in Offer.Kind.allCases {
            for _ in 0..<(2 + kind.rawValue.utf8.count % 2) {
                var offer = try self.offer(row, kind, ordinal, skills)
                if ordinal == 0 { offer.closesAt = Self.clock - 86_400 }
                if ordinal == 1 { offer.closesAt = Self.clock + 3_600 }
                if ordinal == 2 {
                    offer.taken = offer.places
                    offer.status = .filled
                }
                offers.append((Draw(country: row.country, kind: "offer", ordinal: ordinal).identifier(), offer))
                ordinal += 1
            }
        }
    }

    private func offer(_ row: Row, _ kind: Offer.Kind, _ ordinal: Int, _ skills: DemoSkills) throws -> Offer {
        var draw = Draw(country: row.country, kind: "offer", ordinal: ordinal)
        let occupation = row.occupations[ordinal % row.occupations.count]
        let mentions = Self.choose(3, of: skills.essential(of: occupation.code), &draw)
        let teaches = kind == .training || kind == .apprenticeship
        var need = Need()
        if kind != .grant, kind != .reward {
            need.skills = mentions.prefix(teaches ? 1 : 3).map {
                Need.Skill(mention: $0, level: teaches ? .awareness : .working)
            }
        }
        need.languages = [Need.Language(tag: try LanguageTag(row.languages[0]), level: .b1)]
        need.sectors = [Need.Sector(code: try SectorCode(occupation.sector))]
        var gives = Profile()
        gives.sectors = [try SectorCode(occupation.sector)]
        gives.modes = kind == .remoteMission ? .remote : kind == .assignment ? .visit : .return
        gives.places = kind == .remoteMission ? [] : [try Place(draw.pick(row.desks).region)]
        if teaches { gives.skills = mentions.dropFirst().map { Profile.Skill(mention: $0, level: .working) } }
        let name = kind.rawValue.replacing("_", with: " ")
        return Offer(
            organisation: Self.organisation(row.country, ordinal % 2 == 0 ? .employer : .centre),
            centre: Self.organisation(row.country, .centre), kind: kind,
            title: try LocalizedText(["en": PlainText("Invented \(name) \(ordinal + 1), \(row.desks[0].name)")]),
            need: need, gives: gives,
            rules: kind == .assignment
                ? [
                    OfferRule(
                        version: 1, from: Self.clock - 30 * 86_400, until: nil,
                        clauses: [.origin(country: row.country, anyOf: [.birth, .descent(upTo: 4), .marriage])])
                ] : [],
            places: 1 + draw.below(3), opensAt: Self.clock - 30 * 86_400,
            closesAt: Self.clock + Double(10 + draw.below(111)) * 86_400, zone: row.zone)
    }

    private static func choose<Element>(_ count: Int, of elements: [Element], _ draw: inout Draw) -> [Element] {
        var rest = elements
        var chosen: [Element] = []
        while chosen.count < count, !rest.isEmpty { chosen.append(rest.remove(at: draw.below(rest.count))) }
        return chosen
    }
}
