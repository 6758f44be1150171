import API
import Matching

/// Whose tokens are taken, with the file of its keys, as four variables say it.
struct TrustedIssuer: Sendable, Equatable {
    static let keysName = "BRAINGAIN_OIDC_KEYS"

    let terms: TokenIssuer.Terms
    /// An absolute path.
    let keys: String

    /// Null where none is set; throws where something is missing or wrong.
    init?(_ environment: [String: String]) throws(SettingsError) {
        let names = ["BRAINGAIN_OIDC_ISSUER", "BRAINGAIN_OIDC_AUDIENCE", Self.keysName]
        let context = environment["BRAINGAIN_OIDC_ACR"]
        let values = names.compactMap { environment[$0] }
        guard !values.isEmpty || context != nil else { return nil }
        guard values.count == names.count else {
            let missing = names.first { environment[$0] == nil } ?? names[0]
            throw SettingsError(
                missing, "is missing", remedy: "set \(names.joined(separator: ", ")) together, or none of them")
        }
        guard LinkAccount.isIssuer(values[0]) else {
            throw SettingsError(
                names[0], "\"\(values[0])\" is no issuer",
                remedy: "give its https URL, as tokens have it in iss, such as https://login.example.org/realms/desk")
        }
        for (name, value) in [(names[1], values[1]), ("BRAINGAIN_OIDC_ACR", context ?? "-")]
        where value.wholeMatch(of: /[!-~]{1,255}/) == nil {
            throw SettingsError(name, "\"\(value)\" is no name", remedy: "give 1 to 255 characters without space")
        }
        guard values[2].hasPrefix("/") else {
            throw SettingsError(
                names[2], "\"\(values[2])\" is no absolute path", remedy: "give the path of the issuer's jwks.json")
        }
        terms = TokenIssuer.Terms(issuer: values[0], audience: values[1], context: context)
        keys = values[2]
    }
}
