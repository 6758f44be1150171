/// The path of a route, with parameters in braces: `/v1/mentors/{id}/matches`.
package struct RouteTemplate: Sendable, Hashable, CustomStringConvertible {
    package enum Segment: Sendable, Hashable {
        case literal(String)
        case parameter(String)
    }

    package let segments: [Segment]
    package let description: String

    /// - Throws: ``RouteError/malformed(_:)`` unless the path begins with a slash, each brace encloses a whole segment,
    ///   and no parameter comes twice.
    package init(_ path: String) throws(RouteError) {
        guard path.hasPrefix("/") else { throw .malformed(path) }
        var segments: [Segment] = []
        var names: Set<Substring> = []
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            if part.hasPrefix("{"), part.hasSuffix("}"), part.count > 2 {
                let name = part.dropFirst().dropLast()
                guard !name.contains(where: { "{}".contains($0) }), names.insert(name).inserted else {
                    throw .malformed(path)
                }
                segments.append(.parameter(String(name)))
            } else {
                guard !part.contains(where: { "{}%?#".contains($0) }) else { throw .malformed(path) }
                segments.append(.literal(String(part)))
            }
        }
        self.segments = segments
        description = path
    }
}
