import Foundation
import Secrets

/// Somebody who issues tokens, with a key of each kind.
package struct TestIssuer: Sendable {
    package static let shared = TestIssuer()

    package let name = "https://login.example.org/realms/desk"
    package let audience = "braingain"
    package let rsa = SigningKey(.rsa(bits: 2048))
    package let p256 = SigningKey(.p256)

    package init() {}

    /// The name of a key in the file.
    package static func name(_ key: SigningKey) -> String { key.kind == .p256 ? "curve" : "modulus" }

    /// A member of a key set.
    ///
    /// - Parameter more: instead of what it would hold, or beside it; null leaves a member out.
    package static func jwk(_ key: SigningKey, _ more: [String: String?] = [:], withSecret: Bool = false) -> String {
        var members: [String: String?] = key.numbers(withSecret: withSecret)
        members["kty"] = key.kind == .p256 ? "EC" : "RSA"
        if key.kind == .p256 { members["crv"] = "P-256" }
        members["kid"] = name(key)
        members["use"] = "sig"
        members.merge(more) { $1 }
        return object(members.mapValues { $0.map { "\"\($0)\"" } })
    }

    package static func set(_ keys: [String]) -> String { "{\"keys\": [\(keys.joined(separator: ", "))]}" }

    /// The file of its keys.
    package var keys: String { Self.set([Self.jwk(rsa), Self.jwk(p256)]) }

    /// What a token claims, each as JSON.
    ///
    /// - Parameter more: instead of what it would claim, or beside it; null leaves a claim out.
    package func claims(_ subject: String, _ more: [String: String?] = [:]) -> String {
        let now = Int(Date.now.timeIntervalSince1970)
        let claims: [String: String?] = [
            "iss": "\"\(name)\"", "aud": "\"\(audience)\"", "sub": "\"\(subject)\"", "exp": "\(now + 300)",
            "iat": "\(now)", "amr": #"["pwd", "mfa"]"#,
        ]
        return Self.object(claims.merging(more) { $1 })
    }

    package static func head(_ key: SigningKey, _ more: [String: String?] = [:]) -> String {
        let head: [String: String?] = [
            "alg": "\"\(key.kind.algorithm)\"", "kid": "\"\(name(key))\"", "typ": "\"JWT\"",
        ]
        return object(head.merging(more) { $1 })
    }

    /// A token as one of the keys signs it.
    package func token(
        _ subject: String, _ claims: [String: String?] = [:], head: [String: String?] = [:], by key: SigningKey? = nil
    ) -> String {
        let key = key ?? rsa
        return Self.sign(Self.head(key, head), self.claims(subject, claims)) { key.signature(of: $0) }
    }

    /// A token of any head and claims, however it is signed.
    package static func sign(_ head: String, _ claims: String, _ sign: ([UInt8]) -> [UInt8]) -> String {
        let signed = [head, claims].map { Secret.base64(Array($0.utf8)) }.joined(separator: ".")
        return "\(signed).\(Secret.base64(sign(Array(signed.utf8))))"
    }

    private static func object(_ members: [String: String?]) -> String {
        let texts = members.sorted { $0.key < $1.key }.compactMap { name, value in value.map { "\"\(name)\": \($0)" } }
        return "{\(texts.joined(separator: ", "))}"
    }
}
