import HTTP

/// The cookie that a session is: no script reads it, no other site sends it, no other host gets it.
enum SessionCookie {
    /// Its prefix holds a browser to the attributes below (RFC 6265bis §4.1.3.2).
    static let name = "__Host-session"

    static func set(_ token: String) -> String { "\(name)=\(token); \(attributes)" }
    static let ended = "\(name)=; Max-Age=0; \(attributes)"

    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Strict"
}
