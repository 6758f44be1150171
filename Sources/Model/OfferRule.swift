import Foundation

/// One version of an offer's rules of eligibility, in force for a span of time.
package struct OfferRule: Hashable, Sendable {
    /// One condition that a person must meet. What the programme cannot know is to be confirmed, and never refuses.
    package enum Clause: Hashable, Sendable {
        /// From the country in one of these ways.
        case origin(country: String, anyOf: [Basis])
        /// A statement that only the person can confirm, by its name (`not_in_employment`).
        case attestation(String)
    }

    /// A way of coming from a country; descent counts up to a generation.
    package enum Basis: Hashable, Sendable {
        case birth, marriage, naturalisation
        case descent(upTo: Int)
    }

    package var version: Int
    package var from: Date
    /// The instant from which it no longer holds; null while it does.
    package var until: Date?
    /// All must hold.
    package var clauses: [Clause]

    package init(version: Int, from: Date, until: Date?, clauses: [Clause]) {
        self.version = version
        self.from = from
        self.until = until
        self.clauses = clauses
    }
}
