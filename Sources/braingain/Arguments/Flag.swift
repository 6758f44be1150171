/// One flag of a command: its name, its help and how its value is read stand together.
struct Flag<Value: Sendable>: FlagDescription {
    let name: String
    let placeholder: String?
    let help: String
    let repeats: Bool
    /// Reads the text that was given; null when it is none of the values that the placeholder promises.
    let read: @Sendable (String) -> Value?

    init(
        _ name: String, _ placeholder: String, _ help: String, repeats: Bool = false,
        read: @escaping @Sendable (String) -> Value?
    ) {
        self.name = name
        self.placeholder = placeholder
        self.help = help
        self.repeats = repeats
        self.read = read
    }
}

extension Flag where Value == String {
    /// A flag whose value is any text.
    init(_ name: String, _ placeholder: String, _ help: String, repeats: Bool = false) {
        self.init(name, placeholder, help, repeats: repeats) { $0 }
    }
}

extension Flag where Value == Int {
    /// A flag whose value is a whole number in a range.
    init(_ name: String, _ placeholder: String, _ help: String, in range: ClosedRange<Int>) {
        self.init(name, placeholder, "\(help) (\(range.lowerBound) to \(range.upperBound))") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

/// A flag without a value: it is given or it is not.
struct Switch: FlagDescription {
    let name: String
    let help: String
    var placeholder: String? { nil }
    var repeats: Bool { false }

    init(_ name: String, _ help: String) {
        self.name = name
        self.help = help
    }
}
