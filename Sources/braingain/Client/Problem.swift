import Foundation

/// A refusal in the form of RFC 9457.
struct Problem: Decodable {
    struct Detail: Decodable {
        let pointer: String?
        let code: String
        let detail: String?
    }

    let code: String
    let title: String?
    let detail: String?
    let errors: [Detail]?

    /// What a refused answer means to the shell.
    static func failure(_ answer: Answer) -> Failure {
        guard let problem = try? JSONDecoder().decode(Problem.self, from: Data(answer.body)) else {
            return .failed("the service answered \(answer.status) without saying why")
        }
        let lines = (problem.errors ?? []).map { error in
            "\n  " + [error.pointer, error.code, error.detail].compactMap(\.self).joined(separator: " ")
        }
        let text = (problem.detail ?? problem.title ?? "") + lines.joined()
        switch answer.status {
        case 404: return .notFound("\(problem.code): \(text)")
        case 500...: return .failed("\(problem.code): \(text)")
        default: return .refused(code: problem.code, text)
        }
    }
}
