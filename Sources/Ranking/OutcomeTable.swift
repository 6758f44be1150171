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
    private var table: TermTable
    /// By number of a term: its first place.
    private var first: [Int] = []
    private var places: [Place] = []

    package init(_ shapes: [Shape]) {
        self.shapes = shapes
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
        for term in terms {
            guard let number = table.number(of: TermKey(term.term, .own)) else { continue }
            let grade = Grade(term)
            let winner = TermLevel(term.term, grade)
            var next = first[number]
            while next >= 0 {
                let place = places[next]
                let shape = shapes[place.shape]
                outcomes[place.shape].take(shape.value(of: shape.answers[place.answer], at: grade), of: winner)
                next = place.next
            }
        }
        return outcomes
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
