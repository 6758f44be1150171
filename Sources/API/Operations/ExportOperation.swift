import HTTP
import Matching
import Model

extension Operation {
    static let exportMember = Operation(
        line: "GET /v1/members/{id}/export", name: "exportMember",
        summary: "Everything that is kept about oneself; as a page to read where `Accept` asks for text/html first",
        answer: (.ok, "PersonExport"), isForReading: true
    ) { call, _ throws(APIError) in
        let id = Identifier<Member>(try call.id())
        let everything = try await call.matching { () throws(MatchingError) in
            try await ExportMember(id).run(in: call.service, as: call.caller)
        }
        let wording = try call.wording()
        let shownNext = everything.shownNext.map { call.cursors(of: "shown \(id)").text($0) }
        let actsNext = everything.actsNext.map { call.cursors(of: "acts \(id)").text($0) }
        let form = ContestForm(matches: MatchForm(wording: wording))
        guard let rest = try? JSONValue(parsing: Array(everything.file.rest.utf8)) else {
            throw APIError(.internalError)
        }
        let bytes = JSONWriter.bytes(capacity: 4_096) { writer in
            writer.object { writer in
                writer.name("member")
                writer.value(verbatim: Member.bytes(everything.member, .whole, wording))
                if let mentor = everything.mentor {
                    writer.name("mentor")
                    writer.value(verbatim: Mentor.bytes(mentor, .change, wording))
                }
                writer.object("contact") { writer in
                    for (kind, value) in everything.file.contact.sorted(by: { $0.key < $1.key }) {
                        writer.name(escaping: kind)
                        writer.value(value)
                    }
                }
                writer.array("consents") { writer in
                    for given in everything.file.consents {
                        writer.object { writer in
                            writer.member("purpose", given.consent.purpose.rawValue)
                            writer.member("text_version", given.consent.textVersion)
                            writer.member("language", given.consent.language.description)
                            writer.member("channel", given.consent.channel.rawValue)
                            writer.member("organisation", given.consent.organisation?.description)
                            writer.member("until", given.consent.until.map(Instant.text))
                            writer.member("given_at", Instant.text(given.at))
                            writer.member("withdrawn_at", given.withdrawnAt.map(Instant.text))
                        }
                    }
                }
                writer.array("founded", everything.file.founded.map(\.description))
                writer.array("shown") { writer in for shown in everything.shown { form.write(shown, &writer) } }
                writer.member("shown_next", shownNext)
                writer.array("acts") { writer in for act in everything.acts { act.write(to: &writer) } }
                writer.member("acts_next", actsNext)
                writer.array("contests") { writer in
                    for contest in everything.contests { ContestForm.write(contest, for: call.caller, &writer) }
                }
                writer.array("applications") { writer in
                    for one in everything.applications { ApplicationForm.write(one.id, one.value, &writer) }
                }
                for member in rest.object?.members ?? [] {
                    writer.name(escaping: member.name)
                    writer.value(member.value)
                }
            }
        }
        return try call.readable(
            call.answer(.ok, bytes),
            going: ["shown_next": "/v1/members/\(id)/shown", "acts_next": "/v1/members/\(id)/acts"])
    }

    static let readActs = Operation(
        line: "GET /v1/members/{id}/acts", name: "readActs",
        summary: "Who read or changed what is kept about oneself, the latest first, by role and without values",
        parameters: Operation.pageParameters, answer: (.ok, "ActPage"), errors: [.cursorInvalid], isForReading: true
    ) { call, parameters throws(APIError) in
        let id = Identifier<Member>(try call.id())
        let cursors = call.cursors(of: "acts \(id)")
        let find = FindActs(of: id, after: try cursors.number(parameters["cursor"]), limit: try parameters.limit())
        let page = try await call.matching { () throws(MatchingError) in
            try await find.run(in: call.service, as: call.caller)
        }
        return try call.readable(
            call.page(page.items, next: page.next.map { cursors.text($0) }) { $0.write(to: &$1) },
            going: ["next": "/v1/members/\(id)/acts"])
    }
}

extension OwnAct {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("at", Instant.text(at))
            writer.member("act", act)
            writer.member("kind", kind)
            writer.member("role", role)
            writer.array("fields", fields)
            writer.member("operation", operation)
        }
    }
}
