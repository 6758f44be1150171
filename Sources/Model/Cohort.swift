/// Ventures of a desk that get their mentors together, so that no good mentor goes to whoever came first.
package struct Cohort: Hashable, Sendable {
    package enum Status: String, Sendable, CaseIterable {
        case open, closed
    }

    package var desk: Identifier<Organisation>
    package var name: PlainText
    /// Of the desk or one below it, each once.
    package var ventures: [Identifier<Venture>]
    /// Those among whom the ventures' mentors are sought; null for all that the desk sees.
    package var mentors: [Identifier<Member>]?
    package var status: Status

    package init(
        desk: Identifier<Organisation>, name: PlainText, ventures: [Identifier<Venture>],
        mentors: [Identifier<Member>]? = nil, status: Status = .open
    ) {
        self.desk = desk
        self.name = name
        self.ventures = ventures
        self.mentors = mentors
        self.status = status
    }

    /// Throws the first rule that the cohort breaks.
    package func check() throws(Violation) {
        try Self.check(ventures, at: "/ventures", "venture")
        if let mentors { try Self.check(mentors, at: "/mentors", "mentor") }
    }

    private static func check<Entity>(
        _ ids: [Identifier<Entity>], at pointer: String, _ noun: String
    ) throws(Violation) {
        guard !ids.isEmpty else { throw Violation(.valueMissing, at: pointer, "name at least one \(noun)") }
        guard ids.count <= Limits.cohort else {
            throw Violation(.tooManyItems, at: pointer, "name at most \(Limits.cohort)")
        }
        var seen: Set<Identifier<Entity>> = []
        for (place, id) in ids.enumerated() where !seen.insert(id).inserted {
            throw Violation(.duplicateItem, at: "\(pointer)/\(place)", "name each \(noun) once")
        }
    }
}
