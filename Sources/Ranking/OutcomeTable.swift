/// What the items of one query come to for one document after the other, for the explanation of hits that a ranking has
/// already found: by term which items it answers, so that a document looks up its own terms alone.
package struct OutcomeTable: Sendable {
    private struct Place: Sendable {
        let shape: Int
        let answer: Int
        /// The next place of the same term; -1 at the end.
        let next: Int
    }

    private let shapes: [Shape]
    /// The item that adds up, and how; null where there is none.
    private let adding: (item: Int, shares: Uses.Shares)?
    private var table: TermTable
    /// By number of a term: its first place.
    private var first: [Int] = []
    private var places: [Place] = []

    package init(_ shapes: [Shape]) {
        self.shapes = shapes
        adding =
            shapes.indices.lazy.compactMap { item in
                shapes[item].uses.map { (item, Uses.Shares($0, shapes[item].credits)) }
            }.first
        let count = shapes.reduce(0) { $0 + $1.answers.count }
        table = TermTable(capacity: count)
        places.reserveCapacity(count)
        for (shape, content) in shapes.enumerated() {
            for (answer, content) in content.answers.enumerated() {
                let term = table.insert(TermKey(content.term, .own))
                if term == first.count { first.append(-1) }
                places.append(Place(shape: shape, answer: answer, next: first[term]))
                first[term] = places.count - 1
            }
        }
    }

    /// Those of some terms that answer an item, each once and ascending: nothing else of a document counts.
    package func answering(_ terms: [TermLevel]) -> [TermLevel] {
        var answering = terms.filter { table.number(of: TermKey($0.term, .own)) != nil }
        answering.sort { $0.term != $1.term ? $0.term < $1.term : Grade($0) < Grade($1) }
        return answering.indices.filter { $0 == 0 || answering[$0] != answering[$0 - 1] }.map { answering[$0] }
    }

    /// One an item: the best answer that some terms give.
    package func outcomes(for terms: [TermLevel]) -> [ItemOutcome] {
        var outcomes = shapes.map { ItemOutcome(value: $0.floor, winner: nil) }
        var added: [(term: TermLevel, share: UInt8)] = []
        for term in terms {
            guard let number = table.number(of: TermKey(term.term, .own)) else { continue }
            let grade = Grade(term)
            let winner = TermLevel(term.term, grade)
            var next = first[number]
            // Of an item the places of a term follow one another.
            var (gains, gain, of) = (0, 0, -1)
            while next >= 0 {
                let place = places[next]
                let shape = shapes[place.shape]
                let value = shape.value(of: shape.answers[place.answer], at: grade)
                outcomes[place.shape].take(value, of: winner)
                if place.shape != of { (gains, gain, of) = (gains + gain, 0, place.shape) }
                if place.shape < adding?.item ?? 0 { gain = max(gain, Int(value) - Int(shape.floor)) }
                next = place.next
            }
            add(gains + gain, winner, to: &added)
        }
        if let adding { outcomes[adding.item] = ItemOutcome(added.map { Share(term: $0.term, value: $0.share) }) }
        return outcomes
    }

    /// Adds what a term counts; of a term that comes with several grades the greatest counts.
    private func add(_ gains: Int, _ term: TermLevel, to added: inout [(term: TermLevel, share: UInt8)]) {
        guard let adding else { return }
        let share = (term, adding.shares.share(of: gains, basis: Grade(term).basis))
        guard let place = added.firstIndex(where: { $0.term.term == term.term }) else { return added.append(share) }
        if Grade(added[place].term) < Grade(term) { added[place] = share }
    }
}

extension ItemOutcome {
    /// Takes an answer that is better: worth more, else of the lower term, else of the higher grade.
    mutating func take(_ value: UInt8, of winner: TermLevel) {
        guard value >= self.value else { return }
        if value == self.value, let present = self.winner {
            guard winner.term != present.term ? winner.term < present.term : Grade(winner) > Grade(present) else {
                return
            }
        }
        self = ItemOutcome(value: value, winner: winner)
    }
}
