/// The four kinds of things that are matched, by the names of their resources.
package enum Kind: String, Sendable, Hashable, CaseIterable {
    case members, mentors, ventures, offers

    package var isOfPersons: Bool { self == .members || self == .mentors }
}
