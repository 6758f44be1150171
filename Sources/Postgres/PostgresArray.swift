import Foundation

/// A type whose arrays PostgreSQL knows under a number of their own.
package protocol PostgresElement: PostgresValue {
    static var arrayOID: UInt32 { get }
}

extension Int16: PostgresElement { package static var arrayOID: UInt32 { 1005 } }
extension Int32: PostgresElement { package static var arrayOID: UInt32 { 1007 } }
extension Int64: PostgresElement { package static var arrayOID: UInt32 { 1016 } }
extension Bool: PostgresElement { package static var arrayOID: UInt32 { 1000 } }
extension String: PostgresElement { package static var arrayOID: UInt32 { 1009 } }
extension UUID: PostgresElement { package static var arrayOID: UInt32 { 2951 } }
extension Date: PostgresElement { package static var arrayOID: UInt32 { 1185 } }
extension Bytes: PostgresElement { package static var arrayOID: UInt32 { 1001 } }
extension JSONText: PostgresElement { package static var arrayOID: UInt32 { 3807 } }

/// A one-dimensional array whose elements may be null.
package struct NullableArray<Element: PostgresElement>: PostgresValue {
    package static var oid: UInt32 { Element.arrayOID }
    package var elements: [Element?]

    package init(_ elements: [Element?]) { self.elements = elements }

    package func encode(into bytes: inout [UInt8]) {
        Int32(elements.isEmpty ? 0 : 1).encode(into: &bytes)
        Int32(elements.contains { $0 == nil } ? 1 : 0).encode(into: &bytes)
        Int32(bitPattern: Element.oid).encode(into: &bytes)
        guard !elements.isEmpty else { return }
        Int32(elements.count).encode(into: &bytes)
        Int32(1).encode(into: &bytes)
        for element in elements { bytes.appendField(element) }
    }

    /// Null for more than one dimension.
    package init?(binary bytes: UnsafeRawBufferPointer) {
        func integer(_ offset: Int) -> Int {
            Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
        }
        guard bytes.count >= 12 else { return nil }
        elements = []
        guard integer(0) > 0 else { return }
        guard integer(0) == 1, bytes.count >= 20 else { return nil }
        elements.reserveCapacity(integer(12))
        var offset = 20
        for _ in 0..<integer(12) {
            let size = integer(offset)
            offset += 4
            guard size >= 0 else {
                elements.append(nil)
                continue
            }
            guard let element = Element(binary: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + size)]))
            else {
                return nil
            }
            elements.append(element)
            offset += size
        }
    }
}

extension Array: PostgresValue where Element: PostgresElement {
    package static var oid: UInt32 { Element.arrayOID }

    package func encode(into bytes: inout [UInt8]) { NullableArray<Element>(self).encode(into: &bytes) }

    /// Null for an array that holds a null.
    package init?(binary bytes: UnsafeRawBufferPointer) {
        guard let array = NullableArray<Element>(binary: bytes) else { return nil }
        self = []
        reserveCapacity(array.elements.count)
        for element in array.elements {
            guard let element else { return nil }
            append(element)
        }
    }
}

extension Array where Element == UInt8 {
    /// Appends a value after its length, which is -1 for null: the form of array elements and of COPY's fields.
    mutating func appendField(_ value: (some PostgresValue)?) {
        guard let value else {
            append(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF])
            return
        }
        let start = count
        append(contentsOf: [0, 0, 0, 0])
        value.encode(into: &self)
        let size = UInt32(count - start - 4)
        for byte in 0..<4 { self[start + byte] = UInt8(truncatingIfNeeded: size >> (24 - 8 * UInt32(byte))) }
    }
}
