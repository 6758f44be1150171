import Model
import Ranking

extension Part.Found {
    /// Reads a term back into the domain; null for a term that stands for silence.
    init?(_ answer: TermLevel) {
        let payload = answer.term.payload
        let level = Int(answer.level)
        switch answer.term.kind {
        case .skill: self = .skill(ConceptID(Int32(bitPattern: payload)), level: SkillLevel(rawValue: level))
        case .sector:
            guard let code = try? SectorCode(Term.unpacked(payload)) else { return nil }
            self = .sector(code)
        case .language:
            guard let tag = try? LanguageTag(Term.unpacked(payload)) else { return nil }
            self = .language(tag, level: CEFR(rawValue: level))
        case .place:
            let subdivision = Term.unpacked(payload % 50_653)
            let country = Term.unpacked(payload / 50_653)
            guard let place = try? Place(subdivision.isEmpty ? country : "\(country)-\(subdivision)") else {
                return nil
            }
            self = .place(place)
        case .regionOf: self = .regionOf(Term.unpacked(payload))
        case .mode: self = .mode(Modes(rawValue: Int(payload)))
        case .month, .freeFrom: self = .month(Month(number: Int(payload)))
        case .replyWithin: self = .replyWithin(days: Responsiveness.days(ofBand: payload))
        case .unstated, .origin, .state, .desk, nil: return nil
        }
    }
}

extension Term {
    /// The inverse of the packing in base 37; a number that packs nothing gives what no code is.
    static func unpacked(_ number: UInt32) -> String {
        var rest = number
        var characters: [Character] = []
        while rest > 0 {
            let digit = rest % 37
            characters.append(Character(Unicode.Scalar(UInt8(digit > 10 ? digit - 11 + 65 : digit + 47))))
            rest /= 37
        }
        return String(characters.reversed())
    }
}
