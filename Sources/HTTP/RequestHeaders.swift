/// The header fields of a request, in order, as they came.
package struct RequestHeaders: Sendable {
    /// Where a field lies in `bytes`; a head has at most 16 KB.
    struct Field {
        var name: Range<Int>
        var value: Range<Int>
    }

    private let bytes: [UInt8]
    private let fields: [Field]

    init(bytes: [UInt8], fields: [Field]) {
        self.bytes = bytes
        self.fields = fields
    }

    /// The fields of a request that this program asks itself, without a connection.
    package init(_ pairs: KeyValuePairs<String, String>) {
        var bytes: [UInt8] = []
        fields = pairs.map { name, value in
            let start = bytes.count
            bytes += name.utf8
            let between = bytes.count
            bytes += value.utf8
            bytes.append(0)
            return Field(name: start..<between, value: between..<bytes.count - 1)
        }
        self.bytes = bytes
    }

    var count: Int { fields.count }

    /// The value of the first field of that name, which is compared without regard to case.
    package subscript(name: String) -> String? {
        for field in fields where matches(field, name) { return text(field.value) }
        return nil
    }

    /// The values of all fields of that name, in order.
    package func values(_ name: String) -> [String] {
        fields.lazy.filter { matches($0, name) }.map { text($0.value) }
    }

    /// The values with the white space behind them, which the library does not strip before it compares.
    func rawValues(_ name: String) -> [String] {
        fields.lazy.filter { matches($0, name) }.map { field in
            let end = bytes[field.value.upperBound...].firstIndex(of: 0) ?? bytes.endIndex
            return text(field.value.lowerBound..<end)
        }
    }

    private func matches(_ field: Field, _ name: String) -> Bool {
        let other = name.utf8
        guard field.name.count == other.count else { return false }
        return zip(bytes[field.name], other).allSatisfy { Self.lowered($0) == Self.lowered($1) }
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
