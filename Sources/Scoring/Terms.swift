import Model
import Ranking

/// How everything that can be matched is numbered: four bits say of which kind a term is, 28 bits say which one.
///
/// The numbers describe themselves, so no catalogue has to be kept or shared.
extension Term {
    package enum Kind: UInt32, Sendable {
        case skill, sector, language, place, regionOf, mode, month, freeFrom, replyWithin, unstated
        /// What filters look at and no item does.
        case origin, state, desk
    }

    package init(_ kind: Kind, _ payload: UInt32) {
        self.init(rawValue: kind.rawValue << 28 | payload & 0x0FFF_FFFF)
    }

    package var kind: Kind? { Kind(rawValue: rawValue >> 28) }
    package var payload: UInt32 { rawValue & 0x0FFF_FFFF }

    package static func skill(_ concept: ConceptID) -> Term { Term(.skill, UInt32(bitPattern: concept.rawValue)) }

    package static func sector(_ code: SectorCode) -> Term { Term(.sector, packed(code.description.utf8)) }

    package static func language(_ tag: LanguageTag) -> Term {
        Term(.language, packed(tag.description.utf8.prefix { $0 != UInt8(ascii: "-") }))
    }

    package static func place(_ place: Place) -> Term {
        Term(.place, packed(place.country.utf8) * 50_653 + packed((place.subdivision ?? "").utf8))
    }

    /// That some region of the country was named.
    package static func regionOf(_ country: String) -> Term { Term(.regionOf, packed(country.utf8)) }

    /// A single mode.
    package static func mode(_ mode: Modes) -> Term { Term(.mode, UInt32(mode.rawValue)) }

    /// One month of a period that has an end.
    package static func month(_ month: Month) -> Term { Term(.month, UInt32(month.number)) }

    /// The first month of a period without an end.
    package static func freeFrom(_ month: Month) -> Term { Term(.freeFrom, UInt32(month.number)) }

    package static func unstated(_ factor: Factor) -> Term {
        Term(.unstated, UInt32(Factor.allCases.firstIndex(of: factor) ?? 0))
    }

    /// Up to four letters of any case and digits as a number in base 37; nothing is 0.
    private static func packed(_ code: some Sequence<UInt8>) -> UInt32 {
        code.reduce(0) { sum, character in
            let digit = character >= 65 ? UInt32(character & 0xDF) - 64 + 10 : UInt32(character) - 47
            return sum * 37 + digit
        }
    }
}
