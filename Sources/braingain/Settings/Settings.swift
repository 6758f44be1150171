import Foundation

/// Everything that the environment says to this program, read once at its start.
struct Settings: Sendable {
    /// A libpq URL; null for a private cluster in the data folder.
    let databaseURL: String?
    /// The data folder: private cluster, keys of the demo.
    let data: String
    /// Where the interface is served.
    let listen: SocketAddress
    /// Where health and metrics are served.
    let admin: SocketAddress
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    let proxies: Set<String>
    /// Whether they begin each connection with a line of PROXY protocol instead.
    let isProxyProtocol: Bool
    /// Of web pages elsewhere that may ask with keys, as `https://name`.
    let origins: Set<String>
    /// The program that delivers messages; null leaves them in the data folder.
    let send: String?
    /// Whose tokens are taken; null for nobody's.
    let issuer: TrustedIssuer?
    /// Requests a minute of one key; 0 sets no limit.
    let rate: Int
    /// The least severity that is logged.
    let log: LogLevel

    /// Every variable, with what it means: what the README's table and `doctor` say.
    static let variables: [(name: String, meaning: String)] = [
        ("DATABASE_URL", "the PostgreSQL database to use, as a libpq URL"),
        ("BRAINGAIN_DATA", "the data folder"),
        ("BRAINGAIN_LISTEN", "address and port to serve on"),
        ("BRAINGAIN_ADMIN", "address and port of health and metrics"),
        ("BRAINGAIN_PROXIES", "addresses of the proxies in front, with commas between them"),
        ("BRAINGAIN_PROXY_PROTOCOL", "on where these proxies pass on bytes, and say by PROXY protocol whose they are"),
        ("BRAINGAIN_ORIGINS", "origins of web pages elsewhere that may ask with keys, with commas between them"),
        ("BRAINGAIN_SEND", "program that sends mail and text messages; without one they are files in the data folder"),
        ("BRAINGAIN_OIDC_ISSUER", "issuer whose tokens are taken (OpenID Connect), as its https URL"),
        ("BRAINGAIN_OIDC_AUDIENCE", "what the aud of these tokens has to hold"),
        ("BRAINGAIN_OIDC_KEYS", "file with the issuer's keys, a JSON Web Key Set"),
        ("BRAINGAIN_OIDC_ACR", "acr of tokens of who showed two factors; without it their amr has to hold mfa"),
        (
            "BRAINGAIN_RATE",
            "requests a minute of one key or account, half as many of a network without one; 0 sets no limit"
        ),
        ("BRAINGAIN_LOG", "least severity that is logged: debug, info, warning, error"),
    ]

    /// Throws the first setting that is wrong, with its name and the remedy.
    init(_ environment: [String: String], isRoot: Bool = getuid() == 0) throws(SettingsError) {
        let known = Self.variables.map(\.name)
        for name in environment.keys.sorted() where name.hasPrefix("BRAINGAIN_") && !known.contains(name) {
            throw .unknown(name, nearest: Nearest.name(to: name, among: known))
        }
        databaseURL = try Self.databaseURL(environment["DATABASE_URL"])
        data = try Self.dataFolder(environment, isRoot: isRoot)
        listen = try Self.address("BRAINGAIN_LISTEN", environment, standard: "127.0.0.1:8080")
        admin = try Self.address("BRAINGAIN_ADMIN", environment, standard: "127.0.0.1:8081")
        guard listen != admin || listen.port == 0 else {
            throw SettingsError("BRAINGAIN_ADMIN", "is the same as BRAINGAIN_LISTEN", remedy: "give it another port")
        }
        proxies = try Self.proxies(environment["BRAINGAIN_PROXIES"])
        // Nobody but who is on this machine may send keys and names in clear.
        guard listen.isLoopback || !proxies.isEmpty else {
            throw SettingsError(
                "BRAINGAIN_LISTEN", "\"\(listen)\" can be reached without TLS",
                remedy: "put a proxy that ends TLS in front, and name it in BRAINGAIN_PROXIES")
        }
        isProxyProtocol = try Self.isProxyProtocol(environment["BRAINGAIN_PROXY_PROTOCOL"], proxies)
        origins = try Self.origins(environment["BRAINGAIN_ORIGINS"])
        send = try Self.send(environment["BRAINGAIN_SEND"])
        issuer = try TrustedIssuer(environment)
        rate = try Self.rate(environment["BRAINGAIN_RATE"])
        let level = environment["BRAINGAIN_LOG"] ?? LogLevel.info.rawValue
        guard let log = LogLevel(rawValue: level) else {
            throw SettingsError(
                "BRAINGAIN_LOG", "\"\(level)\" is no severity",
                remedy: "set it to one of \(LogLevel.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.log = log
    }

    private static func databaseURL(_ text: String?) throws(SettingsError) -> String? {
        guard let text else { return nil }
        guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") else {
            // The value may hold a password: it is never repeated.
            throw SettingsError(
                "DATABASE_URL", "does not begin with postgresql://",
                remedy: "give a URL such as postgresql:///braingain?host=/run/postgresql, or unset it")
        }
        return text
    }

    private static func dataFolder(_ environment: [String: String], isRoot: Bool) throws(SettingsError) -> String {
        if let folder = environment["BRAINGAIN_DATA"] {
            guard folder.hasPrefix("/") else {
                throw SettingsError(
                    "BRAINGAIN_DATA", "\"\(folder)\" is no absolute path", remedy: "begin it with a slash")
            }
            return folder
        }
        if let base = environment["XDG_DATA_HOME"], base.hasPrefix("/") { return base + "/braingain" }
        // The database of root runs as somebody else, who cannot look into root's home.
        if isRoot { return "/var/lib/braingain" }
        guard let home = environment["HOME"], home.hasPrefix("/") else {
            throw SettingsError(
                "BRAINGAIN_DATA", "is not set, and neither is HOME", remedy: "set it to a folder that may be written")
        }
        return home + "/.local/share/braingain"
    }

    private static func proxies(_ text: String?) throws(SettingsError) -> Set<String> {
        let addresses = (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        for address in addresses where SocketAddress(address.contains(":") ? "[\(address)]:0" : "\(address):0") == nil {
            throw SettingsError(
                "BRAINGAIN_PROXIES", "\"\(address)\" is no address", remedy: "write them as 127.0.0.1,2001:db8::1")
        }
        return Set(addresses)
    }

    private static func origins(_ text: String?) throws(SettingsError) -> Set<String> {
        let origins = (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        for origin in origins where !origin.contains(/^https?:\/\/[a-z0-9.\-]+(:[0-9]{1,5})?$/) {
            throw SettingsError(
                "BRAINGAIN_ORIGINS", "\"\(origin)\" is no origin",
                remedy: "write them as https://desk.example.org, without a path")
        }
        return Set(origins)
    }

    private static func send(_ path: String?) throws(SettingsError) -> String? {
        guard let path else { return nil }
        guard path.hasPrefix("/"), access(path, X_OK) == 0 else {
            throw SettingsError(
                "BRAINGAIN_SEND", "\"\(path)\" is no program that can be run",
                remedy: "give its absolute path, without arguments, as Deploy/send is one")
        }
        return path
    }

    private static func isProxyProtocol(_ text: String?, _ proxies: Set<String>) throws(SettingsError) -> Bool {
        guard let text, text != "off" else { return false }
        let name = "BRAINGAIN_PROXY_PROTOCOL"
        guard text == "on" else { throw SettingsError(name, "\"\(text)\" is neither on nor off", remedy: "set one") }
        guard !proxies.isEmpty else {
            throw SettingsError(name, "is on without a proxy", remedy: "name the proxies in BRAINGAIN_PROXIES")
        }
        return true
    }

    private static func rate(_ text: String?) throws(SettingsError) -> Int {
        guard let text else { return 600 }
        guard let rate = Int(text), (0...1_000_000).contains(rate) else {
            throw SettingsError(
                "BRAINGAIN_RATE", "\"\(text)\" is no number of requests", remedy: "give 1 to 1000000, or 0 for no limit"
            )
        }
        return rate
    }

    private static func address(
        _ name: String, _ environment: [String: String], standard: String
    ) throws(SettingsError) -> SocketAddress {
        let text = environment[name] ?? standard
        guard let address = SocketAddress(text) else {
            throw SettingsError(
                name, "\"\(text)\" is no address with a port", remedy: "write it as \(standard) or [::1]:8080")
        }
        return address
    }
}

extension Settings {
    var folder: DataFolder { DataFolder(path: data) }

    /// What is set, on one line, without what may be secret.
    var summary: String {
        let database = databaseURL == nil ? "private cluster" : "the database of DATABASE_URL"
        return "\(database), data \(data), listen \(listen), admin \(admin), log \(log.rawValue)"
    }
}
