/// Arabic letters that writers use one for the other, made one.
enum ArabicFolding {
    /// The letter to compare; `.some(nil)` for a sign that does not count, null for a scalar without variants.
    static func letters(of scalar: Unicode.Scalar) -> Unicode.Scalar?? {
        switch scalar {
        case "\u{610}"..."\u{61A}", "\u{64B}"..."\u{65F}", "\u{670}", "\u{6D6}"..."\u{6DC}", "\u{6DF}"..."\u{6E8}",
            "\u{6EA}"..."\u{6ED}":
            .some(nil)  // vowel marks and Koranic signs
        case "\u{640}": .some(nil)  // tatweel stretches a word and says nothing
        case "\u{621}": .some(nil)  // a hamza on the line, often left out
        case "\u{622}", "\u{623}", "\u{625}", "\u{671}": "\u{627}"  // alef with madda, hamza or wasla
        case "\u{624}": "\u{648}"  // waw with hamza
        case "\u{626}", "\u{649}", "\u{6CC}": "\u{64A}"  // yeh with hamza, alef maqsura, Persian yeh
        case "\u{629}", "\u{6C0}", "\u{6C1}", "\u{6D5}": "\u{647}"  // teh marbuta and other forms of heh
        case "\u{6A9}": "\u{643}"  // Persian kaf
        default: nil
        }
    }
}
