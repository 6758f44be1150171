import Foundation
import Matching
import Model
import Scoring
import Store

/// Tells a story to a service that has its people, and finds what does not hold.
package struct CheckStory: Sendable {
    package let story: Story
    /// Whether the story's people are all there are, so that "nobody" can be seen.
    package let isAlone: Bool

    package init(_ story: Story, alone isAlone: Bool) {
        self.story = story
        self.isAlone = isAlone
    }

    /// What does not hold, in words; empty when the story holds. The database stays as it is.
    package func run(in service: Service) async throws -> [String] {
        var failures: [String] = []
        for (number, step) in story.steps.enumerated() {
            switch step {
            case .expect(let expected):
                failures += try await check(expected, in: service).map { "step \(number + 1): \($0)" }
            case .expectPanel(let expected):
                failures += try await check(expected, in: service).map { "step \(number + 1): \($0)" }
            case .expectAssignment(let expected):
                failures += try await check(expected, in: service).map { "step \(number + 1): \($0)" }
            case .setHeld(let mentor, let held):
                try await change(mentor, in: service) { $0.held = held }
            case .setProfile(let mentor, let profile):
                try await change(mentor, in: service) { $0.profile = profile }
            }
        }
        return failures
    }

    /// Changes a mentor in the service's memory alone, so that a story can be told again.
    private func change(
        _ id: Identifier<Member>, in service: Service, _ body: (inout Mentor) -> Void
    ) async throws {
        guard var mentor = try await service.store.asked(by: Asker(.admin)).run(ReadMentor(id: id))?.value else {
            throw MatchingError.notFound
        }
        body(&mentor)
        try await service.suppose(mentor)
    }

    private func check(_ expected: Story.Expectation, in service: Service) async throws -> [String] {
        var failures: [String] = []
        var ranks: [Int] = []
        for (place, id) in expected.order.enumerated() {
            guard let result = try await explain(expected, id, in: service) else {
                failures.append("the \(place + 1). is not found")
                continue
            }
            let standing = result.supposed.first?.standing ?? result.standing
            guard let rank = standing.rank else {
                failures.append("the \(place + 1). is left out: \(standing.leftOut.map(\.code))")
                continue
            }
            ranks.append(rank)
            failures += details(expected, id, isBest: place == 0, standing, result)
        }
        if ranks != ranks.sorted() || Set(ranks).count != ranks.count { failures.append("the ranks are \(ranks)") }
        if isAlone, ranks != Array(1...max(1, ranks.count)).prefix(ranks.count).map(\.self) {
            failures.append("alone the ranks are \(ranks)")
        }
        for (id, reason) in expected.leftOut {
            let result = try await explain(expected, id, in: service)
            guard result?.standing.leftOut.contains(reason) == true else {
                failures.append("\(reason.code) leaves nobody out, but \(result?.standing.leftOut.map(\.code) ?? [])")
                continue
            }
            if let rule = expected.brokenRule,
                result?.brokenRule?.version != rule.version || result?.brokenRule?.clause != rule.clause
            {
                failures.append("the rule that leaves out is \(result?.brokenRule?.version ?? 0)")
            }
        }
        for id in expected.absent {
            guard try await explain(expected, id, in: service) == nil else {
                failures.append("somebody is there who should not be")
                continue
            }
        }
        if expected.nobody { failures += try await nobody(expected, in: service) }
        return failures
    }

    private func details(
        _ expected: Story.Expectation, _ id: UUID, isBest: Bool, _ standing: ExplainMatch.Standing,
        _ result: ExplainMatch.Result
    ) -> [String] {
        var failures: [String] = []
        let explanation = standing.explanation
        if isBest, expected.bestIsFull, explanation.parts.contains(where: { $0.value != 250 && $0.how != .unstated }) {
            let short = explanation.parts.filter { $0.value != 250 }.map { "\($0.factor) \($0.value)" }
            failures.append("the best is not full: \(short)")
        }
        if isBest, expected.bestIsAlike {
            let isAlike = explanation.parts.contains { $0.factor == .skills && $0.how == .alike && $0.value < 250 }
            if !isAlike { failures.append("nothing of the best is alike") }
        }
        if let range = expected.evidence[id], !range.contains(explanation.evidence) {
            failures.append("the evidence is \(explanation.evidence)")
        }
        if let asked = expected.askNext[id] {
            guard case .skill(asked, _)? = explanation.askNext?.asked else {
                failures.append("another question is asked next")
                return failures
            }
        }
        if isBest, !expected.toConfirm.isEmpty, result.toConfirm != expected.toConfirm {
            failures.append("to confirm: \(result.toConfirm)")
        }
        return failures
    }

    private func nobody(_ expected: Story.Expectation, in service: Service) async throws -> [String] {
        let find = FindMatches(subject: expected.subject, seek: [expected.seek], at: expected.at)
        let page = try await find.run(in: service, as: caller(expected.subject))
        var failures: [String] = []
        if !page.items.isEmpty { failures.append("somebody matches: \(page.items.count)") }
        if page.leftOut.isEmpty { failures.append("nobody is counted as left out") }
        if page.nearest.count != min(3, expected.leftOut.count) { failures.append("\(page.nearest.count) are nearest") }
        return failures
    }

    /// The member, of whom a card says too little; the service's operator for whatever else.
    private func caller(_ subject: MatchSubject) -> Caller {
        if case .member(let id) = subject { Caller(role: .member(id), principal: nil) } else { .admin }
    }

    /// Null when there is no such record for who asks.
    private func explain(
        _ expected: Story.Expectation, _ id: UUID, in service: Service
    ) async throws -> ExplainMatch.Result? {
        // A supposition is about one of the pair; the others are asked within the world in which it is true.
        let supposing = [expected.supposing?.statement].compactMap(\.self)
        let explain = ExplainMatch(
            subject: expected.subject, other: (expected.seek, id), supposing: supposing,
            supposingOf: expected.supposing?.id, at: expected.at)
        do {
            return try await explain.run(in: service, as: caller(expected.subject))
        } catch {
            guard case .notFound = error else { throw error }
            return nil
        }
    }
}
