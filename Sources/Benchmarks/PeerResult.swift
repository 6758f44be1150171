/// What one engine took for the queries: times in milliseconds, or why it was not run.
struct PeerResult: Codable {
    let name: String
    var skipped: String?
    var queries: Int?
    var p50: Double?
    var p95: Double?
    var p99: Double?
    /// Nil where there is no such query.
    var medianAllCountries: Double?
    var medianOneCountry: Double?
    var buildMilliseconds: Double?
    var bytesPerProfile: Double?
    /// How many answers are not the exact ones; `exact` says whether the engine claims that none is.
    var differing: Int?
    var exact: Bool?
    var note: String?
}
