import Foundation
import Model
import Ranking
import Scoring
import Secrets
import Taxonomy

/// One match as the log has it (``ShownMatches`` says in which form).
struct LoggedMatch: Sendable {
    static let form: UInt8 = 1
    /// The first 128 bits of a BLAKE2b.
    static let hashLength = 16

    let kind: Kind
    let id: UUID
    /// As it was shown.
    let score: Int
    let hash: [UInt8]
    let computations: [Computation]

    /// Whether a part of it is what a person wishes, which follows on what is asked of the person.
    var hasWish: Bool { !kind.isOfPersons && computations.count > 1 }

    /// Null for bytes that the program did not write, and where the inputs are not those whose hash is written down.
    init?(_ bytes: [UInt8], of id: UUID, asks: [Ask?]) {
        var reader = LogReader(bytes)
        guard reader.number(UInt8.self) == Self.form, let kind = reader.number(UInt8.self),
            Kind.allCases.indices.contains(Int(kind)), let score = reader.number(UInt16.self), score <= 62_500,
            let hash = reader.bytes(Self.hashLength)
        else { return nil }
        var computations: [Computation] = []
        while !reader.isAtEnd {
            guard let place = reader.number(UInt16.self), asks.indices.contains(Int(place)), let ask = asks[Int(place)],
                let terms = reader.terms(), let outcomes = Self.outcomes(ask, terms, &reader)
            else { return nil }
            computations.append(Computation(ask: ask, terms: terms, outcomes: outcomes))
        }
        guard Self.hash(of: computations) == hash else { return nil }
        self.kind = Kind.allCases[Int(kind)]
        self.id = id
        self.score = Int(score)
        self.hash = hash
        self.computations = computations
    }

    private static func outcomes(_ ask: Ask, _ terms: [TermLevel], _ reader: inout LogReader) -> [ItemOutcome]? {
        var outcomes: [ItemOutcome] = []
        for _ in ask.items {
            guard let value = reader.number(UInt8.self), let winner = reader.number(UInt16.self) else { return nil }
            guard value <= 250, winner == .max || terms.indices.contains(Int(winner)) else { return nil }
            outcomes.append(ItemOutcome(value: value, winner: winner == .max ? nil : terms[Int(winner)]))
        }
        // What was added up is not kept beside the terms that it follows from.
        if let added = ask.items.firstIndex(where: { $0.shape.uses != nil }) {
            outcomes[added].shares = Shape.outcomes(of: ask.items.map(\.shape), for: terms)[added].shares
        }
        return outcomes
    }

    /// The hash of what some computations start from: who asks what, and what answers.
    static func hash(of computations: [Computation]) -> [UInt8] {
        var inputs = LogWriter()
        for computation in computations {
            inputs.add(computation.ask)
            inputs.add(terms: computation.terms)
        }
        return Array(Secret.hash(inputs.bytes).prefix(hashLength))
    }
}

extension Computation {
    /// What each item came to, in the terms of the domain.
    func parts(in taxonomy: Taxonomy) -> [Part] {
        zip(ask.items, outcomes).map {
            Part(Asked(reading: $0.shape), weight: Int($0.weight), $1, in: taxonomy)
        }
    }
}
