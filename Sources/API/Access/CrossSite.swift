import HTTP
import Secrets

/// Whether a request that a browser sends with its cookie was meant by the page of this service.
enum CrossSite {
    static let header = "X-CSRF-Token"

    /// What a change has to show beside the cookie of a session: only who has read an answer of this service knows it.
    static func token(of session: String) -> String {
        Secret.base64(Secret.hash(Array("csrf".utf8), key: Secret.hash(session)))
    }

    /// Throws ``ErrorCode/crossSite`` for a change without the token of its session, from another origin, or in a form that a
    /// page elsewhere could send.
    ///
    /// - Parameter origins: those taken beside the service's own, which is the host that the request names.
    static func check(_ request: Request, origins: OtherOrigins) throws(APIError) {
        guard ![.get, .head].contains(request.method) else { return }
        try checkOrigin(request)
        if let origin = request.headers["Origin"], !origins.allowed.contains(origin), !isOwn(origin, request) {
            throw APIError(.crossSite, "ask from a page of this service")
        }
        let shown = request.headers[header] ?? ""
        guard Secret.isEqual(Array(shown.utf8), Array(token(of: request.sessionToken ?? "").utf8)) else {
            throw APIError(.crossSite, "send \(header) with the csrf of this session")
        }
        let type = request.headers["Content-Type"]?.lowercased() ?? ""
        guard type.isEmpty || type.hasPrefix("application/") && !type.contains("form") else {
            throw APIError(.crossSite, "send JSON")
        }
    }

    /// Throws for a request that a browser says comes from another origin (Fetch Metadata).
    static func checkOrigin(_ request: Request) throws(APIError) {
        guard let site = request.headers["Sec-Fetch-Site"], !["same-origin", "none"].contains(site) else { return }
        throw APIError(.crossSite, "ask from a page of this service")
    }

    /// Of a browser that says no more than this (RFC 6454). Whether a proxy has taken TLS off is not told, so that either scheme is
    /// the service's own.
    private static func isOwn(_ origin: String, _ request: Request) -> Bool {
        guard let host = request.headers["Host"]?.lowercased() else { return false }
        return ["https://\(host)", "http://\(host)"].contains(origin.lowercased())
    }
}
