import Foundation
import Model
import Ranking

/// Rules of eligibility as conditions over where a person comes from, each in force for its time.
package enum Eligibility {
    /// The terms that say where a person comes from; one of its own where nothing is said.
    ///
    /// Descent has a level that falls as the generations rise, so that "descent up to 4" is a minimum.
    package static func terms(of origins: [Person.Origin]) -> [TermLevel] {
        guard !origins.isEmpty else { return [TermLevel(term: unstated)] }
        return origins.map { origin in
            TermLevel(
                term: term(origin.country, ordinal(origin.basis)), level: origin.generation.map { UInt8(8 - $0) } ?? 0)
        }
    }

    /// The conditions of an offer's rules; a clause that only the person can confirm is none, and neither refuses who
    /// has said nothing about their origin: both are to be confirmed.
    package static func conditions(of rules: [OfferRule]) -> [Condition] {
        rules.flatMap { rule in
            rule.clauses.compactMap { clause -> Condition? in
                guard case .origin(let country, let bases) = clause else { return nil }
                let alternatives = bases.map { basis -> Condition.Alternative in
                    switch basis {
                    case .birth: Condition.Alternative(term: term(country, 0), minimumLevel: 0)
                    case .descent(let most):
                        Condition.Alternative(term: term(country, 1), minimumLevel: UInt8(8 - min(7, max(1, most))))
                    case .marriage: Condition.Alternative(term: term(country, 2), minimumLevel: 0)
                    case .naturalisation: Condition.Alternative(term: term(country, 3), minimumLevel: 0)
                    }
                }
                return Condition(
                    reason: LeftOut.notEligible.rawValue,
                    anyOf: alternatives + [Condition.Alternative(term: unstated, minimumLevel: 0)],
                    validFrom: Int64(rule.from.timeIntervalSince1970),
                    validUntil: rule.until.map { Int64($0.timeIntervalSince1970) })
            }
        }
    }

    /// The first clause in force that these terms do not meet, by its name, and the version of the rules that it is of;
    /// null when all are met.
    ///
    /// - Parameter denied: the statements that the person says are not so.
    package static func broken(
        of rules: [OfferRule], by terms: [TermLevel], denying denied: Set<String> = [], at instant: Date
    ) -> (version: Int, clause: String)? {
        for rule in rules where rule.from <= instant && instant < rule.until ?? .distantFuture {
            let isMet = conditions(of: [rule]).allSatisfy { condition in
                condition.anyOf.contains { alternative in
                    terms.contains { $0.term == alternative.term && $0.level >= alternative.minimumLevel }
                }
            }
            if !isMet { return (rule.version, "origin") }
            for case .attestation(let statement) in rule.clauses where denied.contains(statement) {
                return (rule.version, statement)
            }
        }
        return nil
    }

    private static let unstated = Term(.origin, 0)

    private static func ordinal(_ basis: Person.Origin.Basis) -> UInt32 {
        switch basis {
        case .birth: 0
        case .descent: 1
        case .marriage: 2
        case .naturalisation: 3
        }
    }

    private static func term(_ country: String, _ basis: UInt32) -> Term {
        Term(.origin, Term.place(unchecked: country) * 4 + basis + 4)
    }
}

extension Term {
    /// A country's letters as a number, at most 1,368.
    static func place(unchecked country: String) -> UInt32 { Term.regionOf(country).payload }
}
