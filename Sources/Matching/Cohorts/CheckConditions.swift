import Model
import Ranking
import Scoring

/// Finds what cannot be among the conditions that staff give for an assignment, each with its field.
struct CheckConditions {
    let conditions: AssignmentConditions
    let pool: CohortPool
    /// By mentor who works with the cohort's desk: places beside those held before.
    let free: [Identifier<Member>: Int]

    /// Each sort where there are none of those before it, so that no venture is looked at more than once.
    var violations: [Violation] {
        for found in [strangers, repeated + contradictions] where !found.isEmpty { return found }
        return unfit + crowded
    }

    /// Ventures that are not of the cohort, and mentors who are none of its own; nor are those that its desk has no more.
    private var strangers: [Violation] {
        let ventures = Set(pool.parties.keys)
        let mentors = Set(free.keys)
        let pairs = [("/pins", conditions.pins), ("/forbids", conditions.forbids)].flatMap { pointer, pairs in
            pairs.enumerated().flatMap { place, pair in
                [
                    ventures.contains(pair.venture)
                        ? nil : Violation(.unknownCode, at: "\(pointer)/\(place)/0", "name a venture of the cohort"),
                    mentors.contains(pair.mentor)
                        ? nil : Violation(.unknownCode, at: "\(pointer)/\(place)/1", "name a mentor of the cohort"),
                ].compactMap(\.self)
            }
        }
        let capacities = conditions.capacities.enumerated().filter { !mentors.contains($0.element.mentor) }
        return pairs
            + capacities.map {
                Violation(.unknownCode, at: "/capacities/\($0.offset)/mentor", "name a mentor of the cohort")
            }
    }

    private var repeated: [Violation] {
        var ventures: Set<Identifier<Venture>> = []
        var mentors: Set<Identifier<Member>> = []
        return conditions.pins.enumerated().filter { !ventures.insert($0.element.venture).inserted }.map {
            Violation(.duplicateItem, at: "/pins/\($0.offset)/0", "pin each venture to one mentor")
        }
            + conditions.capacities.enumerated().filter { !mentors.insert($0.element.mentor).inserted }.map {
                Violation(.duplicateItem, at: "/capacities/\($0.offset)/mentor", "give each mentor one capacity")
            }
    }

    private var contradictions: [Violation] {
        let forbids = Set(conditions.forbids)
        return conditions.pins.enumerated().filter { forbids.contains($0.element) }.map {
            Violation(.pinImpossible, at: "/pins/\($0.offset)", "leave the pair out of the pins or out of the forbids")
        }
    }

    /// Pins of whom or what is not open to matching, or of whom a must leaves out.
    private var unfit: [Violation] {
        conditions.pins.enumerated().compactMap { place, pin in
            remedy(pin).map { Violation(.pinImpossible, at: "/pins/\(place)", $0) }
        }
    }

    /// Null for a pair that can be.
    private func remedy(_ pin: CohortPair) -> String? {
        guard let ranker = pool.ranker(of: pin.venture) else {
            return "open the venture to matching, or leave the pin out"
        }
        if ranker.side.excluding.contains(pin.mentor.number) {
            return "choose a mentor who is no founder of the venture"
        }
        guard let failed = ranker.failed(pin.mentor.number) else {
            return "choose a mentor who is open to matching now"
        }
        return failed.compactMap(LeftOut.init).first.map { "choose a mentor whom \($0.code) does not leave out" }
    }

    /// Pins beyond a mentor's places.
    private var crowded: [Violation] {
        var left = free
        return conditions.pins.enumerated().compactMap { place, pin in
            left[pin.mentor, default: 0] -= 1
            guard left[pin.mentor, default: 0] < 0 else { return nil }
            return Violation(
                .pinImpossible, at: "/pins/\(place)/1",
                "give the mentor a greater capacity: \(free[pin.mentor, default: 0]) places are free")
        }
    }
}
