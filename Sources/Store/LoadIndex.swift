import Foundation
import Model
import Postgres

/// What the index holds of everybody and everything that can be matched, read as the role that matches.
package struct IndexContents: Sendable {
    package struct Member: Sendable {
        package let id: Identifier<Model.Member>
        package let profile: Profile
        package let residences: [Place]
        package let origins: [Person.Origin]
        package let isOpenMentor: Bool
    }

    package struct Mentor: Sendable {
        package let id: Identifier<Model.Member>
        package let profile: Profile
        package let residences: [Place]
        package let free: Int
        package let replyDays: Int?
        package let desks: [Identifier<Organisation>]
    }

    package struct Venture: Sendable {
        package let id: Identifier<Model.Venture>
        package let desk: Identifier<Organisation>
        package let country: String
        package let need: Need
    }

    package struct Offer: Sendable {
        package let id: Identifier<Model.Offer>
        package let country: String
        package let need: Need
        package let gives: Profile
        package let rules: [OfferRule]
        package let free: Int
        package let opensAt: Date
        package let closesAt: Date
    }

    package var members: [Member] = []
    package var mentors: [Mentor] = []
    package var ventures: [Venture] = []
    package var offers: [Offer] = []

    package init() {}
}

/// Which part of the index is read.
package enum IndexScope: Sendable {
    case all
    /// Some records by their identifiers, and those that some criteria belong to. A member and a mentor of one person
    /// have one identifier, and are read together.
    case some(people: Set<UUID>, ventures: Set<UUID>, offers: Set<UUID>, criteria: Set<UUID>)
}

/// Reads what is to be matched: live members and open mentors with a consent, incubated ventures, open offers.
package struct LoadIndex: Query {
    package static var role: StoreRole { .matcher }
    package static var isReadOnly: Bool { true }
    package let scope: IndexScope

    package init(scope: IndexScope) { self.scope = scope }

    package func run(in transaction: Transaction) throws(StoreError) -> IndexContents {
        let heads = try transaction.read { () throws(PostgresError) in try IndexHeads(scope, in: transaction) }
        let rules = try OfferRules.read(heads.chosenOffers(scope), in: transaction)
        return try transaction.read { () throws(PostgresError) in
            let parts = try CriteriaParts(of: heads.criteria(scope), withTexts: false, in: transaction)
            var contents = IndexContents()
            contents.members = heads.members.map { head in
                IndexContents.Member(
                    id: Identifier(head.id), profile: parts.profile(head.profile),
                    residences: heads.residences[head.id] ?? [], origins: heads.origins[head.id] ?? [],
                    isOpenMentor: head.isOpenMentor)
            }
            contents.mentors = heads.mentors.map { head in
                IndexContents.Mentor(
                    id: Identifier(head.id), profile: parts.profile(head.profile),
                    residences: heads.residences[head.id] ?? [], free: head.free, replyDays: head.replyDays,
                    desks: head.desks.map { Identifier($0) })
            }
            contents.ventures = heads.ventures.map { head in
                IndexContents.Venture(
                    id: Identifier(head.id), desk: Identifier(head.desk), country: head.country,
                    need: parts.need(head.need))
            }
            contents.offers = heads.offers.map { head in
                IndexContents.Offer(
                    id: Identifier(head.id), country: head.country, need: parts.need(head.need),
                    gives: parts.profile(head.gives), rules: rules[head.id] ?? [], free: head.free,
                    opensAt: head.opensAt, closesAt: head.closesAt)
            }
            return contents
        }
    }
}
