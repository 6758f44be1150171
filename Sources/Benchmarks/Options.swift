/// What stands after a command: options with a value each, such as `--members 1000`.
struct Options {
    private var values: [String: String] = [:]
    private let usage: String

    /// Throws unless every word is one of the known options or the value of one.
    init(_ arguments: ArraySlice<String>, known: [String], usage: String) throws(Refusal) {
        self.usage = usage
        var rest = arguments
        while let name = rest.popFirst() {
            guard known.contains(name), let value = rest.popFirst() else {
                throw Refusal(text: "\(name) is no option, or lacks its value: \(usage)")
            }
            values[name] = value
        }
    }

    func text(_ name: String) -> String? { values[name] }

    /// A whole number from `least` on; the given one where the option is absent.
    func number(_ name: String, or absent: Int, atLeast least: Int = 0) throws(Refusal) -> Int {
        guard let text = values[name] else { return absent }
        guard let number = Int(text), number >= least else {
            throw Refusal(text: "\(name) takes a whole number from \(least): \(usage)")
        }
        return number
    }
}
