/// Codes that were read before, since millions of rows share some hundreds of them.
struct ParsedCodes<Code> {
    /// By the bytes of the text.
    private var codes: [UInt128: Code?] = [:]
    private let parse: (String) -> Code?

    init(_ parse: @escaping (String) -> Code?) { self.parse = parse }

    /// Gives those that stand in a text with spaces between, but for what is no such code.
    mutating func each(in text: UnsafeRawBufferPointer, _ body: (Code) -> Void) {
        var rest = text[...]
        while !rest.isEmpty {
            let element = rest.prefix { $0 != UInt8(ascii: " ") }
            rest = rest.dropFirst(element.count + 1)
            if let code = code(element) { body(code) }
        }
    }

    private mutating func code(_ text: Slice<UnsafeRawBufferPointer>) -> Code? {
        // No code is longer.
        guard text.count <= 16 else { return nil }
        let key = text.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        if let known = codes[key] { return known }
        let code = parse(String(decoding: text, as: UTF8.self))
        codes[key] = .some(code)
        return code
    }
}
