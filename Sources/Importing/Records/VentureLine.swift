import Model

/// A line about a venture.
enum VentureLine {
    static let columns =
        ["id", "desk", "name", "stage", "collective", "mentors_wanted", "founders", "status"] + Lines.needColumns()

    static func read(_ lines: inout Lines) -> Venture? {
        lines.require("desk", "give the desk that accompanies the venture, as a UUID")
        lines.require("name", "give the venture a name")
        lines.require("stage", "give how far the venture has come")
        let desk = lines.value("desk") { lines, text throws(Violation) in try lines.organisation(text) }
        let name = lines.text("name", limit: Limits.nameLength)
        let stage = lines.choice("stage", Venture.Stage.self)
        let collective = lines.flag("collective")
        let mentorsWanted = lines.integer("mentors_wanted", in: Limits.mentorsWanted)
        let need = lines.need()
        let founders = lines.values("founders") { lines, text throws(Violation) in try founder(text, &lines) }
        let status = lines.choice("status", Venture.Status.self)
        guard let desk, let name, let stage else { return nil }
        let venture = Venture(
            desk: desk, name: name, stage: stage, collective: collective ?? false, mentorsWanted: mentorsWanted ?? 1,
            need: need, founders: founders, status: status ?? .incubated)
        lines.check { () throws(Violation) in try venture.check() }
        return venture
    }

    /// `UUID`, or `UUID:lead`.
    private static func founder(_ text: String, _ lines: inout Lines) throws(Violation) -> Venture.Founder {
        let parts = try Lines.cut(text, upTo: 2)
        guard parts[1].isEmpty || parts[1] == "lead" else {
            throw Violation(.typeMismatch, "give lead after the colon, or nothing")
        }
        return Venture.Founder(person: try lines.member(parts[0]), lead: parts[1] == "lead")
    }
}
