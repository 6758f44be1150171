import Scoring

/// The parts of the matches of one page in some form, such as words or JSON: most parts come to the same for several
/// matches, and are put into that form once.
package final class RepeatedParts<Form> {
    /// By place in the explanation.
    private var known: [[(part: Part, form: Form)]] = []

    package init() {}

    /// One a part of the explanation, in its order.
    package func forms(of explanation: Explanation, _ make: (Part) -> Form) -> [Form] {
        explanation.parts.enumerated().map { place, part in
            if place == known.count { known.append([]) }
            if let same = known[place].first(where: { $0.part == part }) { return same.form }
            let form = make(part)
            known[place].append((part, form))
            return form
        }
    }
}
