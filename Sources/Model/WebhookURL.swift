import Foundation

/// Where a program wants to hear of events: an HTTPS address on the public internet.
package struct WebhookURL: Hashable, Sendable {
    package let text: String

    /// Throws ``Violation/Rule/valueOutOfRange`` for what is none: another scheme or port, a user or password, a fragment, or an
    /// address of numbers in the place of a name, however it is written, or a name that the public internet has not.
    package init(_ text: String) throws(Violation) {
        let wrong = Violation(
            .valueOutOfRange, "give an address such as https://example.org/hook, without a port, user or fragment")
        guard text.utf8.count <= Self.limit, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let parts = URLComponents(string: text), parts.scheme?.lowercased() == "https", parts.user == nil,
            parts.password == nil, parts.fragment == nil, parts.port == nil || parts.port == 443,
            let host = parts.host, Self.isName(host)
        else { throw wrong }
        // A host is written one way, so that it is one address.
        let rest = text.dropFirst("https://".count)
        self.text = "https://" + rest.prefix(host.utf8.count).lowercased() + rest.dropFirst(host.utf8.count)
    }

    private static let limit = 498

    /// What names end in that belong to a network of one's own, or to nobody (RFC 6761, 6762, 7686, 8375 and 9476; what ICANN
    /// keeps back for that: `internal`, and `corp` and `home`; and what routers are wont to give).
    private static let reserved: Set = [
        "alt", "arpa", "corp", "domain", "example", "home", "internal", "intranet", "invalid", "lan", "local",
        "localdomain", "localhost", "onion", "private", "test",
    ]

    /// At least two labels of a domain, the last of which begins with a letter, so that no number is one, and is not reserved.
    private static func isName(_ host: String) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && host.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            } && labels.last?.first?.isLetter == true && !reserved.contains(labels.last?.lowercased() ?? "")
    }
}
