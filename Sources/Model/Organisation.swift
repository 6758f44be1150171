/// A ministry, region, desk, centre, employer, unit or association. They form a tree.
package struct Organisation: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case ministry, region, desk, centre, employer, unit, association
    }

    package enum Status: String, Sendable, CaseIterable {
        case active, closing, closed
    }

    package var parent: Identifier<Organisation>?
    package var kind: Kind
    /// The name by language, at least one.
    package var name: LocalizedText
    /// ISO 3166-1, and ISO 3166-2 where the organisation belongs to a region.
    package var place: Place
    /// A zone of the IANA database, such as `Africa/Casablanca`; the organisation's deadlines end by its clock.
    package var zone: String
    package var status: Status

    package init(
        parent: Identifier<Organisation>? = nil, kind: Kind, name: LocalizedText, place: Place, zone: String,
        status: Status = .active
    ) {
        self.parent = parent
        self.kind = kind
        self.name = name
        self.place = place
        self.zone = zone
        self.status = status
    }
}
