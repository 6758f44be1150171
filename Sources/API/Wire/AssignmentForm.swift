import Foundation
import HTTP
import Matching
import Model

/// Writes assignments of cohorts, and panels.
struct AssignmentForm {
    private let wording: Wording
    private let matches: MatchForm

    init(wording: Wording) {
        self.wording = wording
        matches = MatchForm(wording: wording)
    }

    func write(_ shown: ShownAssignment, _ writer: inout JSONWriter) {
        let assignment = shown.kept.assignment
        writer.object { writer in
            writer.member("cohort", shown.cohort.description)
            writer.member("revision", shown.kept.revision)
            writer.member("cohort_version", assignment.cohortVersion)
            matches.head(
                shown.kept.asOf, assignment.taxonomy, weights: assignment.weights, log: shown.log, &writer)
            writer.object("total") { writer in
                writer.member("ventures", assignment.rows.count)
                writer.member("matched", assignment.rows.count - assignment.unmatched)
                writer.member("unmatched", assignment.unmatched)
                writer.member("score", assignment.score)
            }
            writer.array("items") { writer in for row in assignment.rows { write(row, of: shown, &writer) } }
            writer.array("mentors") { writer in for load in assignment.loads { write(load, of: shown, &writer) } }
            writer.array("forbids") { writer in
                for pair in assignment.forbids {
                    writer.array { writer in
                        writer.value(pair.venture.description)
                        writer.value(pair.mentor.description)
                    }
                }
            }
        }
    }

    private func write(_ row: CohortAssignment.Row, of shown: ShownAssignment, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("venture", row.venture.description)
            if let card = shown.ventures[row.venture] {
                writer.name("card")
                matches.write(card, &writer)
            }
            writer.member("mentor", row.mentor?.description)
            writer.member("pinned", row.isPinned)
            writer.member("score", row.score)
            writer.member("regret", row.regret)
            if let match = shown.matches[row.venture] {
                writer.name("match")
                // Each venture asks for something else: parts of thousands before it are not searched for the same.
                MatchForm(wording: wording).write(match, &writer)
            }
            // Without a match, the scores have changed since.
            writer.member("changed", row.mentor != nil && shown.matches[row.venture] == nil)
            if let best = row.best, let score = row.bestScore {
                writer.object("best") { writer in
                    writer.member("mentor", best.description)
                    writer.member("score", score)
                }
            } else {
                writer.member("best", String?.none)
            }
            guard let why = row.why else { return writer.member("why", String?.none) }
            writer.object("why") { writer in
                writer.member("code", why.rawValue)
                writer.member("text", wording.why(why))
                writer.array("holders") { writer in
                    guard why == .taken, let best = row.best else { return }
                    for holder in shown.holders(of: best) {
                        writer.object { writer in
                            writer.member("venture", holder.venture.description)
                            writer.member("score", holder.score)
                            writer.member("pinned", holder.isPinned)
                        }
                    }
                }
            }
        }
    }

    private func write(_ load: CohortAssignment.Load, of shown: ShownAssignment, _ writer: inout JSONWriter) {
        let assigned = shown.holders(of: load.mentor).count
        writer.object { writer in
            writer.member("mentor", load.mentor.description)
            if let card = shown.mentors[load.mentor] {
                writer.name("card")
                matches.write(card, &writer)
            }
            writer.object("capacity") { writer in
                writer.member("total", load.capacity)
                writer.member("held", load.held)
                writer.member("assigned", assigned)
                writer.member("free", load.free - assigned)
                writer.member("given", load.isGiven)
            }
        }
    }

    func write(_ panel: FindPanel.Result, _ writer: inout JSONWriter) {
        writer.object { writer in
            matches.head(panel.asOf, panel.taxonomy, log: panel.log, &writer)
            matches.figures(panel.together, &writer)
            writer.object("skills") { writer in
                writer.member("asked", panel.skills.asked)
                writer.member("covered", panel.skills.covered)
            }
            writer.array("members") { writer in
                for member in panel.members {
                    writer.object { writer in
                        writer.member("contribution", member.contribution)
                        writer.name("match")
                        matches.write(member.match, &writer)
                    }
                }
            }
            writer.array("parts") { writer in
                for (reason, giver) in zip(wording.reasons(panel.together), panel.givers) {
                    matches.write(reason, by: giver, &writer)
                }
            }
        }
    }
}
