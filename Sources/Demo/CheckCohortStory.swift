import Foundation
import Matching
import Model

/// The steps of stories that look at several mentors or ventures together.
extension CheckStory {
    /// In a population the story's own mentors alone are looked at.
    func check(_ expected: Story.PanelExpectation, in service: Service) async throws -> [String] {
        let find = FindPanel(of: expected.venture, size: expected.size, among: expected.among, at: Population.clock)
        let panel = try await find.run(in: service, as: .admin)
        var failures: [String] = []
        if Set(panel.members.map(\.match.id)) != Set(expected.members.map(\.uuid)) {
            failures.append("another panel is best, of \(panel.members.count)")
        }
        if panel.skills.covered != expected.covered { failures.append("\(panel.skills.covered) skills are covered") }
        if panel.members.contains(where: { $0.contribution <= 0 }) { failures.append("somebody contributes nothing") }
        return failures
    }

    func check(_ expected: Story.AssignmentExpectation, in service: Service) async throws -> [String] {
        var conditions = AssignmentConditions()
        conditions.pins = expected.pins
        // A dry run, so that the database stays as it is.
        let assign = AssignCohort(expected.cohort.uuid, conditions, kept: false)
        let rows = try await assign.run(in: service, as: .admin).kept.assignment.rows
        var failures: [String] = []
        for (place, row) in rows.enumerated() where expected.mentors[row.venture] != .some(row.mentor) {
            failures.append("the \(place + 1). venture has another mentor")
        }
        if rows.count != expected.mentors.count { failures.append("\(rows.count) ventures are told") }
        if let best = expected.regret, let row = rows.first(where: { $0.venture == best.venture }) {
            var scores: [Int] = []
            for mentor in [best.mentor, row.mentor ?? best.mentor] {
                let explain = ExplainMatch(
                    subject: .venture(best.venture), other: (.mentors, mentor.uuid), at: Population.clock)
                scores.append(try await explain.run(in: service, as: .admin).match.score)
            }
            if row.regret != scores[0] - scores[1] || row.regret <= 0 { failures.append("the regret is \(row.regret)") }
            if row.best != best.mentor || row.why != .taken { failures.append("the best is not told, or not why") }
        }
        return failures
    }
}
