import Foundation
import Model
import Postgres

/// What the index holds of everybody and everything that can be matched, read as the role that matches.
package struct IndexContents: Sendable {
    package struct Member: Sendable {
        package let id: Identifier<Model.Member>
        package let profile: Profile
        /// ISO 3166-1 of the main residence, null where none is told.
        package let residence: String?
        package let origins: [Person.Origin]
        package let isOpenMentor: Bool
    }

    package struct Mentor: Sendable {
        package let id: Identifier<Model.Member>
        package let profile: Profile
        /// ISO 3166-1 of the main residence, null where none is told.
        package let residence: String?
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

    package let members: Made<Member>
    package let mentors: Made<Mentor>
    package let ventures: Made<Venture>
    package let offers: Made<Offer>

    /// Records that are put together each time when they are read: a million of them at once would be in the way.
    package struct Made<Record>: RandomAccessCollection, Sendable {
        package let endIndex: Int
        package var startIndex: Int { 0 }
        private let make: @Sendable (Int) -> Record

        fileprivate init(_ count: Int, _ make: @escaping @Sendable (Int) -> Record) {
            endIndex = count
            self.make = make
        }

        package subscript(position: Int) -> Record { make(position) }
    }

    /// Nothing.
    package init() { self.init(IndexHeads(), nil) }

    init(_ heads: IndexHeads, _ parts: CriteriaParts?) {
        // Looked up in their order at once, which is quicker than one here and one there.
        func numbers(_ ids: some Sequence<UUID>) -> [Int32?] {
            var finder = parts.map { RowFinder($0.numbers) }
            return ids.map { finder?.number(of: $0) }
        }
        let need = { @Sendable (number: Int32?) in number.flatMap { parts?.need($0) } ?? Need() }
        let profile = { @Sendable (number: Int32?) in number.flatMap { parts?.profile($0) } ?? Profile() }
        let memberProfiles = numbers(heads.members.lazy.map { $0.profile })
        members = Made(heads.members.count) { place in
            let head = heads.members[place]
            return Member(
                id: Identifier(head.id), profile: profile(memberProfiles[place]),
                residence: heads.residence(of: head.person), origins: heads.origins(of: head.person),
                isOpenMentor: head.isOpenMentor)
        }
        let mentorProfiles = numbers(heads.mentors.lazy.map { $0.profile })
        mentors = Made(heads.mentors.count) { place in
            let head = heads.mentors[place]
            return Mentor(
                id: Identifier(head.id), profile: profile(mentorProfiles[place]),
                residence: heads.residence(of: head.person), free: head.free, replyDays: head.replyDays,
                desks: head.desks.map { Identifier($0) })
        }
        let ventureNeeds = numbers(heads.ventures.lazy.map { $0.need })
        ventures = Made(heads.ventures.count) { place in
            let head = heads.ventures[place]
            return Venture(
                id: Identifier(head.id), desk: Identifier(head.desk), country: head.country,
                need: need(ventureNeeds[place]))
        }
        let (offerNeeds, gifts) = (
            numbers(heads.offers.lazy.map { $0.need }), numbers(heads.offers.lazy.map { $0.gives })
        )
        offers = Made(heads.offers.count) { place in
            let head = heads.offers[place]
            return Offer(
                id: Identifier(head.id), country: head.country, need: need(offerNeeds[place]),
                gives: profile(gifts[place]), rules: heads.rules[head.id] ?? [], free: head.free,
                opensAt: head.opensAt, closesAt: head.closesAt)
        }
    }
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
    package static var role: StoreRole? { .matcher }
    package static var isReadOnly: Bool { true }
    package let scope: IndexScope

    package init(scope: IndexScope) { self.scope = scope }

    package func run(in transaction: Transaction) throws(StoreError) -> IndexContents {
        let heads = try IndexHeads(scope, in: transaction)
        return try transaction.read { () throws(PostgresError) in
            IndexContents(heads, try CriteriaParts(of: heads.criteria(scope), withTexts: false, in: transaction))
        }
    }
}
