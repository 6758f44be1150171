import CSodium
import Foundation
import Secrets
import TestIssuer
import Testing

@testable import API

/// A token that must open nothing, and what is wrong with it alone.
struct Forgery: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let reason: TokenRefusal
    /// The token, of a subject that is linked with an account.
    let make: @Sendable (String) -> String

    init(_ name: String, _ reason: TokenRefusal, _ make: @escaping @Sendable (String) -> String) {
        testDescription = name
        self.reason = reason
        self.make = make
    }

    private static let issuer = TestIssuer.shared
    /// Somebody else's keys, of the same names.
    private static let stranger = TestIssuer()

    static let all = heads + signatures + encodings + claims

    private static func head(_ name: String, _ reason: TokenRefusal, _ members: [String: String?]) -> Forgery {
        Forgery(name, reason) { issuer.token($0, head: members) }
    }

    /// Whom the head says to believe, and how.
    private static let heads: [Forgery] = [
        head("alg none, signed all the same", .algorithm, ["alg": "\"none\""]),
        Forgery("alg none without a signature", .algorithm) {
            TestIssuer.sign(TestIssuer.head(issuer.rsa, ["alg": "\"none\""]), issuer.claims($0)) { _ in [] }
        },
        Forgery("HS256 with the public key as its secret", .algorithm) {
            TestIssuer.sign(TestIssuer.head(issuer.rsa, ["alg": "\"HS256\""]), issuer.claims($0)) {
                hmac($0, key: Array(issuer.keys.utf8))
            }
        },
        head("RS512", .algorithm, ["alg": "\"RS512\""]),
        head("PS256", .algorithm, ["alg": "\"PS256\""]),
        head("ES256 by the name of a key of RSA", .algorithm, ["alg": "\"ES256\""]),
        head("no alg", .head, ["alg": nil]),
        head("alg twice", .head, ["alg\": \"RS256\", \"alg": "\"RS256\""]),
        head("jku", .head, ["jku": "\"https://stranger.example/keys\""]),
        Forgery("jwk, which signed it", .head) {
            issuer.token($0, head: ["jwk": TestIssuer.jwk(stranger.rsa)], by: stranger.rsa)
        },
        head("x5u", .head, ["x5u": "\"https://stranger.example/keys\""]),
        head("x5c", .head, ["x5c": "[\"MIIB\"]"]),
        head("crit", .head, ["crit": "[\"b64\"]", "b64": "false"]),
        head("zip", .head, ["zip": "\"DEF\""]),
        head("no kid", .key, ["kid": nil]),
        head("a kid of nobody", .key, ["kid": "\"../../dev/null\""]),
        head("no typ", .type, ["typ": nil]),
        head("typ of a token to sign out with", .type, ["typ": "\"logout+jwt\""]),
        head("typ of a proof", .type, ["typ": "\"dpop+jwt\""]),
        Forgery("a head that is a list", .head) {
            TestIssuer.sign("[]", issuer.claims($0)) { issuer.rsa.signature(of: $0) }
        },
    ]

    private static func rewritten(_ token: String, _ part: Int, _ change: (String) -> String) -> String {
        var parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        parts[part] = change(parts[part])
        return parts.joined(separator: ".")
    }

    private static let signatures: [Forgery] = [
        Forgery("signed by somebody else, of RSA", .signature) { issuer.token($0, by: stranger.rsa) },
        Forgery("signed by somebody else, on the curve", .signature) { issuer.token($0, by: stranger.p256) },
        Forgery("no signature", .signature) { rewritten(issuer.token($0), 2) { _ in "" } },
        Forgery("one bit of the signature", .signature) {
            rewritten(issuer.token($0), 2) { edited(Secret.bytes(base64: $0) ?? []) }
        },
        Forgery("claims of another token", .signature) { subject in
            rewritten(issuer.token("nobody"), 1) { _ in Secret.base64(Array(issuer.claims(subject).utf8)) }
        },
        Forgery("a head of another token", .signature) {
            rewritten(issuer.token($0), 0) { _ in
                Secret.base64(Array(TestIssuer.head(issuer.rsa, ["typ": "\"at+jwt\""]).utf8))
            }
        },
        Forgery("a signature of zeros on the curve", .signature) {
            rewritten(issuer.token($0, by: issuer.p256), 2) { _ in
                Secret.base64([UInt8](repeating: 0, count: 64))
            }
        },
        Forgery("a signature on the curve with more behind it", .signature) {
            rewritten(issuer.token($0, by: issuer.p256), 2) { Secret.base64((Secret.bytes(base64: $0) ?? []) + [0]) }
        },
        Forgery("a signature on the curve in DER", .signature) {
            rewritten(issuer.token($0, by: issuer.p256), 2) {
                let pair = Secret.bytes(base64: $0) ?? []
                return Secret.base64([0x30, 70, 2, 33, 0] + pair.prefix(32) + [2, 33, 0] + pair.suffix(32))
            }
        },
    ]

    private static let encodings: [Forgery] = [
        Forgery("padding", .form) { issuer.token($0) + "==" },
        Forgery("letters of plain base 64", .form) {
            rewritten(issuer.token($0), 2) { $0.replacing("-", with: "+").replacing("_", with: "/") }
        },
        Forgery("a space within", .form) { rewritten(issuer.token($0), 2) { $0.prefix(9) + " " + $0.dropFirst(9) } },
        Forgery("bits behind the last byte", .form) {
            // 256 bytes end with a character of which two bits count.
            rewritten(issuer.token($0), 2) { $0.dropLast() + ($0.hasSuffix("A") ? "B" : next(after: $0)) }
        },
        Forgery("five parts, as of a token that is encrypted", .form) { issuer.token($0) + ".AA.AA" },
        Forgery("two parts", .form) { String(issuer.token($0).split(separator: ".")[0...1].joined(separator: ".")) },
        Forgery("more than 8 KiB", .form) {
            issuer.token($0, ["more": "\"\(String(repeating: "x", count: 6_000))\""])
        },
        Forgery("claims that are no object", .claims) { _ in
            TestIssuer.sign(TestIssuer.head(issuer.rsa), "[1]") { issuer.rsa.signature(of: $0) }
        },
        Forgery("a claim twice", .claims) { issuer.token($0, ["x\": 1, \"sub": "\"\($0)\""]) },
        Forgery("bytes that are no UTF-8", .claims) { _ in
            let signed =
                Secret.base64(Array(TestIssuer.head(issuer.rsa).utf8)) + "." + Secret.base64([0x22, 0xff, 0x22])
            return signed + "." + Secret.base64(issuer.rsa.signature(of: Array(signed.utf8)))
        },
    ]

    private static func claim(_ name: String, _ reason: TokenRefusal, _ claims: [String: String?]) -> Forgery {
        Forgery(name, reason) { issuer.token($0, claims) }
    }

    /// Seconds from now, as a claim.
    private static func time(_ seconds: Int) -> String { "\(Int(Date.now.timeIntervalSince1970) + seconds)" }
    private static let far = 3_600

    private static let claims: [Forgery] = [
        claim("another iss", .issuer, ["iss": "\"https://stranger.example\""]),
        claim("an iss with a slash more", .issuer, ["iss": "\"\(issuer.name)/\""]),
        claim("no iss", .issuer, ["iss": nil]),
        claim("another aud", .audience, ["aud": "\"shop\""]),
        claim("no aud", .audience, ["aud": nil]),
        claim("an aud of nobody", .audience, ["aud": "[]"]),
        claim("an aud of several, given to nobody", .audience, ["aud": "[\"shop\", \"\(issuer.audience)\"]"]),
        claim(
            "an aud of several, given to another", .audience,
            ["aud": "[\"shop\", \"\(issuer.audience)\"]", "azp": "\"shop\""]),
        claim(
            "an aud that is not all of names", .audience,
            ["aud": "[\"\(issuer.audience)\", 1]", "azp": "\"\(issuer.audience)\""]),
        claim("no exp", .times, ["exp": nil]),
        claim("an exp that is a text", .times, ["exp": "\"9999999999\""]),
        claim("an exp that is nothing", .times, ["exp": "null"]),
        claim("no iat", .times, ["iat": nil]),
        claim("an nbf that is a text", .times, ["nbf": "\"0\""]),
        Forgery("an exp that is past", .expired) { issuer.token($0, ["exp": time(-61), "iat": time(-far)]) },
        Forgery("an nbf in the future", .early) { issuer.token($0, ["nbf": time(120)]) },
        Forgery("an iat in the future", .early) { issuer.token($0, ["iat": time(120)]) },
        Forgery("good for a day", .life) { issuer.token($0, ["exp": time(24 * far)]) },
        claim("bound to a key", .purpose, ["cnf": #"{"jkt": "x"}"#]),
        claim("about signing out", .purpose, ["events": "{}"]),
        claim("no amr", .factors, ["amr": nil]),
        claim("one factor", .factors, ["amr": #"["pwd"]"#]),
        claim("an amr that is a text", .factors, ["amr": "\"mfa\""]),
        claim("an acr that nobody asked for", .factors, ["amr": nil, "acr": "\"2\""]),
        claim("no sub", .subject, ["sub": nil]),
        claim("an empty sub", .subject, ["sub": "\"\""]),
        claim("a sub that is a number", .subject, ["sub": "1"]),
        claim("a sub without end", .subject, ["sub": "\"\(String(repeating: "x", count: 256))\""]),
    ]

    private static func edited(_ bytes: [UInt8]) -> String { Secret.base64(bytes.dropLast() + [(bytes.last ?? 0) ^ 1]) }

    /// The text's last character, with a bit that counts for nothing.
    private static func next(after text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let index = text.last.flatMap { alphabet.firstIndex(of: $0) } ?? 0
        return String(alphabet[index ^ 1])
    }

    private static func hmac(_ text: [UInt8], key: [UInt8]) -> [UInt8] {
        var state = crypto_auth_hmacsha256_state()
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, text, UInt64(text.count))
        var code = [UInt8](repeating: 0, count: 32)
        crypto_auth_hmacsha256_final(&state, &code)
        return code
    }
}
