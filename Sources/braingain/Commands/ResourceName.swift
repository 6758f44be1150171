/// The names of what is matched, as they are typed and as the interface calls them.
enum ResourceName {
    private static let singular = ["member", "mentor", "venture", "offer"]

    /// `venture` and `ventures` are both understood.
    static func plural(of word: String) throws(UsageError) -> String {
        if singular.contains(word) { return word + "s" }
        if word.hasSuffix("s"), singular.contains(String(word.dropLast())) { return word }
        throw .unknown("kind", word: word, known: singular)
    }
}
