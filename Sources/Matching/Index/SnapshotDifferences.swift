import Ranking

extension Snapshot {
    /// How many documents two snapshots do not have alike: what one has and the other has not, and what says something else.
    package func differences(from other: Snapshot) -> Int {
        profiles(members, other.members) + profiles(mentors, other.mentors) + needs(ventures, other.ventures)
            + needs(offers, other.offers)
    }

    private func profiles(_ one: ProfileIndex, _ other: ProfileIndex) -> Int {
        abs(one.count - other.count)
            + other.documents.count { document in one[document.identifier]?.inOrder != document.inOrder }
    }

    private func needs(_ one: NeedIndex, _ other: NeedIndex) -> Int {
        abs(one.count - other.count)
            + other.documents.count { need in one[need.identifier]?.inOrder != need.inOrder }
    }
}

extension Document {
    /// An index keeps terms in an order of its own.
    fileprivate var inOrder: Document {
        var document = self
        document.terms.sort()
        return document
    }
}

extension NeedDocument {
    fileprivate var inOrder: NeedDocument {
        var need = self
        need.terms.sort()
        need.gives.sort()
        return need
    }
}

extension [TermLevel] {
    fileprivate mutating func sort() { sort { ($0.term, $0.level) < ($1.term, $1.level) } }
}
