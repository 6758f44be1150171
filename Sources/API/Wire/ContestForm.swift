import Foundation
import HTTP
import Matching
import Model

/// Writes contests, and what staff were shown of who contests.
struct ContestForm {
    let matches: MatchForm

    /// - Parameter reader: who made an offer knows an applicant by what is shared, and nobody else by a number.
    static func write(_ numbered: NumberedContest, for reader: Caller, _ writer: inout JSONWriter) {
        let contest = numbered.contest
        writer.object { writer in
            writer.member("id", numbered.id.description)
            writer.member("member", reader.isPartner ? nil : contest.person.description)
            switch contest.about {
            case .shown(let log): writer.member("log", log.uuidString.lowercased())
            case .offer(let offer): writer.member("offer", offer.description)
            case .absence(let application): writer.member("application", application.description)
            }
            writer.member("organisation", contest.organisation?.description)
            writer.member("text", contest.text)
            writer.member("at", Instant.text(contest.at))
            writer.member("outcome", contest.answer?.outcome.rawValue)
            writer.member("reason", contest.answer?.reason)
            writer.member("answered_at", contest.answer.map { Instant.text($0.at) })
        }
    }

    func write(_ shown: ShownMember, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("log", shown.log.uuidString.lowercased())
            writer.member("at", Instant.text(shown.at))
            writer.member("organisation", shown.organisation?.uuidString.lowercased())
            writer.member("as", shown.isSubject ? "subject" : "match")
            writer.member("weights", shown.weights)
            writer.member("taxonomy", shown.taxonomy)
            writer.array("matches") { writer in
                for explanation in shown.explanations {
                    writer.object { writer in
                        matches.figures(explanation, &writer)
                        writer.array("parts") { writer in
                            for reason in matches.wording.reasons(explanation) { matches.write(reason, &writer) }
                        }
                    }
                }
            }
        }
    }
}
