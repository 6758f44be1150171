/// A statement with its values apart: what is interpolated becomes a bind, so that no value can ever be read as SQL.
///
/// `"SELECT name FROM bg.person WHERE id = \(id)"` prepares `… WHERE id = $1`. A statement's text is prepared once a
/// connection, so it must not vary with the values.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    package private(set) var text: String
    private(set) var binds: [Bind]

    /// A value in its binary form, null as null.
    struct Bind: Sendable {
        let oid: UInt32
        let bytes: [UInt8]?
    }

    package init(stringLiteral value: String) {
        text = value
        binds = []
    }

    /// A value that is in its binary form already.
    init(binary bytes: [UInt8], of oid: UInt32) {
        text = "$1"
        binds = [Bind(oid: oid, bytes: bytes)]
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        binds = stringInterpolation.binds
    }

    /// Collects the text and the binds of an interpolated literal.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var binds: [Bind] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 3 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ value: some PostgresValue) {
            var bytes: [UInt8] = []
            value.encode(into: &bytes)
            append(Bind(oid: type(of: value).oid, bytes: bytes))
        }

        package mutating func appendInterpolation<Value: PostgresValue>(_ value: Value?) {
            guard let value else { return append(Bind(oid: Value.oid, bytes: nil)) }
            appendInterpolation(value)
        }

        /// A part of another statement, with its binds.
        package mutating func appendInterpolation(_ part: SQL) {
            var rest = part.text[...]
            for (index, bind) in part.binds.enumerated() {
                guard let place = rest.firstRange(of: "$\(index + 1)") else { continue }
                text += rest[..<place.lowerBound]
                append(bind)
                rest = rest[place.upperBound...]
            }
            text += rest
        }

        /// SQL that the program's author wrote, never a caller's: an identifier or a fixed piece.
        package mutating func appendInterpolation(literally sql: String) { text += sql }

        private mutating func append(_ bind: Bind) {
            binds.append(bind)
            text += "$\(binds.count)"
        }
    }
}
