import Foundation
import Matching
import Model
import Store

/// Somebody who changes what is matched, now this way and now that, as the owner of the tables.
struct RandomWriter: Sendable {
    let store: Store
    let members: [Identifier<Member>]
    let mentors: [Identifier<Member>]
    let offers: [Identifier<Offer>]

    /// - Parameter snapshot: whom there is to change.
    init(_ store: Store, _ snapshot: Snapshot) throws {
        self.store = store
        members = snapshot.members.documents.map { Identifier(number: $0.identifier) }
        mentors = snapshot.mentors.documents.map { Identifier(number: $0.identifier) }
        offers = snapshot.offers.documents.map { Identifier(number: $0.identifier) }
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
        case 2..<6: try changeMember(&dice, in: transaction)
        case 6..<8:
            guard let stored = try ReadMentor(id: mentors[dice.roll(0..<mentors.count)]).run(in: transaction) else {
                return
            }
            var mentor = stored.value
            mentor.capacity = (mentor.capacity + 1) % 4
            try UpdateMentor(stored, to: mentor).run(in: transaction)
        default:
            let id = offers[dice.roll(0..<offers.count)]
            guard let stored = try ReadOffer(id: id).run(in: transaction) else { return }
            var offer = stored.value
            offer.need.modes.formSymmetricDifference(.visit)
            try UpdateOffer(stored, to: offer).run(in: transaction)
        }
    }

    /// Some member comes for visits, or no longer, or knows more of something.
    func changeMember(_ dice: inout Dice, in transaction: StoreTransaction) throws(StoreError) {
        let id = members[dice.roll(0..<members.count)]
        guard let stored = try ReadMember(id: id).run(in: transaction) else { return }
        var member = stored.value
        if dice.chance(50), !member.profile.skills.isEmpty {
            let skill = dice.roll(0..<member.profile.skills.count)
            let level = member.profile.skills[skill].level?.rawValue ?? 0
            member.profile.skills[skill].level = SkillLevel(rawValue: level % 4 + 1)
        } else {
            member.profile.modes.formSymmetricDifference(.visit)
        }
        try UpdateMember(stored, to: member).run(in: transaction)
    }
}
