/// Codes that were read before, since millions of rows share some hundreds of them.
struct ParsedCodes<Code> {
    private var codes: [String: Code?] = [:]
    private let parse: (String) -> Code?

    init(_ parse: @escaping (String) -> Code?) { self.parse = parse }

    /// Null for a text that is no such code.
    mutating func code(_ text: String) -> Code? {
        if let known = codes[text] { return known }
        let code = parse(text)
        codes[text] = .some(code)
        return code
    }
}
