import HTTP
import Secrets

/// A signed token as it came (JWS, RFC 7515 §7.1): three parts of base 64, of which nothing is believed yet.
struct SignedToken {
    /// As its head says.
    let algorithm: String
    /// The name of the key that it says it is signed with.
    let key: String
    /// What is claimed, as JSON.
    let payload: [UInt8]
    /// What was signed, and the signature.
    let signed: [UInt8]
    let signature: [UInt8]

    private static let longest = 8_192
    /// What a head may hold: how it is signed, by which key, what it is, and thumbprints of that key, which decide nothing.
    /// Anything else would choose the key (`jku`, `jwk`, `x5u`, `x5c`) or the reading (`crit`, `b64`, `enc`, `zip`).
    private static let headers: Set = ["alg", "kid", "typ", "x5t", "x5t#S256"]
    /// Tokens of access and of identity; what is for signing out, for proofs or for refreshing is of another type.
    private static let types: Set = ["jwt", "at+jwt", "application/at+jwt"]

    init(_ text: String) throws(TokenRefusal) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, text.utf8.count <= Self.longest,
            let head = Secret.bytes(base64: String(decoding: parts[0], as: UTF8.self)),
            let payload = Secret.bytes(base64: String(decoding: parts[1], as: UTF8.self)),
            let signature = Secret.bytes(base64: String(decoding: parts[2], as: UTF8.self))
        else { throw .form }
        guard let head = try? JSONValue(parsing: head).object, Self.headers.isSuperset(of: head.names),
            let algorithm = head["alg"]?.string
        else { throw .head }
        guard let type = head["typ"]?.string, Self.types.contains(type.lowercased()) else { throw .type }
        guard let key = head["kid"]?.string else { throw .key }
        self.algorithm = algorithm
        self.key = key
        self.payload = payload
        self.signature = signature
        signed = Array(text.utf8.prefix(text.utf8.count - parts[2].count - 1))
    }
}

/// Why a token is not taken: for who runs the service, and nobody else.
package enum TokenRefusal: String, Error, Sendable {
    /// It is not three parts of base 64 without padding, or too long.
    case form
    /// Its head is no JSON object of the members that are known.
    case head
    /// It is none for access, or does not say what it is.
    case type
    /// It is signed otherwise than its key signs.
    case algorithm
    /// It names no key of the file.
    case key
    case signature
    /// What it claims is no JSON object.
    case claims
    case issuer
    case audience
    case subject
    /// It has no times, or times that are no numbers.
    case times
    case expired
    /// It is not good yet, or was made in the future.
    case early
    /// It is good for longer than a session would be.
    case life
    /// It is bound to a key that was not shown, or tells of an event.
    case purpose
    /// It does not say that two factors were shown.
    case factors
}
