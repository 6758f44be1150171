import Model
import Ranking

/// The place factor: one item, answered best by a place that is asked.
enum PlaceFactor {
    /// - Returns: 250 for a place that is asked or lies within it, 200 for the whole country of a region that is asked.
    ///   Another region of that country is worth 100, but it has no term that could be listed here; see ``terms``.
    static func items(_ places: [Place]) -> [Asked] {
        guard !places.isEmpty else { return [] }
        var best: [Term: UInt8] = [.unstated(.place): Weights.prior(of: .place)]
        for place in places {
            if place.subdivision != nil {
                best[.place(place)] = 250
                raise(&best, .place(place.wholeCountry), to: 200)
                raise(&best, .regionOf(place.country), to: 100)
            } else {
                best[.place(place)] = 250
                best[.regionOf(place.country)] = 250
            }
        }
        let answers = best.sorted { $0.key.rawValue < $1.key.rawValue }.map { Answer(term: $0.key, value: $0.value) }
        return [
            Asked(
                subject: .places(places), importance: Importance.important.rawValue,
                shape: Shape(floor: 0, answers: answers))
        ]
    }

    static func musts(_ need: Need) -> [Condition] {
        guard need.placesMust else { return [] }
        let alternatives = need.places.flatMap { place in
            [Term.place(place)] + (place.subdivision == nil ? [.regionOf(place.country)] : [.place(place.wholeCountry)])
        }
        return [
            Condition(
                reason: LeftOut.mustPlace.rawValue,
                anyOf: alternatives.map { Condition.Alternative(term: $0, minimumLevel: 0) })
        ]
    }

    /// A region gives two terms: itself, and that some region of its country was named. Of where somebody lives the
    /// country alone counts, as if some region of it was named: whoever asks for a region could else find who lives there.
    static func terms(_ places: [Place], residence: String?) -> [TermLevel] {
        var terms: [Term] = places.isEmpty ? [.unstated(.place)] : []
        func add(_ term: Term) {
            if !terms.contains(term) { terms.append(term) }
        }
        for place in places {
            add(.place(place))
            if place.subdivision != nil { add(.regionOf(place.country)) }
        }
        if let residence { add(.regionOf(residence)) }
        return terms.sorted().map { TermLevel(term: $0) }
    }

    private static func raise(_ best: inout [Term: UInt8], _ term: Term, to value: UInt8) {
        best[term] = max(best[term] ?? 0, value)
    }
}
