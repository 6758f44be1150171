/// An e-mail address or telephone number that a message can be sent to.
package struct ReachableAddress: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case email, phone
    }

    package let kind: Kind
    /// As it is compared: a mail address in lower case, a number of digits behind a plus.
    package let text: String

    /// Throws ``Violation/Rule/unknownCode`` for what is neither, and for numbers in the place of a name behind the @: whoever asks
    /// for a message would choose which machine of ours the relay turns to.
    package init(_ text: String) throws(Violation) {
        let trimmed = text.split(whereSeparator: \.isWhitespace).joined().lowercased()
        if trimmed.contains("@") {
            guard trimmed.utf8.count <= 254,
                trimmed.wholeMatch(of: /[^@\p{C}<>,;"]+@[^@\p{C}<>,;"\[\]]+\.\p{L}[^@\p{C}<>,;".\[\]]*/) != nil
            else { throw Self.violation }
            (kind, self.text) = (.email, trimmed)
        } else {
            let digits = trimmed.filter { !"-./()".contains($0) }
            guard digits.wholeMatch(of: /\+[0-9]{6,15}/) != nil else { throw Self.violation }
            (kind, self.text) = (.phone, digits)
        }
    }

    /// Throws for one of another kind, too.
    package init(_ text: String, as kind: Kind) throws(Violation) {
        guard let address = try? ReachableAddress(text), address.kind == kind else {
            let remedy =
                switch kind {
                case .email: "give one e-mail address, as name@example.org"
                case .phone: "give one telephone number with its country, as +212612345678"
                }
            throw Violation(.unknownCode, remedy)
        }
        self = address
    }

    /// What was compared already.
    package init(kind: Kind, known text: String) {
        self.kind = kind
        self.text = text
    }

    private static let violation = Violation(
        .unknownCode, "give an e-mail address, or a telephone number with its country as +212612345678")
}
