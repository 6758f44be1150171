import HTTP
import Secrets

/// The keys with which an issuer signs, by their names: what is of use in a JSON Web Key Set (RFC 7517 §5).
package struct KeySet: Sendable {
    private let keys: [String: PublicKey]

    /// None, so that no token is taken.
    package static let empty = KeySet([:])
    package static let longest = 1 << 16

    private init(_ keys: [String: PublicKey]) { self.keys = keys }

    /// Reads a set strictly. Keys for other uses and algorithms are passed over; one that is secret, weak or without a name
    /// refuses the whole set, as does a name that comes twice, and a set without a key of use.
    package init(parsing bytes: [UInt8]) throws(KeySetError) {
        guard bytes.count <= Self.longest, let set = try? JSONValue(parsing: bytes).object,
            let listed = set["keys"]?.array
        else { throw .noSet }
        var keys: [String: PublicKey] = [:]
        for value in listed {
            guard let key = value.object, let type = key["kty"]?.string else { throw .noSet }
            guard type != "oct", Self.secrets.isDisjoint(with: key.names) else { throw .secret }
            guard Self.isOfUse(key, type) else { continue }
            guard let name = key["kid"]?.string, !name.isEmpty else { throw .unnamed }
            guard keys[name] == nil else { throw .twice }
            guard let made = Self.make(key, type) else { throw .weak }
            keys[name] = made
        }
        guard !keys.isEmpty else { throw .empty }
        self.init(keys)
    }

    package var count: Int { keys.count }

    subscript(name: String) -> PublicKey? { keys[name] }

    /// What only who signs has (RFC 7518 §6.2.2, §6.3.2, §6.4.1).
    private static let secrets: Set = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

    private static func isOfUse(_ key: JSONObject, _ type: String) -> Bool {
        if let use = key["use"], use != .string("sig") { return false }
        if let operations = key["key_ops"]?.array, !operations.contains(.string("verify")) { return false }
        let algorithm: PublicKey.Algorithm
        switch type {
        case "RSA": algorithm = .rs256
        case "EC" where key["crv"] == .string("P-256"): algorithm = .es256
        default: return false
        }
        return key["alg"].map { $0 == .string(algorithm.rawValue) } ?? true
    }

    private static func make(_ key: JSONObject, _ type: String) -> PublicKey? {
        let bytes = { (name: String) in key[name]?.string.flatMap { Secret.bytes(base64: $0) } ?? [] }
        return type == "RSA"
            ? PublicKey(modulus: bytes("n"), exponent: bytes("e")) : PublicKey(x: bytes("x"), y: bytes("y"))
    }
}

/// Why a set of keys is not taken; `description` follows the name of the file.
package enum KeySetError: String, Error, Sendable, CustomStringConvertible {
    case noSet = "holds no JSON Web Key Set"
    case secret = "holds a secret or private key"
    case unnamed = "holds a key without a kid"
    case twice = "holds two keys of one kid"
    case weak = "holds a key that is weak or none: RSA has 2048 bits or more and the exponent 65537"
    case empty = "holds no key for RS256 or ES256"

    package var description: String { rawValue }
}
