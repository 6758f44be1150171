/// The parameters of a query, decoded, in the order in which they came.
package struct Query: Sendable, Equatable {
    package struct Item: Sendable, Equatable {
        package let name: String
        /// Empty for both `a` and `a=`.
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package let items: [Item]

    package init(items: [Item]) {
        self.items = items
    }

    init(_ raw: ArraySlice<UInt8>) throws(Refusal) {
        var items: [Item] = []
        for pair in raw.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            items.append(
                Item(
                    name: try PercentEncoding.decode(pair[..<equals], plusIsSpace: true),
                    value: try PercentEncoding.decode(pair[equals...].dropFirst(), plusIsSpace: true)))
        }
        self.items = items
    }

    /// The value of a parameter, nil when it is absent; the first one, if a caller did not look at ``duplicate``.
    package subscript(name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    /// A name that comes twice, which parsers resolve differently, so that the caller refuses it; nil when none does.
    package var duplicate: String? {
        guard items.count > 1 else { return nil }
        var seen: Set<String> = []
        return items.first { !seen.insert($0.name).inserted }?.name
    }
}
