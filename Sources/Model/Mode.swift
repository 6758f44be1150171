/// How somebody can take part: from afar, on a visit, or by coming back.
package struct Modes: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let remote = Modes(rawValue: 1)
    package static let visit = Modes(rawValue: 2)
    package static let `return` = Modes(rawValue: 4)

    /// Each mode with the name it has in JSON and CSV, in a fixed order.
    package static let named: [(name: String, mode: Modes)] = [
        ("remote", .remote), ("visit", .visit), ("return", .return),
    ]

    /// The modes of this set by name, in the order of ``named``.
    package var names: [String] { Self.named.filter { contains($0.mode) }.map(\.name) }

    /// The set of the named modes; throws ``Violation/Rule/unknownCode`` at the first name that is none.
    package init(names: [String]) throws(Violation) {
        var modes: Modes = []
        for (index, name) in names.enumerated() {
            guard let known = Self.named.first(where: { $0.name == name }) else {
                throw Violation(.unknownCode, at: "/\(index)", "give remote, visit or return")
            }
            modes.insert(known.mode)
        }
        self = modes
    }
}
