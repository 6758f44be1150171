import Foundation
import HTTP
import Matching
import Model

/// Writes matches with their reasons.
struct MatchForm {
    let wording: Wording
    private let parts = WrittenParts()

    init(wording: Wording) { self.wording = wording }

    func page(_ page: MatchPage, cursor: String?, _ writer: inout JSONWriter) {
        writer.object { writer in
            head(page.asOf, page.taxonomy, log: page.log, &writer)
            writer.member("total", page.total)
            writer.array("items") { writer in for match in page.items { write(match, &writer) } }
            writer.object("left_out") { writer in
                for (reason, count) in page.leftOut.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    writer.name(escaping: reason.code)
                    writer.value(count)
                }
            }
            writer.array("nearest") { writer in
                for (match, reason) in page.nearest {
                    writer.object { writer in
                        write(reason, "left_out", &writer)
                        writer.name("match")
                        write(match, &writer)
                    }
                }
            }
            writeWhatIf(page, &writer)
            writeAskNext(page, &writer)
            writer.member("next", cursor)
        }
    }

    func explanation(_ result: ExplainMatch.Result, _ writer: inout JSONWriter) {
        writer.object { writer in
            head(result.asOf, result.taxonomy, log: result.log, &writer)
            standing(result.standing, result.brokenRule, &writer)
            writer.array("to_confirm", result.toConfirm)
            writer.name("match")
            write(result.match, &writer)
            writeWhatIf(result, &writer)
        }
    }

    /// - Parameter log: by which staff can have it computed again; it is left out where there is none.
    func head(
        _ asOf: Date, _ taxonomy: String, weights: String = Wording.weights, log: UUID? = nil,
        _ writer: inout JSONWriter
    ) {
        writer.member("asOf", asOf.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        writer.member("weights", weights)
        writer.member("taxonomy", taxonomy)
        if let log { writer.member("log", log.uuidString.lowercased()) }
    }

    func standing(
        _ standing: ExplainMatch.Standing, _ rule: (version: Int, clause: String)?, _ writer: inout JSONWriter
    ) {
        writer.member("rank", standing.rank)
        writer.array("left_out") { writer in
            for reason in standing.leftOut {
                writer.object { writer in
                    writer.member("code", reason.code)
                    writer.member("text", wording.why(reason))
                    if reason == .notEligible, let rule {
                        writer.member("clause", rule.clause)
                        writer.member("version", rule.version)
                    }
                }
            }
        }
    }

    private func write(_ reason: LeftOut, _ name: StaticString, _ writer: inout JSONWriter) {
        writer.object(name) { writer in
            writer.member("code", reason.code)
            writer.member("text", wording.why(reason))
        }
    }

    func write(_ match: Match, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", match.kind.rawValue)
            writer.member("id", match.id.uuidString.lowercased())
            writer.name("card")
            write(match.card, &writer)
            figures(match.explanation, &writer)
            writeAskNext(match, &writer)
            writer.array("parts") { writer in
                parts.write(match.explanation, &writer) { write(wording.reason($0), &$1) }
            }
        }
    }

    func write(_ card: Card, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("headline", card.headline)
            writer.member("country", card.country)
            if let free = card.free { writer.member("free", free) }
            if let label = card.label { writer.member("label", label) }
            if let closesAt = card.closesAt { writer.member("closes_at", Instant.text(closesAt)) }
        }
    }

    func figures(_ explanation: Explanation, _ writer: inout JSONWriter) {
        writer.member("score", explanation.score)
        // Of 62,500, with one place, rounded to the nearest.
        writer.member("percent", (explanation.score * 1_000 + 31_250) / 62_500, places: 1)
        writer.member("fit", explanation.fit.map(Self.thousandths) ?? 0, places: 3)
        writer.member("evidence", Self.thousandths(explanation.evidence), places: 3)
    }

    private static func thousandths(_ share: Double) -> Int { Int((share * 1_000).rounded()) }

    /// - Parameter giver: of a panel, the member who answers; null where nobody does or there is no panel.
    func write(_ reason: Reason, by giver: UUID? = nil, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("factor", reason.factor)
            writer.member("asked", reason.asked)
            writer.member("weight", reason.weight)
            writer.member("value", reason.value)
            writer.member("points", reason.points)
            writer.member("found", reason.found)
            writer.member("how", reason.how)
            if let basis = reason.basis {
                writer.member("basis", basis.name)
                writer.member("credit", basis.credit * 4, places: 3)
            }
            if !reason.shares.isEmpty {
                writer.array("shares") { writer in
                    for share in reason.shares {
                        writer.object { writer in
                            writer.member("found", share.found)
                            writer.member("value", share.value)
                        }
                    }
                }
            }
            writer.member("text", reason.text)
            if let giver { writer.member("by", giver.uuidString.lowercased()) }
        }
    }
}
