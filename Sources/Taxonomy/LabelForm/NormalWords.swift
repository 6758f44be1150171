/// Collects letters into words with one space between each two.
struct NormalWords {
    private var scalars = String.UnicodeScalarView()
    private var isWordOpen = false

    var text: String { String(scalars) }

    mutating func append(_ letter: Unicode.Scalar) {
        if !isWordOpen, !scalars.isEmpty { scalars.append(" ") }
        isWordOpen = true
        scalars.append(letter)
    }

    /// No letters at all end the word.
    mutating func append(_ letters: [Unicode.Scalar]) {
        if letters.isEmpty { endWord() }
        for letter in letters { append(letter) }
    }

    /// Adds a sign that only counts after a letter.
    mutating func appendInside(_ sign: Unicode.Scalar) {
        if isWordOpen { scalars.append(sign) }
    }

    mutating func endWord() { isWordOpen = false }
}
