/// What the doctor found of one thing that the program depends on.
struct Finding: Sendable, Encodable {
    enum State: String, Sendable, Encodable {
        case ok, warn, fail
    }

    let subject: String
    let state: State
    let detail: String
    /// What to do about it; null when all is well.
    let remedy: String?

    static func ok(_ subject: String, _ detail: String) -> Finding {
        Finding(subject: subject, state: .ok, detail: detail, remedy: nil)
    }

    static func warn(_ subject: String, _ detail: String, remedy: String) -> Finding {
        Finding(subject: subject, state: .warn, detail: detail, remedy: remedy)
    }

    static func fail(_ subject: String, _ detail: String, remedy: String) -> Finding {
        Finding(subject: subject, state: .fail, detail: detail, remedy: remedy)
    }
}
