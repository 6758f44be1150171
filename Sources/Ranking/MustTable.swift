/// What the needs of a segment require of who asks, each distinct condition once, and when the needs are open.
struct MustTable: Sendable {
    private let conditions: [Condition]
    /// By document: its first must; with one more at the end.
    let starts: Block<UInt32>
    /// By must, in the order in which each need lists them: the condition.
    let numbers: Block<UInt32>
    /// By document: the instants at which it is visible; null is always.
    let open: [Range<Int64>?]

    var bytes: Int { starts.bytes + numbers.bytes + open.count * MemoryLayout<Range<Int64>?>.stride }

    /// - Parameters:
    ///   - musts: by document, its conditions.
    ///   - open: by document.
    init(_ musts: [[Condition]], open: [Range<Int64>?]) {
        var known: [Condition: UInt32] = [:]
        var conditions: [Condition] = []
        numbers = Block(
            musts.joined().map { condition in
                if let number = known[condition] { return number }
                let number = UInt32(conditions.count)
                known[condition] = number
                conditions.append(condition)
                return number
            })
        starts = Block(musts.reduce(into: [UInt32(0)]) { $0.append($0[$0.count - 1] + UInt32($1.count)) })
        self.open = open
        self.conditions = conditions
    }

    /// The musts of a document, as they were given.
    func musts(of document: Int) -> [Condition] {
        (starts[document]..<starts[document + 1]).map { conditions[Int(numbers[Int($0)])] }
    }

    /// By condition: its reason if the asker fails it.
    func failures(of asker: OneByOne, at instant: Int64) -> [UInt8?] {
        conditions.map { asker.meets($0, at: instant) ? nil : $0.reason }
    }
}
