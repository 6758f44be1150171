extension String {
    /// Without white space at either end.
    var trimmed: String {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last, first.isBlank || last.isBlank
        else { return self }
        var scalars = unicodeScalars[...]
        while let first = scalars.first, first.isBlank { scalars.removeFirst() }
        while let last = scalars.last, last.isBlank { scalars.removeLast() }
        return String(scalars)
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { self == " " || properties.isWhitespace }
}

extension [UInt8] {
    /// The first line, from 1, that is not UTF-8; null where all are.
    var lineOfInvalidUTF8: Int? {
        let isWhole = withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) != nil }
        guard !isWhole else { return nil }
        let lines = split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
    }
}
