/// What the parser and the help have to know of a flag, whatever its value is.
protocol FlagDescription: Sendable {
    /// The name without its dashes.
    var name: String { get }
    /// How the value is called in the help; null for a switch, which takes none.
    var placeholder: String? { get }
    /// One line for the help.
    var help: String { get }
    /// Whether it may be given more than once.
    var repeats: Bool { get }
}
