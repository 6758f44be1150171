import Foundation
import HTTP
import Matching
import Model

extension Cohort: RecordForm {
    static func read(
        _ fields: inout Fields, _ criteria: CriteriaReader, replacing old: Cohort?
    ) -> (record: Cohort, details: NoDetails)? {
        let desk = fields.identifier("desk", of: Organisation.self)
        if desk == nil { fields.require("desk", "give the desk whose ventures they are") }
        let name = fields.text("name", limit: Limits.nameLength)
        if name == nil { fields.require("name", "give the cohort a name") }
        let ventures = fields.identifiers("ventures", of: Venture.self)
        // Left out, or null, it is all that the desk sees; an empty list is a mistake.
        let mentors = fields.value("mentors") == nil ? nil : fields.identifiers("mentors", of: Member.self)
        let status = fields.choice("status", Status.self)
        guard let desk, let name else { return nil }
        let cohort = Cohort(
            desk: desk, name: name, ventures: ventures, mentors: mentors, status: status ?? .open)
        return (cohort, NoDetails())
    }

    func write(_ access: Access, _ criteria: CriteriaWriter, _ writer: inout JSONWriter) {
        writer.member("desk", desk.description)
        writer.member("name", name.description)
        writer.array("ventures", ventures.map(\.description))
        if let mentors {
            writer.array("mentors", mentors.map(\.description))
        } else {
            writer.member("mentors", String?.none)
        }
        writer.member("status", status.rawValue)
    }
}

extension Fields {
    /// A list of identifiers; empty when absent.
    mutating func identifiers<Entity>(_ name: String, of entity: Entity.Type) -> [Identifier<Entity>] {
        texts(name) { (text: String) throws(Violation) in
            guard let id = Identifier<Entity>(text) else { throw Violation(.typeMismatch, "give a UUID") }
            return id
        }
    }
}
