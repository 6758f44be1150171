/// Texts from outside, as they may be worked on: to compare or to compose a text takes the square of the marks that follow one
/// another, so that a single one of a megabyte would take minutes.
extension String {
    /// The most marks that follow one another: what the Stream-Safe Text Format allows (Unicode Standard Annex #15, §13), and
    /// more than any language writes.
    private static var mostMarks: Int { 30 }
    /// In bytes: more than the longest field can take up.
    static var longestReceived: Int { 1 << 16 }

    /// Whether it is short enough, and no more than 30 marks follow one another.
    var isSafe: Bool {
        guard utf8.count <= Self.longestReceived else { return false }
        var marks = 0
        for scalar in unicodeScalars {
            // No mark that changes its place comes before.
            let isMark = scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
            marks = isMark ? marks + 1 : 0
            if marks > Self.mostMarks { return false }
        }
        return true
    }
}
