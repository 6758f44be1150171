/// Where questions are answered: a running service, or this program with the database of this machine.
protocol Endpoint: Sendable {
    func send(_ question: Question) async throws(Failure) -> Answer
}

/// One request of the interface.
struct Question: Sendable {
    /// Below `/v1`, each between two slashes, not yet encoded.
    let path: [String]
    /// In their order; a name may come more than once.
    var query: [(name: String, value: String)] = []
    /// JSON; null asks by GET, a body by POST.
    var body: [UInt8]?
    /// For how many seconds an answer is waited for.
    var patience = 30.0
    /// The language of labels and reasons, a BCP-47 tag.
    var language: String?
}

/// What came back.
struct Answer: Sendable {
    /// The status of HTTP.
    let status: Int
    let body: [UInt8]
}
