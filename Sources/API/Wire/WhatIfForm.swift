import HTTP
import Matching

/// Writes what would be if more were true of a profile.
extension MatchForm {
    func writeWhatIf(_ page: MatchPage, _ writer: inout JSONWriter) {
        guard let together = page.whatIf.first else { return }
        writer.object("what_if") { writer in
            write(together, wording.text(together), &writer)
            writer.array("alone") { writer in
                for whatIf in page.whatIf.dropFirst() {
                    writer.object { writer in head(whatIf, wording.text(whatIf), &writer) }
                }
            }
        }
    }

    /// The one question to ask who asks, with what its answer would change.
    func writeAskNext(_ page: MatchPage, _ writer: inout JSONWriter) {
        guard let next = page.askNext, let change = next.changes.first else { return }
        writer.object("ask_next") { writer in
            write(wording.question(about: change.supposed), &writer)
            writer.object("what_if") { writer in write(next, wording.text(next), &writer) }
        }
    }

    /// The one question to ask a match, with what its answer would change where that was asked for.
    func writeAskNext(_ match: Match, _ writer: inout JSONWriter) {
        let change = match.askNext?.changes.first?.supposed
        guard let subject = change ?? match.explanation.askNext?.asked else { return }
        writer.object("ask_next") { writer in
            write(wording.question(about: subject), &writer)
            guard let next = match.askNext, let move = next.moves.first else { return }
            writer.object("what_if") { writer in write(next, wording.text(next, of: move), &writer) }
        }
    }

    private func write(_ question: Question, _ writer: inout JSONWriter) {
        writer.member("factor", question.factor)
        writer.member("asked", question.asked)
        writer.member("text", question.text)
    }

    private func write(_ whatIf: WhatIf, _ text: String, _ writer: inout JSONWriter) {
        head(whatIf, text, &writer)
        writer.array("items") { writer in
            for move in whatIf.moves { writer.object { writer in write(move, &writer) } }
        }
    }

    func writeWhatIf(_ result: ExplainMatch.Result, _ writer: inout JSONWriter) {
        guard let together = result.supposed.first else { return }
        writer.object("what_if") { writer in
            write(together, &writer)
            writer.array("alone") { writer in
                for supposed in result.supposed.dropFirst() {
                    writer.object { writer in write(supposed, &writer) }
                }
            }
        }
    }

    private func write(_ supposed: ExplainMatch.Supposed, _ writer: inout JSONWriter) {
        for move in supposed.whatIf.moves {
            head(supposed.whatIf, wording.text(supposed.whatIf, of: move), &writer)
            factors(move, &writer)
        }
        standing(supposed.standing, nil, &writer)
        figures(supposed.standing.explanation, &writer)
    }

    /// What is supposed, as a question may give it again, and what it opens and closes.
    private func head(_ whatIf: WhatIf, _ text: String, _ writer: inout JSONWriter) {
        writer.array("suppose", whatIf.changes.map { wording.code($0.supposed) })
        writer.member("text", text)
        counts("opened", whatIf.opened, &writer)
        counts("closed", whatIf.closed, &writer)
    }

    private func counts(_ name: StaticString, _ counts: [Kind: Int], _ writer: inout JSONWriter) {
        writer.object(name) { writer in
            for (kind, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                writer.name(escaping: kind.rawValue)
                writer.value(count)
            }
        }
    }

    private func write(_ move: Move, _ writer: inout JSONWriter) {
        writer.member("kind", move.kind.rawValue)
        writer.member("id", move.id.uuidString.lowercased())
        if let card = move.card {
            writer.name("card")
            write(card, &writer)
        }
        writer.member("rank_before", move.placeBefore)
        writer.member("rank", move.placeAfter)
        writer.member("score_before", move.before.score)
        writer.member("score", move.after.score)
        factors(move, &writer)
        writer.member("text", wording.text(move))
    }

    private func factors(_ move: Move, _ writer: inout JSONWriter) {
        writer.array("factors") { writer in
            for change in move.factors {
                writer.object { writer in
                    writer.member("factor", change.factor.rawValue)
                    writer.member("points_before", change.before)
                    writer.member("points", change.after)
                }
            }
        }
    }
}
