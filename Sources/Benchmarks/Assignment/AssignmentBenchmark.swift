import Foundation
import Ranking

/// Times the assignment of whole cohorts, one form of invented cohort after the other.
struct AssignmentBenchmark {
    static let usage =
        "Benchmarks assignment [--ventures 1000] [--mentors 2000] [--form random|skills|…] [--seed 1]"

    private let ventures: Int
    private let mentors: Int
    private let seed: UInt64
    private let forms: [AssignmentInstance.Form]

    init(_ arguments: ArraySlice<String>) throws(Refusal) {
        let options = try Options(
            arguments, known: ["--ventures", "--mentors", "--form", "--seed"], usage: Self.usage)
        ventures = try options.number("--ventures", or: 1_000)
        mentors = try options.number("--mentors", or: 2_000, atLeast: 1)
        seed = UInt64(try options.number("--seed", or: 1))
        guard ventures <= AssignmentProblem.mostRows else {
            throw Refusal(text: "--ventures takes at most \(AssignmentProblem.mostRows): \(Self.usage)")
        }
        let all = AssignmentInstance.Form.allCases
        guard let name = options.text("--form") else {
            forms = all
            return
        }
        guard let form = AssignmentInstance.Form(rawValue: name) else {
            throw Refusal(text: "--form takes one of \(all.map(\.rawValue).joined(separator: ", ")): \(Self.usage)")
        }
        forms = [form]
    }

    func run() {
        for form in forms {
            let problem = AssignmentInstance(form, ventures: ventures, mentors: mentors, seed: seed).problem
            var timing = Timing()
            let found = timing.measure { problem.solved() }
            say(
                "\(form): \(ventures) ventures and \(mentors) mentors in \(timing.total); "
                    + "\(found.unmatched) unmatched, score \(found.score), squares of the loads \(found.squares)")
        }
    }
}
