/// A place in a JSON document (RFC 6901).
package struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    package private(set) var segments: [String]

    /// The document itself without segments.
    package init(_ segments: [String] = []) {
        self.segments = segments
    }

    package func appending(_ name: String) -> JSONPointer { JSONPointer(segments + [name]) }
    package func appending(_ index: Int) -> JSONPointer { appending("\(index)") }

    func inside(_ name: String) -> JSONPointer { JSONPointer([name] + segments) }

    /// `/need/skills/0`; empty for the document itself.
    package var description: String {
        segments.map { segment in
            var text = "/"
            for character in segment.unicodeScalars {
                switch character {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.unicodeScalars.append(character)
                }
            }
            return text
        }.joined()
    }
}
