/// A member who accompanies ventures, vetted by a desk.
package struct Mentor: Hashable, Sendable {
    package enum Status: String, Sendable, CaseIterable {
        /// Offered to mentor and not yet vetted.
        case offered
        /// Vetted and open to proposals.
        case open
        case paused, dormant, retired

        /// Whether a desk has vetted who is so. Retiring ends it, so that coming back needs a desk again.
        package var isVetted: Bool {
            switch self {
            case .open, .paused, .dormant: true
            case .offered, .retired: false
            }
        }
    }

    /// The member who mentors.
    package var member: Identifier<Member>
    package var headline: PlainText?
    package var profile: Profile
    /// How many ventures at once.
    package var capacity: Int
    /// How many now. It may exceed a capacity that was lowered: nobody is dropped.
    package var held: Int
    /// Within how many days the mentor answers; null when nobody said.
    package var replyDays: Int?
    /// The desks that the mentor works with; empty means any.
    package var desks: [Identifier<Organisation>]
    /// Whether the mentor in person said which. A desk that nobody else named counts while the person shares with it.
    package var isNamedInPerson = false
    package var status: Status

    package init(
        member: Identifier<Member>, headline: PlainText?, profile: Profile, capacity: Int, held: Int = 0,
        replyDays: Int? = nil, desks: [Identifier<Organisation>] = [], status: Status = .offered
    ) {
        self.member = member
        self.headline = headline
        self.profile = profile
        self.capacity = capacity
        self.held = held
        self.replyDays = replyDays
        self.desks = desks
        self.status = status
    }

    /// Places that can be taken now, never below zero.
    package var free: Int { max(0, capacity - held) }

    /// Throws the first rule that the mentor breaks.
    package func check() throws(Violation) {
        do { try profile.check() } catch { throw error.under("/profile") }
        guard Limits.capacity.contains(capacity) else {
            throw Violation(.valueOutOfRange, at: "/capacity", "give 0 to \(Limits.capacity.upperBound)")
        }
        guard (0...99).contains(held) else { throw Violation(.valueOutOfRange, at: "/held", "give 0 to 99") }
        if let replyDays, !Limits.replyDays.contains(replyDays) {
            throw Violation(.valueOutOfRange, at: "/reply_days", "give 1 to \(Limits.replyDays.upperBound)")
        }
        guard desks.count <= Limits.places else {
            throw Violation(.tooManyItems, at: "/desks", "give at most \(Limits.places)")
        }
    }
}
