import Foundation
import HTTP
import Matching
import Model

extension Venture: RecordForm {
    static func read(
        _ fields: inout Fields, _ criteria: CriteriaReader, replacing old: Venture?
    ) -> (record: Venture, details: NoDetails)? {
        let desk = fields.identifier("desk", of: Organisation.self)
        if desk == nil { fields.require("desk", "give the desk that accompanies the venture") }
        let name = fields.text("name", limit: Limits.nameLength)
        if name == nil { fields.require("name", "give the venture a name") }
        let stage = fields.choice("stage", Stage.self)
        let collective = fields.bool("collective")
        let mentorsWanted = fields.integer("mentors_wanted", in: Limits.mentorsWanted)
        let need = fields.value("need").map { criteria.need($0, at: "/need", fields.complaints) }
        let founders = fields.list("founders").compactMap { place, value -> Founder? in
            guard var founder = Fields(value, at: place, fields.complaints) else { return nil }
            defer { founder.end() }
            let person = founder.identifier("member", of: Member.self)
            if person == nil { founder.require("member", "give the member who founds") }
            let lead = founder.bool("lead") ?? false
            return person.map { Founder(person: $0, lead: lead) }
        }
        let status = fields.choice("status", Status.self)
        guard let desk, let name else { return nil }
        let venture = Venture(
            desk: desk, name: name, stage: stage ?? .idea, collective: collective ?? false,
            mentorsWanted: mentorsWanted ?? 1, need: need ?? Need(), founders: founders, status: status ?? .incubated)
        return (venture, NoDetails())
    }

    func write(_ access: Access, _ criteria: CriteriaWriter, _ writer: inout JSONWriter) {
        writer.member("desk", desk.description)
        writer.member("name", name.description)
        writer.member("stage", stage.rawValue)
        writer.member("collective", collective)
        writer.member("mentors_wanted", mentorsWanted)
        writer.name("need")
        criteria.write(need, &writer)
        writer.array("founders") { writer in
            for founder in founders {
                writer.object { writer in
                    writer.member("member", founder.person.description)
                    writer.member("lead", founder.lead)
                }
            }
        }
        writer.member("status", status.rawValue)
    }
}
