/// An assignment of a cohort, as far as tables show it.
struct AssignmentTable: Decodable {
    struct Total: Decodable {
        let ventures: Int
        let matched: Int
        let unmatched: Int
        let score: Int
    }

    struct Item: Decodable {
        struct Why: Decodable {
            struct Holder: Decodable {
                let venture: String
                let score: Int
            }

            let text: String
            let holders: [Holder]

            /// With the first of those who have the best mentor.
            var line: String {
                guard let first = holders.first else { return text }
                let more = holders.count > 1 ? " and \(holders.count - 1) more" : ""
                return "\(text): \(first.venture) at \(first.score)\(more)"
            }
        }

        let venture: String
        let card: CardList.Item.Card?
        let mentor: String?
        let score: Int?
        let regret: Int
        let why: Why?
    }

    struct Load: Decodable {
        struct Capacity: Decodable {
            let total: Int
            let held: Int
            let assigned: Int
            let free: Int
        }

        let mentor: String
        let card: CardList.Item.Card?
        let capacity: Capacity
    }

    let revision: Int?
    let total: Total
    let items: [Item]
    let mentors: [Load]

    /// A line a venture, a line a mentor who gets one, and the sums.
    func show(on console: Console) {
        var table = Table("venture", "mentor", "score", "regret", "name", "why")
        for item in items {
            table.add(
                item.venture, item.mentor ?? "nobody", item.score.map(String.init) ?? "", "\(item.regret)",
                item.card?.headline ?? "", item.why?.line ?? "")
        }
        console.print(table)
        var loads = Table("mentor", "capacity", "held", "assigned", "free", "headline")
        for load in mentors where load.capacity.assigned > 0 {
            let capacity = load.capacity
            loads.add(
                load.mentor, "\(capacity.total)", "\(capacity.held)", "\(capacity.assigned)", "\(capacity.free)",
                load.card?.headline ?? "")
        }
        console.print(loads)
        console.print(
            "\(total.matched) of \(total.ventures) ventures have a mentor, \(total.unmatched) have none; "
                + "the scores sum to \(total.score)" + (revision.map { "; kept as revision \($0)" } ?? ""))
    }
}

/// How far an assignment has come.
struct AssignmentProgress: Decodable {
    let done: Int?
    let of: Int?
}
