import Ranking
import Synchronization

/// The shapes of what was asked before, since many ask the same: each is built once, and given a number by what it says.
///
/// It is good for one taxonomy, and for any number of threads.
package final class ShapeMemory: Sendable {
    /// A shape and a number that equal shapes share.
    package struct Known: Sendable {
        package let shape: Shape
        package let key: UInt64
    }

    private let known = Mutex<[Asked.Subject: Known]>([:])

    package init() {}

    /// The shape of a subject, which it depends on alone.
    package func known(_ subject: Asked.Subject, _ build: () -> Shape) -> Known {
        if let known = known.withLock({ $0[subject] }) { return known }
        let shape = build()
        let new = Known(shape: shape, key: Self.key(of: shape))
        known.withLock { $0[subject] = new }
        return new
    }

    /// FNV-1a of 64 bits over all that a shape says.
    package static func key(of shape: Shape) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        add(shape.floor)
        for basis in 0..<8 { add(shape.credits[basis]) }
        for answer in shape.answers {
            withUnsafeBytes(of: answer.term.rawValue.littleEndian) { $0.forEach(add) }
            for level in 0..<8 { add(answer.values[level]) }
        }
        return hash
    }
}
