import HTTP
import Matching
import Model

/// How an introduction is written.
enum IntroductionForm {
    static func write(
        _ id: Identifier<Introduction>, _ one: Introduction, _ people: [Introduced]?, _ writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.member("id", id.description)
            writer.member("venture", one.venture.description)
            writer.member("mentor", one.mentor?.description)
            writer.member("desk", one.desk.description)
            writer.member("state", one.state.rawValue)
            writer.member("note", one.note)
            writer.member("reason", one.reason)
            writer.member("proposed_at", Instant.text(one.proposedAt))
            writer.member("expires_at", Instant.text(one.expiresAt))
            writer.member("mentor_accepted_at", one.mentorAcceptedAt.map(Instant.text))
            writer.member("venture_accepted_at", one.ventureAcceptedAt.map(Instant.text))
            writer.member("ended_at", one.endedAt.map(Instant.text))
            // That somebody withdrew a consent is nobody else's to know.
            writer.member("end_reason", one.endReason == "consent_withdrawn" ? nil : one.endReason)
            guard let people else { return }
            writer.array("people") { writer in
                for person in people {
                    writer.object { writer in
                        writer.member("member", person.person.description)
                        writer.member("side", person.isMentor ? "mentor" : "venture")
                        writer.member("name", person.name)
                        writer.member("lead", person.leads)
                        writer.member("email", person.email)
                        writer.member("phone", person.phone)
                    }
                }
            }
        }
    }
}
