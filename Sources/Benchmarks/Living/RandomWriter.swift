import Foundation
import Model
import Store

/// Somebody who changes what is matched, now this way and now that, as the service's role.
struct RandomWriter: Sendable {
    let store: Store
    let members: [Identifier<Member>]
    let mentors: [Identifier<Member>]
    let offers: [Identifier<Offer>]

    init(_ store: Store) async throws {
        self.store = store
        let contents = try await store.run(LoadIndex(scope: .all))
        members = contents.members.map(\.id)
        mentors = contents.mentors.map(\.id)
        offers = contents.offers.map(\.id)
        guard !members.isEmpty, !mentors.isEmpty, !offers.isEmpty else {
            throw Refusal(text: "there is nobody to change: Benchmarks fill makes people")
        }
    }

    /// Makes one change in a transaction that is under way: a member, a mentor or an offer says something else, somebody
    /// withdraws consent or gives it again.
    func change(_ dice: inout Dice, in transaction: StoreTransaction) throws(StoreError) {
        switch dice.roll(0..<10) {
        case 0:
            try WithdrawConsent(person: members[dice.roll(0..<members.count)], purpose: .match, at: .now).run(
                in: transaction)
        case 1:
            guard let language = try? LanguageTag("fr") else { return }
            let consent = Consent(purpose: .match, textVersion: "1", language: language, channel: .web)
            try GiveConsent(person: members[dice.roll(0..<members.count)], consent: consent, at: .now)
                .run(in: transaction)
        case 2..<6: try changeMember(members[dice.roll(0..<members.count)], in: transaction)
        case 6..<8:
            guard let stored = try ReadMentor(id: mentors[dice.roll(0..<mentors.count)]).run(in: transaction) else {
                return
            }
            var mentor = stored.value
            mentor.held = (mentor.held + 1) % (mentor.capacity + 1)
            try UpdateMentor(expected: stored.version, mentor: mentor).run(in: transaction)
        default:
            let id = offers[dice.roll(0..<offers.count)]
            guard let stored = try ReadOffer(id: id).run(in: transaction) else { return }
            var offer = stored.value
            offer.need.modes.formSymmetricDifference(.visit)
            try UpdateOffer(id: id, expected: stored.version, offer: offer).run(in: transaction)
        }
    }

    /// A member comes for visits, or no longer.
    func changeMember(_ id: Identifier<Member>, in transaction: StoreTransaction) throws(StoreError) {
        guard let stored = try ReadMember(id: id).run(in: transaction) else { return }
        var member = stored.value
        member.profile.modes.formSymmetricDifference(.visit)
        try UpdateMember(id: id, expected: stored.version, member: member).run(in: transaction)
    }
}
