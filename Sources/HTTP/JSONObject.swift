/// The members of a JSON object, in the order of the text; no name comes twice.
package struct JSONObject: Sendable, Equatable {
    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package internal(set) var members: [Member] = []

    package init() {}

    /// - Parameter members: with different names.
    package init(_ members: [Member]) { self.members = members }

    package var names: [String] { members.map(\.name) }

    package subscript(name: String) -> JSONValue? {
        members.first { $0.name == name }?.value
    }
}
