import Foundation

/// A Swift type that travels to and from PostgreSQL in the binary format of one type.
package protocol PostgresValue: Sendable {
    /// The type's number in PostgreSQL's catalogue; 0 lets the server infer it.
    static var oid: UInt32 { get }

    /// Appends the binary form.
    func encode(into bytes: inout [UInt8])

    /// Null when the bytes are no value of the type.
    init?(binary bytes: UnsafeRawBufferPointer)
}

/// An integer type that is sent in network byte order.
private protocol PostgresInteger: PostgresValue, FixedWidthInteger {}

extension FixedWidthInteger {
    fileprivate func encodeBigEndian(into bytes: inout [UInt8]) {
        withUnsafeBytes(of: bigEndian) { bytes.append(contentsOf: $0) }
    }

    @inline(__always)
    package init?(bigEndianBytes bytes: UnsafeRawBufferPointer) {
        guard bytes.count == MemoryLayout<Self>.size else { return nil }
        self = Self(bigEndian: bytes.loadUnaligned(as: Self.self))
    }
}

extension Int16: PostgresValue {
    package static var oid: UInt32 { 21 }
    package func encode(into bytes: inout [UInt8]) { encodeBigEndian(into: &bytes) }
    package init?(binary bytes: UnsafeRawBufferPointer) { self.init(bigEndianBytes: bytes) }
}

extension Int32: PostgresValue {
    package static var oid: UInt32 { 23 }
    package func encode(into bytes: inout [UInt8]) { encodeBigEndian(into: &bytes) }
    package init?(binary bytes: UnsafeRawBufferPointer) { self.init(bigEndianBytes: bytes) }
}

extension Int64: PostgresValue {
    package static var oid: UInt32 { 20 }
    package func encode(into bytes: inout [UInt8]) { encodeBigEndian(into: &bytes) }
    package init?(binary bytes: UnsafeRawBufferPointer) { self.init(bigEndianBytes: bytes) }
}

extension Int: PostgresValue {
    package static var oid: UInt32 { 20 }
    package func encode(into bytes: inout [UInt8]) { Int64(self).encode(into: &bytes) }

    /// Reads any of PostgreSQL's integer types.
    package init?(binary bytes: UnsafeRawBufferPointer) {
        switch bytes.count {
        case 2: self.init(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        case 4: self.init(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case 8: self.init(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        default: return nil
        }
    }
}

extension Bool: PostgresValue {
    package static var oid: UInt32 { 16 }
    package func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
    package init?(binary bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 1 else { return nil }
        self = bytes[0] != 0
    }
}

extension Double: PostgresValue {
    package static var oid: UInt32 { 701 }
    package func encode(into bytes: inout [UInt8]) { bitPattern.encodeBigEndian(into: &bytes) }

    /// Reads real and double precision.
    package init?(binary bytes: UnsafeRawBufferPointer) {
        if let bits = UInt64(bigEndianBytes: bytes) {
            self.init(bitPattern: bits)
        } else if let bits = UInt32(bigEndianBytes: bytes) {
            self.init(Float(bitPattern: bits))
        } else {
            return nil
        }
    }
}

extension String: PostgresValue {
    package static var oid: UInt32 { 25 }
    package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
    package init?(binary bytes: UnsafeRawBufferPointer) { self.init(decoding: bytes, as: UTF8.self) }
}

extension UUID: PostgresValue {
    package static var oid: UInt32 { 2950 }
    package func encode(into bytes: inout [UInt8]) { withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) } }
    package init?(binary bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        self.init(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}

extension Date: PostgresValue {
    package static var oid: UInt32 { 1184 }
    /// PostgreSQL counts microseconds from 2000-01-01T00:00Z.
    private static let epoch = 946_684_800.0

    package func encode(into bytes: inout [UInt8]) {
        Int64(((timeIntervalSince1970 - Self.epoch) * 1_000_000).rounded()).encode(into: &bytes)
    }

    package init?(binary bytes: UnsafeRawBufferPointer) {
        guard let microseconds = Int64(bigEndianBytes: bytes) else { return nil }
        self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000 + Self.epoch)
    }
}

/// Raw bytes: `bytea`.
package struct Bytes: PostgresValue, Hashable {
    package static var oid: UInt32 { 17 }
    package var bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package func encode(into target: inout [UInt8]) { target.append(contentsOf: bytes) }
    package init?(binary bytes: UnsafeRawBufferPointer) { self.init(Array(bytes)) }
}

/// A JSON text: `jsonb`.
package struct JSONText: PostgresValue, Hashable {
    package static var oid: UInt32 { 3802 }
    package var text: String

    package init(_ text: String) { self.text = text }

    package func encode(into bytes: inout [UInt8]) {
        bytes.append(1)
        bytes.append(contentsOf: text.utf8)
    }

    /// Reads `jsonb`, which has its version in front, and `json`, which has not.
    package init?(binary bytes: UnsafeRawBufferPointer) {
        self.init(
            String(
                decoding: bytes.first == 1 ? UnsafeRawBufferPointer(rebasing: bytes.dropFirst()) : bytes, as: UTF8.self)
        )
    }
}
