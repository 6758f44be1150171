/// An enterprise in the making that a desk accompanies, with what it needs from a mentor.
package struct Venture: Hashable, Sendable {
    package enum Status: String, Sendable, CaseIterable {
        case draft, incubated, graduated, dormant, closed
    }

    package enum Stage: String, Sendable, CaseIterable {
        case idea, prototype, launched, growing
    }

    /// A person who founds the venture, in it from a beginning.
    package struct Founder: Hashable, Sendable {
        package var person: Identifier<Member>
        package var lead: Bool

        package init(person: Identifier<Member>, lead: Bool) {
            self.person = person
            self.lead = lead
        }
    }

    package var desk: Identifier<Organisation>
    package var name: PlainText
    package var stage: Stage
    package var collective: Bool
    package var mentorsWanted: Int
    /// The diagnosis: what the venture needs.
    package var need: Need
    package var founders: [Founder]
    package var status: Status

    package init(
        desk: Identifier<Organisation>, name: PlainText, stage: Stage, collective: Bool = false, mentorsWanted: Int = 1,
        need: Need, founders: [Founder] = [], status: Status = .incubated
    ) {
        self.desk = desk
        self.name = name
        self.stage = stage
        self.collective = collective
        self.mentorsWanted = mentorsWanted
        self.need = need
        self.founders = founders
        self.status = status
    }

    /// Throws the first rule that the venture breaks.
    package func check() throws(Violation) {
        do { try need.check() } catch { throw error.under("/need") }
        guard Limits.mentorsWanted.contains(mentorsWanted) else {
            throw Violation(.valueOutOfRange, at: "/mentors_wanted", "give 1 to 3")
        }
        guard founders.count <= Limits.founders else {
            throw Violation(.tooManyItems, at: "/founders", "name at most \(Limits.founders)")
        }
        guard founders.isEmpty || founders.filter(\.lead).count == 1 else {
            throw Violation(.valueOutOfRange, at: "/founders", "name exactly one lead among the founders")
        }
        guard Set(founders.map(\.person)).count == founders.count else {
            throw Violation(.duplicateItem, at: "/founders", "give each founder once")
        }
    }
}
