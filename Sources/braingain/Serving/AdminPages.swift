import HTTP

/// What the people who run the service see on the admin address: is it alive, is it ready, what does it do.
struct AdminPages: Sendable {
    /// Why the service is not ready; null when it is.
    let notReady: @Sendable () async -> String?
    let metrics: @Sendable () -> String

    func answer(_ request: Request) async -> Response {
        guard request.method == .get || request.method == .head else { return Self.text(.methodNotAllowed, "GET only") }
        switch request.segments {
        case ["livez"]: return Self.text(.ok, "alive")
        case ["readyz"]:
            let reason = await notReady()
            return reason.map { Self.text(.serviceUnavailable, $0) } ?? Self.text(.ok, "ready")
        case ["metrics"]:
            return Response(.ok, contentType: "text/plain; version=0.0.4; charset=utf-8", body: Array(metrics().utf8))
        default: return Self.text(.notFound, "there are /livez, /readyz and /metrics")
        }
    }

    private static func text(_ status: Status, _ text: String) -> Response {
        Response(status, contentType: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
    }
}
