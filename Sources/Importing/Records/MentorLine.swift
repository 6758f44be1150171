import Model

/// A line about a mentor. Its desks count while the person shares with them, since no mentor has named them in person.
enum MentorLine {
    static let columns = ["member", "headline", "capacity", "reply_days", "desks", "status"] + Lines.profileColumns()

    static func read(_ lines: inout Lines) -> Mentor? {
        lines.require("member", "give the member who mentors, as a UUID")
        lines.require("capacity", "give how many ventures at once")
        let member = lines.value("member") { lines, text throws(Violation) in try lines.member(text) }
        // A mentor has the identifier of the member, so that one member mentors once.
        if let member { lines.claim(member.uuid, "member") }
        let headline = lines.text("headline", limit: Limits.headlineLength)
        let profile = lines.profile()
        let capacity = lines.integer("capacity", in: Limits.capacity)
        let replyDays = lines.integer("reply_days", in: Limits.replyDays)
        let desks = lines.values("desks") { lines, text throws(Violation) in try lines.organisation(text) }
        let status = lines.choice("status", Mentor.Status.self)
        guard let member, let capacity else { return nil }
        let mentor = Mentor(
            member: member, headline: headline, profile: profile, capacity: capacity, replyDays: replyDays,
            desks: desks, status: status ?? .offered)
        lines.check { () throws(Violation) in try mentor.check() }
        return mentor
    }
}
