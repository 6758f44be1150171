import HTTP
import Scoring

/// The parts of the matches of one page as JSON: most come to the same for several matches, and are written once.
final class WrittenParts {
    private struct Written {
        let part: Part
        let json: [UInt8]
    }

    /// By place in the explanation.
    private var known: [[Written]] = []

    /// Writes all parts of an explanation as values, each the way `form` does.
    func write(_ explanation: Explanation, _ writer: inout JSONWriter, as form: (Part, inout JSONWriter) -> Void) {
        for (place, part) in explanation.parts.enumerated() {
            if place == known.count { known.append([]) }
            if let same = index(of: part, at: place) {
                writer.value(verbatim: known[place][same].json)
            } else {
                let json = JSONWriter.bytes { form(part, &$0) }
                known[place].append(Written(part: part, json: json))
                writer.value(verbatim: json)
            }
        }
    }

    /// Where the same part was written before; looks at the number first, which is most often another.
    private func index(of part: Part, at place: Int) -> Int? {
        for index in known[place].indices
        where known[place][index].part.value == part.value && known[place][index].part == part { return index }
        return nil
    }
}
