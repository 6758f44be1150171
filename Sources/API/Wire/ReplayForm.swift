import Foundation
import HTTP
import Matching
import Model

/// Writes what staff were shown beside what the same inputs come to now.
struct ReplayForm {
    let matches: MatchForm

    func write(_ replay: Replay, _ writer: inout JSONWriter) {
        let row = replay.kept.row
        writer.object { writer in
            writer.member("log", row.id.uuidString.lowercased())
            writer.member("at", Instant.text(replay.kept.at))
            writer.member("role", replay.kept.role)
            writer.member("by", replay.kept.key?.uuidString.lowercased())
            writer.member("operation", replay.kept.operation)
            writer.member("subject", replay.subject?.uuidString.lowercased())
            matches.head(row.asOf, row.taxonomy, weights: row.weights, &writer)
            writer.object("now") { writer in
                writer.member("weights", replay.weights)
                writer.member("taxonomy", replay.taxonomy)
            }
            writer.member("equal", replay.isEqual)
            writer.array("matches") { writer in for match in replay.matches { write(match, &writer) } }
        }
    }

    private func write(_ entry: Replay.Entry, _ writer: inout JSONWriter) {
        writer.object { writer in
            switch entry {
            case .erased: writer.member("state", "erased")
            case .gone(let isEqual):
                writer.member("state", isEqual ? "equal" : "differs")
                writer.member("inputs", ReplayedMatch.Inputs.gone.rawValue)
            case .altered(let id):
                writer.member("state", "altered")
                if let id { writer.member("id", id.uuidString.lowercased()) }
            case .replayed(let match):
                writer.member("state", match.isEqual ? "equal" : "differs")
                write(match, &writer)
            }
        }
    }

    private func write(_ match: ReplayedMatch, _ writer: inout JSONWriter) {
        writer.member("kind", match.kind.rawValue)
        writer.member("id", match.id.uuidString.lowercased())
        writer.member("need", match.need?.uuidString.lowercased())
        writer.member("score", match.score.shown)
        writer.member("replayed", match.score.replayed)
        writer.member("inputs", match.inputs.rawValue)
        writer.array("parts") { writer in
            for item in match.items {
                writer.object { writer in
                    writer.member("equal", item.isEqual)
                    writer.name("shown")
                    matches.write(matches.wording.reason(item.shown), &writer)
                    if !item.isEqual {
                        writer.name("replayed")
                        matches.write(matches.wording.reason(item.replayed), &writer)
                    }
                }
            }
        }
    }
}
