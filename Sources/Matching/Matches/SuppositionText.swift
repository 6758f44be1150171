import Model
import Scoring
import Taxonomy

extension Supposition {
    /// How many things may be supposed at once.
    static let most = 10

    /// Reads `skill:CODE:LEVEL`, `language:TAG:LEVEL`, `sector:CODE`, `place:CODE`, `mode:NAME`, `period:FROM/UNTIL` or
    /// `fast-answer`: the forms in which the parts of an explanation say what was asked. Levels may be left out; of places
    /// and modes there may be several with commas between them; an end of a period may be `..`.
    ///
    /// Throws a ``Violation`` at the root for anything else.
    package init(_ text: String, in taxonomy: Taxonomy) throws(Violation) {
        let (kind, rest) = Self.split(text, at: text.firstIndex(of: ":"))
        guard let supposition = Supposition(try Self.subject(kind, rest ?? "", in: taxonomy)) else {
            throw Self.unclear
        }
        self = supposition
    }

    /// Reads several. Throws every complaint, by its place in the list below `/what_if`.
    static func reading(_ texts: [String], in taxonomy: Taxonomy) throws(MatchingError) -> [Supposition] {
        var violations: [Violation] = []
        var read: [Supposition] = []
        if texts.count > most {
            throw .invalid(Violation(.tooManyItems, at: "/what_if", "suppose at most \(most) things at once"))
        }
        for (index, text) in texts.enumerated() {
            do throws(Violation) {
                let supposition = try Supposition(text, in: taxonomy)
                if read.contains(where: supposition.isAboutTheSame) {
                    throw Violation(.duplicateItem, "suppose one thing of each skill, language and so on")
                }
                read.append(supposition)
            } catch {
                violations.append(error.under("/what_if/\(index)"))
            }
        }
        guard violations.isEmpty else { throw .invalid(violations) }
        return read
    }

    private static let unclear = Violation(
        .unknownCode,
        "give skill:CODE:LEVEL, language:TAG:LEVEL, sector:CODE, place:CODE, mode:NAME, period:FROM/UNTIL or fast-answer"
    )

    private static func subject(
        _ kind: String, _ text: String, in taxonomy: Taxonomy
    ) throws(Violation) -> Asked.Subject {
        switch kind {
        case "skill":
            // A URI has colons of its own, so that only a number at the end is a level.
            var (code, level) = split(text, at: text.lastIndex(of: ":"))
            if level.map({ Int($0) == nil }) ?? false { (code, level) = (text, nil) }
            return .skill(try concept(code, in: taxonomy), level: try level.map(skillLevel))
        case "language":
            let (tag, level) = split(text, at: text.firstIndex(of: ":"))
            return .language(try LanguageTag(tag), level: try level.map(languageLevel))
        case "sector": return .sector(try SectorCode(text))
        case "place", "places":
            var places: [Place] = []
            for code in text.split(separator: ",", omittingEmptySubsequences: false) { places.append(try Place(code)) }
            return .places(places)
        case "mode", "modes":
            do throws(Violation) { return .modes(try Modes(names: text.split(separator: ",").map(String.init))) } catch
            {
                throw Violation(error.rule, error.remedy)
            }
        case "period":
            let (from, until) = split(text, at: text.firstIndex(of: "/"))
            return .period(try Period(from: try month(from), until: try until.flatMap(month)))
        case "fast-answer" where text.isEmpty: return .responsiveness
        default: throw unclear
        }
    }

    private static func split(_ text: String, at index: String.Index?) -> (String, String?) {
        guard let index else { return (text, nil) }
        return (String(text[..<index]), String(text[text.index(after: index)...]))
    }

    private static func concept(_ code: String, in taxonomy: Taxonomy) throws(Violation) -> ConceptID {
        let concepts = taxonomy.concepts(code: code)
        guard concepts.count <= 1 else {
            throw Violation(
                .ambiguousLabel, "several skills have codes that begin so: give the whole code",
                candidates: concepts.compactMap { taxonomy.concept($0)?.code })
        }
        guard let concept = concepts.first else {
            throw Violation(.unknownCode, "give the code of a skill, as GET /v1/skills finds it")
        }
        return concept
    }

    private static func skillLevel(_ text: String) throws(Violation) -> SkillLevel {
        guard let level = Int(text).flatMap({ SkillLevel(rawValue: $0) }) else {
            throw Violation(.levelOutOfRange, "give a level of 1 to 4 behind the skill")
        }
        return level
    }

    private static func languageLevel(_ text: String) throws(Violation) -> CEFR {
        guard let level = CEFR(text) else {
            throw Violation(.levelOutOfRange, "give a level of A1 to C2 behind the language")
        }
        return level
    }

    private static func month(_ text: String) throws(Violation) -> Month? {
        text == ".." || text.isEmpty ? nil : try Month(text)
    }
}
