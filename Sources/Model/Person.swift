/// A human being, as the programme knows one: one name in any script, and what birth and residence make possible.
///
/// How to reach the person, and protected characteristics, are kept apart and are no part of this value.
package struct Person: Hashable, Sendable {
    /// Why somebody counts as coming from a country.
    package struct Origin: Hashable, Sendable {
        package enum Basis: String, Sendable, CaseIterable {
            case birth, descent, marriage, naturalisation
        }

        package let country: String
        package let basis: Basis
        /// With descent: 1 for a parent born there, 2 for a grandparent, and so on; null with the others.
        package let generation: Int?

        /// Throws ``Violation/Rule/valueOutOfRange`` for a generation without descent, or descent without one of 1…7.
        package init(country: String, basis: Basis, generation: Int?) throws(Violation) {
            guard basis == .descent ? (1...7).contains(generation ?? 0) : generation == nil else {
                throw Violation(.valueOutOfRange, at: "/generation", "give 1 to 7 with descent, and none otherwise")
            }
            self.country = country
            self.basis = basis
            self.generation = generation
        }
    }

    package var name: PlainText
    /// The name in Latin letters as the person writes it; never transliterated by us.
    package var latinName: PlainText?
    package var born: PartialDate?
    /// The language to write to the person in.
    package var language: LanguageTag?
    package var origins: [Origin] = []
    /// Where the person lives; the first is the main residence.
    package var residences: [Place] = []
    /// ISO 3166-1 of the main residence, the first; null where none is told.
    package var countryOfResidence: String? { residences.first?.country }

    package init(name: PlainText) { self.name = name }

    /// Who is certainly younger than this may not register.
    package static let leastAge = 16

    /// Throws the first rule that the person breaks on the given day.
    package func check(on today: PartialDate) throws(Violation) {
        if let born, born.hasReached(Self.leastAge, on: today) == false {
            throw Violation(.tooYoung, at: "/born", "registration is open from \(Self.leastAge) years on")
        }
        guard origins.count <= Limits.places, residences.count <= Limits.places else {
            throw Violation(
                .tooManyItems, at: origins.count > Limits.places ? "/origins" : "/residences",
                "give at most \(Limits.places)")
        }
        if let twice = firstRepeat(residences) {
            throw Violation(.duplicateItem, at: "/residences/\(twice)", "give each residence once")
        }
        if let twice = firstRepeat(origins.map { "\($0.country) \($0.basis)" }) {
            throw Violation(.duplicateItem, at: "/origins/\(twice)", "give each country and basis once")
        }
    }
}

private func firstRepeat(_ values: [some Hashable]) -> Int? {
    var seen: Set<AnyHashable> = []
    return values.firstIndex { !seen.insert(AnyHashable($0)).inserted }
}
