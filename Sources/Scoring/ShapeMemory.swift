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

    private let known = Mutex<(shapes: [Asked.Subject: Known], isClosed: Bool)>(([:], false))

    package init() {}

    /// The shape of a subject, which it depends on alone.
    package func known(_ subject: Asked.Subject, _ build: () -> Shape) -> Known {
        if let known = known.withLock({ $0.shapes[subject] }) { return known }
        let shape = build()
        let new = Known(shape: shape, key: Self.key(of: shape))
        known.withLock { if !$0.isClosed { $0.shapes[subject] = new } }
        return new
    }

    /// Keeps what there is and nothing more: for memories that serve callers, who could ask anything.
    package func close() { known.withLock { $0.isClosed = true } }

    /// A hash of 64 bits over all that a shape says. It is kept (`Computation`), so that another would be another release.
    package static func key(of shape: Shape) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ word: UInt64) {
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
        }
        func add(_ values: SIMD8<UInt8>) { add((0..<8).reduce(UInt64(0)) { $0 << 8 | UInt64(values[$1]) }) }
        add(UInt64(shape.floor))
        add(shape.credits)
        for answer in shape.answers {
            add(UInt64(answer.term.rawValue))
            add(answer.values)
        }
        if let uses = shape.uses { add(UInt64(uses.least) << 24 | UInt64(uses.most) << 16 | UInt64(uses.count)) }
        return hash
    }
}

extension ShapeMemory? {
    /// The shape of a subject, and its number in the memory; without one it is built, and has none.
    func shape(of subject: Asked.Subject, _ build: () -> Shape) -> (shape: Shape, key: UInt64?) {
        guard let memory = self else { return (build(), nil) }
        let known = memory.known(subject, build)
        return (known.shape, known.key)
    }
}
