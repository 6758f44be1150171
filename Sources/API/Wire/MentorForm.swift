import Foundation
import HTTP
import Matching
import Model

extension Mentor: RecordForm {
    static func read(
        _ fields: inout Fields, _ criteria: CriteriaReader, replacing old: Mentor?
    ) -> (record: Mentor, details: NoDetails)? {
        let member = fields.identifier("member", of: Member.self)
        if member == nil { fields.require("member", "give the member who mentors") }
        let headline = fields.text("headline", limit: Limits.headlineLength)
        let profile = fields.value("profile").map { criteria.profile($0, at: "/profile", fields.complaints) }
        var total: Int?
        if var capacity = fields.nested("capacity") {
            capacity.readOnly("held", (old?.held).map(JSONValue.integer))
            capacity.readOnly("free", (old?.free).map(JSONValue.integer))
            total = capacity.integer("total", in: Limits.capacity)
            if total == nil { capacity.require("total", "give for how many ventures at once") }
            capacity.end()
        } else {
            fields.require("capacity", "give {\"total\": how many ventures at once}")
        }
        let replyDays = fields.integer("reply_days", in: Limits.replyDays)
        let desks = fields.texts("desks", most: Limits.places) { (text: String) throws(Violation) in
            guard let id = Identifier<Organisation>(text) else { throw Violation(.typeMismatch, "give a UUID") }
            return id
        }
        let status = fields.choice("status", Status.self)
        guard let member, let total else { return nil }
        let mentor = Mentor(
            member: member, headline: headline, profile: profile ?? Profile(), capacity: total, held: old?.held ?? 0,
            replyDays: replyDays, desks: desks, status: status ?? .offered)
        return (mentor, NoDetails())
    }

    func write(_ access: Access, _ criteria: CriteriaWriter, _ writer: inout JSONWriter) {
        writer.member("member", member.description)
        writer.member("headline", headline?.description)
        writer.name("profile")
        criteria.write(profile, words: access >= .change, &writer)
        writer.object("capacity") { writer in
            writer.member("total", capacity)
            writer.member("held", held)
            writer.member("free", free)
        }
        writer.member("reply_days", replyDays)
        writer.array("desks", desks.map(\.description))
        writer.member("status", status.rawValue)
    }
}
