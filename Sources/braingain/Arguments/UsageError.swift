/// The command line cannot be understood; the text says what is wrong and what would be right.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// A word that is not known, with the known one that is nearest to it.
    static func unknown(_ what: String, word: String, known: [String]) -> UsageError {
        guard let nearest = Nearest.name(to: word, among: known) else {
            return UsageError("there is no \(what) \(word)")
        }
        return UsageError("there is no \(what) \(word); did you mean \(nearest)?")
    }
}
