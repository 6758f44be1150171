import TestIssuer
import Testing

@testable import API

/// Which files of keys are taken (checklist 38).
@Suite struct KeySetTests {
    private static let issuer = TestIssuer.shared
    private static let rsa = TestIssuer.jwk(issuer.rsa)
    private static let short = TestIssuer.jwk(SigningKey(.rsa(bits: 1024)))

    private func read(_ text: String) throws(KeySetError) -> KeySet { try KeySet(parsing: Array(text.utf8)) }

    @Test func `what is for something else is passed over`() throws {
        let others = [
            ["kid": "a", "use": "enc"], ["kid": "b", "alg": "PS256"],
            ["kid": "c", "key_ops\": [\"encrypt\"], \"x": "y"],
            ["kid": "d", "kty": "OKP", "crv": "Ed25519"], ["kid": "e", "kty": "EC", "crv": "P-384"],
        ].map { TestIssuer.jwk(Self.issuer.rsa, $0) }
        let keys = try read(TestIssuer.set([Self.rsa, TestIssuer.jwk(Self.issuer.p256, ["alg": "ES256"])] + others))
        #expect(keys.count == 2)
        #expect(keys["modulus"]?.algorithm == .rs256)
        #expect(keys["curve"]?.algorithm == .es256)
        #expect(keys["a"] == nil)
    }

    @Test(arguments: [
        (TestIssuer.jwk(issuer.rsa, withSecret: true), KeySetError.secret),
        (TestIssuer.jwk(issuer.p256, withSecret: true), .secret),
        (TestIssuer.jwk(issuer.rsa, ["use": "enc"], withSecret: true), .secret),
        (#"{"kty": "oct", "k": "AAAA", "kid": "x"}"#, .secret), (#"{"kty": "oct", "kid": "x"}"#, .secret),
        (short, .weak), (TestIssuer.jwk(issuer.rsa, ["e": "Aw"]), .weak),
        (TestIssuer.jwk(issuer.rsa, ["n": nil]), .weak),
        // 2^2048 − 1, which 3 divides.
        (TestIssuer.jwk(issuer.rsa, ["n": String(repeating: "_", count: 341) + "w"]), .weak),
        (TestIssuer.jwk(issuer.p256, ["y": issuer.p256.numbers()["x"]]), .weak),
        (TestIssuer.jwk(issuer.p256, ["y": "AA"]), .weak),
        (TestIssuer.jwk(issuer.rsa, ["kid": nil]), .unnamed), (TestIssuer.jwk(issuer.rsa, ["kid": ""]), .unnamed),
        (TestIssuer.jwk(issuer.rsa, ["kid": "first"]), .twice), ("1", .noSet), (#"{"kid": "x"}"#, .noSet),
    ])
    func `a key that is secret, weak, without a name or there twice refuses the set`(
        key: String, error: KeySetError
    ) throws {
        #expect(throws: error) { try read(TestIssuer.set([TestIssuer.jwk(Self.issuer.p256, ["kid": "first"]), key])) }
    }

    @Test(arguments: [
        ("", KeySetError.noSet), ("[]", .noSet), (rsa, .noSet), (#"{"keys": {}}"#, .noSet),
        (#"{"keys": [], "keys": []}"#, .noSet), (#"{"keys": []}"#, .empty),
        (TestIssuer.set([TestIssuer.jwk(issuer.rsa, ["use": "enc"])]), .empty),
        (TestIssuer.set([rsa]) + String(repeating: " ", count: 1 << 16), .noSet),
    ])
    func `a file without a set, or without a key of use, is refused`(text: String, error: KeySetError) throws {
        #expect(throws: error) { try read(text) }
    }
}
