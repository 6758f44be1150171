/// Why a command did not do what it was asked to.
enum Failure: Error, CustomStringConvertible {
    case failed(String)
    case notFound(String)
    /// Refused for a reason with a stable code, which is what scripts look at.
    case refused(code: String, String)

    var exitCode: ExitCode {
        switch self {
        case .failed: .failed
        case .notFound: .notFound
        case .refused: .refused
        }
    }

    var description: String {
        switch self {
        case .failed(let text), .notFound(let text): text
        case .refused(let code, let text): text.isEmpty ? code : "\(code): \(text)"
        }
    }
}
