/// A person of the diaspora, or back from it, who offers what they know.
package struct Member: Hashable, Sendable {
    package enum Status: String, Sendable, CaseIterable {
        case live, paused, retired
    }

    package var person: Person
    /// One line about what the member can do, shown to desks without a name.
    package var headline: PlainText?
    package var profile: Profile
    /// What the member looks for in offers; null when nothing was said.
    package var wish: Need?
    package var status: Status

    package init(person: Person, headline: PlainText?, profile: Profile, wish: Need?, status: Status = .live) {
        self.person = person
        self.headline = headline
        self.profile = profile
        self.wish = wish
        self.status = status
    }

    /// Throws the first rule that the member breaks on the given day.
    package func check(on today: PartialDate) throws(Violation) {
        try person.check(on: today)
        do { try profile.check() } catch { throw error.under("/profile") }
        if let wish { do { try wish.check() } catch { throw error.under("/wish") } }
    }
}
