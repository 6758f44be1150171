import Model
import Taxonomy

extension Words {
    /// A part of an explanation as a sentence.
    package func describe(_ part: Part, in taxonomy: Taxonomy) -> String {
        if case .unmapped(let text) = part.asked { return Self.fill(unmapped, text) }
        let asked = describe(part.asked, in: taxonomy)
        if part.how == .used { return Self.fill(used, describe(part.shares, in: taxonomy)) }
        guard let found = part.found else { return Self.fill(part.how == .none ? none : unstated, asked) }
        var has = describe(found, in: taxonomy)
        if let backing = part.backing { has += comma + describe(backing) }
        switch part.how {
        case .alike: return Self.fill(part.factor == .skills ? alike : askedHas, asked, has)
        case .sameJob: return Self.fill(sameJob, asked, has)
        case .same, .used, .unstated, .none: return Self.fill(askedHas, asked, has)
        }
    }

    /// The first three, since all of them stand beside the sentence.
    private func describe(_ shares: [Part.Share], in taxonomy: Taxonomy) -> String {
        let named = shares.prefix(3).map { share in
            let name =
                if case .skill(let concept, _) = share.found {
                    skill(concept, nil, in: taxonomy)
                } else {
                    describe(share.found, in: taxonomy)
                }
            return Self.fill(self.share, name, String(share.value * 2 / 5))
        }
        return (named + (shares.count > 3 ? ["…"] : [])).joined(separator: comma)
    }

    /// What stands behind a skill, with how much therefore counts where that is not all.
    private func describe(_ backing: Backing) -> String {
        let name = backings[backing] ?? ""
        return backing.credit == 250 ? name : Self.fill(counting, name, String(Int(backing.credit) * 2 / 5))
    }

    /// What was asked, as a noun.
    package func describe(_ subject: Asked.Subject, in taxonomy: Taxonomy) -> String {
        switch subject {
        case .skill(let concept, let level): skill(concept, level, in: taxonomy)
        case .unmapped(let text): text
        case .use: use
        case .sector(let code): taxonomy.label(of: code, in: language)
        case .language(let tag, let level): name(of: tag, level)
        case .places(let places): places.map(name).joined(separator: " \(or) ")
        case .modes(let modes): modes.names.map { self.modes[$0] ?? $0 }.joined(separator: " \(or) ")
        case .period(let period): [period.from, period.until].map { $0?.description ?? "…" }.joined(separator: " – ")
        case .responsiveness: fastReply
        }
    }

    private func describe(_ found: Part.Found, in taxonomy: Taxonomy) -> String {
        switch found {
        case .skill(let concept, let level): skill(concept, level, in: taxonomy)
        case .sector(let code): taxonomy.label(of: code, in: language)
        case .language(let tag, let level): level?.name ?? name(of: tag, nil)
        case .place(let place): name(of: place)
        case .regionOf(let country): name(ofCountry: country)
        case .mode(let mode): mode.names.map { modes[$0] ?? $0 }.joined(separator: " \(or) ")
        case .month(let month): month.description
        case .replyWithin(let days): Self.fill(reply, String(days))
        }
    }

    private func skill(_ concept: ConceptID, _ level: SkillLevel?, in taxonomy: Taxonomy) -> String {
        let label = taxonomy.label(of: concept, in: language)
        return level.map { "\(label) (\(levels[$0.rawValue - 1]))" } ?? label
    }

    private func name(of tag: LanguageTag, _ level: CEFR?) -> String {
        let name = Names.language(tag.primary, in: language) ?? tag.description
        return level.map { "\(name) \($0.name)" } ?? name
    }

    private func name(of place: Place) -> String {
        place.subdivision == nil ? name(ofCountry: place.country) : place.description
    }

    private func name(ofCountry country: String) -> String {
        Names.country(country, in: language) ?? country
    }
}
