/// The figures of the fit of labels to texts, found by `Benchmarks suggest` (Sources/ARCHITECTURE.md has the decision).
enum Fitting {
    /// How alike two words must be spelt, at least, for one to stand for the other.
    static let spelling: Float = 0.3
    /// What is left of the weight of a word that only holds sentences together.
    static let functionWord: Float = 0.1
    /// From 0, where it does not matter how close together in the text a label's words stand, to 1.
    static let closeness: Float = 0.2
    /// What the parts of a score weigh; together 1: the best label, all labels of a thing, what else is said of it.
    static let label: Float = 0.6
    static let names: Float = 0.3
    static let about: Float = 0.1
    /// What is left of the weight of a word for what comes after another thing that rests on it.
    static let variety: Float = 0.95
    /// How many of the most promising things are looked at closely; more than anybody may ask for.
    static let candidates = 200
    /// Of a thing's labels, those are that promise at least this share of what its best promises.
    static let promise: Float = 0.7
}
