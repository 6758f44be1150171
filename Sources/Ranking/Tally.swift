/// What a query counts as it goes.
struct Tally {
    var matched = 0
    private var leftOut = [Int](repeating: 0, count: 256)

    mutating func leaveOut(_ count: Int, _ reason: UInt8) { leftOut[Int(reason)] += count }

    var reasons: [UInt8: Int] {
        Dictionary(
            uniqueKeysWithValues: leftOut.enumerated().lazy.filter { $0.element > 0 }.map {
                (UInt8($0.offset), $0.element)
            })
    }
}
