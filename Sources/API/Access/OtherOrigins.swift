import HTTP

/// What browsers let the pages of other origins do (CORS): those on the list may ask with keys, never with cookies.
struct OtherOrigins: Sendable {
    let allowed: Set<String>

    private static let asked = [
        "Accept-Language", "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Prefer",
        "traceparent",
    ]
    private static let told = [
        "Allow", "ETag", "Link", "Location", "Preference-Applied", "RateLimit", "RateLimit-Policy", "Retry-After",
    ]

    /// Tells the browser whether the page that asks may see the answer.
    func tell(_ request: Request, _ response: inout Response) {
        guard !allowed.isEmpty else { return }
        response.headers.set("Vary", [response.headers["Vary"], "Origin"].compactMap(\.self).joined(separator: ", "))
        guard let origin = request.headers["Origin"], allowed.contains(origin) else { return }
        response.headers.set("Access-Control-Allow-Origin", origin)
        response.headers.set("Access-Control-Expose-Headers", Self.told.joined(separator: ", "))
        guard request.method == .options, let allow = response.headers["Allow"] else { return }
        response.headers.set("Access-Control-Allow-Methods", allow)
        response.headers.set("Access-Control-Allow-Headers", Self.asked.joined(separator: ", "))
        response.headers.set("Access-Control-Max-Age", "600")
    }
}
