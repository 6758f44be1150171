import Foundation
import Ranking

/// Times the assignment of whole cohorts, one form of invented cohort after the other.
struct AssignmentBenchmark {
    static let usage =
        "Benchmarks assignment [--ventures 1000] [--mentors 2000] [--form random|skills|…] [--seed 1] [--against scipy]"

    private let ventures: Int
    private let mentors: Int
    private let seed: UInt64
    private let forms: [AssignmentInstance.Form]
    private let isCompared: Bool

    init(_ arguments: ArraySlice<String>) throws(Refusal) {
        let options = try Options(
            arguments, known: ["--ventures", "--mentors", "--form", "--seed", "--against"], usage: Self.usage)
        ventures = try options.number("--ventures", or: 1_000)
        mentors = try options.number("--mentors", or: 2_000, atLeast: 1)
        seed = UInt64(try options.number("--seed", or: 1))
        guard ventures <= AssignmentProblem.mostRows else {
            throw Refusal(text: "--ventures takes at most \(AssignmentProblem.mostRows): \(Self.usage)")
        }
        guard [nil, "scipy"].contains(options.text("--against")) else {
            throw Refusal(text: "--against takes scipy: \(Self.usage)")
        }
        isCompared = options.text("--against") != nil
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

    func run() throws {
        for form in forms {
            let problem = AssignmentInstance(form, ventures: ventures, mentors: mentors, seed: seed).problem
            var timing = Timing()
            let found = timing.measure { problem.solved() }
            var line =
                "\(form): \(ventures) ventures and \(mentors) mentors in \(timing.total); "
                + "\(found.unmatched) unmatched, score \(found.score), squares of the loads \(found.squares)"
            guard isCompared else {
                say(line)
                continue
            }
            let peer = try AssignmentPeer.solve(problem)
            guard peer.isAsGood(as: found) else { throw Refusal(text: "\(line); SciPy finds another: \(peer)") }
            line += "; SciPy the same in \(peer.milliseconds) ms"
            say(line)
        }
    }
}
