import Foundation
import Model

/// The stream of numbers that one invented entity is drawn from.
///
/// Each entity has a stream of its own, keyed by what it is and not by when it is made, so that adding a country or a
/// kind moves nobody else. Integers alone, so that every machine draws the same.
package struct Draw: Sendable {
    /// What the demo population is drawn from.
    static let seed = "m4sd-2022-06-13"

    private var state: UInt64
    private let key: UInt64

    package init(country: String, kind: String, ordinal: Int) {
        key = Self.fnv1a("\(Self.seed)/\(country)/\(kind)/\(ordinal)")
        state = key
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, `count`.
    package mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// A UUID of version 8 (RFC 9562) that says the same as the key.
    package func identifier<Entity>(of entity: Entity.Type = Entity.self) -> Identifier<Entity> {
        var second = Draw(state: key ^ 0xA5A5_A5A5_A5A5_A5A5)
        var high = key
        var low = second.next()
        high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x8000
        low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return Identifier(number: UInt128(high) << 64 | UInt128(low))
    }

    private init(state: UInt64) {
        self.state = state
        key = state
    }

    /// FNV-1a with 64 bits (Fowler, Noll and Vo).
    private static func fnv1a(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
