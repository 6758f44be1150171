import Foundation
import HTTP
import Secrets

@testable import API

/// A token of somebody who has no key: its head, its claims and its signature with a byte 0 between them, or its text.
enum SuspectToken {
    private static let terms = TokenIssuer.Terms(issuer: "https://a.example", audience: "us")
    private static let now = Date(timeIntervalSince1970: 1_780_000_000)
    /// The base point of the curve, with which nobody signs.
    private static let keys = """
        {"keys": [{"kty": "EC", "crv": "P-256", "kid": "k", "x": "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
                   "y": "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"}]}
        """
    private static let issuer: TokenIssuer = {
        guard let keys = try? KeySet(parsing: Array(keys.utf8)) else { preconditionFailure("no key") }
        return TokenIssuer(terms, keys: keys)
    }()
    private static let trace = TraceID()

    static func run(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).map(Array.init)
        let text =
            parts.count == 1
            ? String(decoding: bytes, as: UTF8.self) : parts.map { Secret.base64($0) }.joined(separator: ".")
        if let token = try? SignedToken(text) {
            precondition(
                token.signed + [UInt8(ascii: ".")] + Array(Secret.base64(token.signature).utf8) == Array(text.utf8))
            precondition(String(decoding: token.signed, as: UTF8.self).hasSuffix("." + Secret.base64(token.payload)))
        }
        precondition((try? issuer.subject(of: text, at: now, trace)) == nil, "nobody signed it")
        guard parts.count > 1, let claims = try? JSONValue(parsing: parts[1]).object else { return }
        guard let subject = try? issuer.subject(in: claims, at: now) else { return }
        let (end, made) = (claims["exp"]?.double ?? 0, claims["iat"]?.double ?? 0)
        precondition(!subject.isEmpty && claims["iss"] == .string(terms.issuer))
        precondition(claims["aud"] == .string(terms.audience) || claims["aud"]?.array?.contains(.string("us")) == true)
        precondition(
            end > now.timeIntervalSince1970 - 61 && made < now.timeIntervalSince1970 + 61 && end - made <= 43_200)
    }
}
