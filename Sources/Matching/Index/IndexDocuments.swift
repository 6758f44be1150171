import Foundation
import Model
import Ranking
import Store

/// The rows of the database as documents.
struct IndexDocuments: Sendable {
    var members: [Document] = []
    var mentors: [Document] = []
    var ventures: [NeedDocument] = []
    var offers: [NeedDocument] = []
}

extension Documents {
    func all(of contents: IndexContents) -> IndexDocuments {
        IndexDocuments(
            members: members(of: contents), mentors: mentors(of: contents), ventures: ventures(of: contents),
            offers: offers(of: contents))
    }

    func members(of contents: IndexContents) -> [Document] {
        contents.members.concurrentMap {
            member($0.id, $0.profile, residence: $0.residence, origins: $0.origins, alsoMentor: $0.isOpenMentor)
        }
    }

    func mentors(of contents: IndexContents) -> [Document] {
        contents.mentors.concurrentMap {
            mentor(
                $0.id, $0.profile, residence: $0.residence, free: $0.free, replyDays: $0.replyDays, desks: $0.desks)
        }
    }

    func ventures(of contents: IndexContents) -> [NeedDocument] {
        contents.ventures.concurrentMap { venture($0.id, $0.need, desk: $0.desk, country: $0.country) }
    }

    func offers(of contents: IndexContents) -> [NeedDocument] {
        contents.offers.concurrentMap {
            offer(
                $0.id, $0.need, gives: $0.gives, rules: $0.rules, free: $0.free, open: $0.opensAt...$0.closesAt,
                country: $0.country)
        }
    }
}

extension Snapshot {
    /// Puts the present state of changed records in the place of what there was of them.
    ///
    /// - Parameter changed: identifiers by the kind that the feed gives them; a record that is not among the documents is
    ///   no longer to be matched.
    mutating func apply(_ documents: IndexDocuments, changed: [String: Set<UUID>]) {
        let people = (changed["member"] ?? []).union(changed["mentor"] ?? [])
        members = members.applying(Self.changes(people, documents.members, by: \.identifier))
        mentors = mentors.applying(Self.changes(people, documents.mentors, by: \.identifier))
        ventures = ventures.applying(Self.changes(changed["venture"] ?? [], documents.ventures, by: \.identifier))
        offers = offers.applying(Self.changes(changed["offer"] ?? [], documents.offers, by: \.identifier))
    }

    private static func changes<Content: Sendable>(
        _ ids: Set<UUID>, _ present: [Content], by identifier: KeyPath<Content, UInt128>
    ) -> [Change<Content>] {
        let there = Set(present.map { $0[keyPath: identifier] })
        let gone = ids.map { Identifier<Member>($0).number }.filter { !there.contains($0) }
        return gone.map { .remove($0) } + present.map { .upsert($0) }
    }
}
