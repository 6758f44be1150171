import Foundation

/// The identifier of an `Entity`: a UUID that the type system keeps apart from those of other kinds.
package struct Identifier<Entity>: Hashable, Sendable {
    package let uuid: UUID

    package init(_ uuid: UUID) { self.uuid = uuid }

    /// Parses the usual form of 36 characters; null for anything else.
    package init?(_ text: some StringProtocol) {
        guard let uuid = UUID(uuidString: String(text)) else { return nil }
        self.uuid = uuid
    }

    /// A UUID of version 7: its first 48 bits are milliseconds since 1970, so that new rows lie together in an index.
    package static func new(at instant: Date) -> Self {
        var bytes = UUID().uuid
        let milliseconds = UInt64(max(0, instant.timeIntervalSince1970 * 1000))
        bytes.0 = UInt8(truncatingIfNeeded: milliseconds >> 40)
        bytes.1 = UInt8(truncatingIfNeeded: milliseconds >> 32)
        bytes.2 = UInt8(truncatingIfNeeded: milliseconds >> 24)
        bytes.3 = UInt8(truncatingIfNeeded: milliseconds >> 16)
        bytes.4 = UInt8(truncatingIfNeeded: milliseconds >> 8)
        bytes.5 = UInt8(truncatingIfNeeded: milliseconds)
        bytes.6 = (bytes.6 & 0x0F) | 0x70
        return Self(UUID(uuid: bytes))
    }
}

extension Identifier: CustomStringConvertible {
    package var description: String { uuid.uuidString.lowercased() }
}

extension Identifier: Comparable {
    /// The order of the bytes, which is also the order of the text and of PostgreSQL.
    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// The 16 bytes as one number, most significant first: what the ranking breaks ties by.
    package var number: UInt128 {
        withUnsafeBytes(of: uuid.uuid) { bytes in
            bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        }
    }

    /// The identifier whose ``number`` this is.
    package init(number: UInt128) {
        var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &bytes) { buffer in
            for index in 0..<16 { buffer[index] = UInt8(truncatingIfNeeded: number >> (8 * (15 - UInt128(index)))) }
        }
        self.init(UUID(uuid: bytes))
    }
}
