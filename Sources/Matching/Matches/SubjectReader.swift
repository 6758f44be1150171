import Foundation
import Model
import Ranking
import Scoring
import Store

/// Reads for whom or what matches are sought, if the caller may know of it.
struct SubjectReader: Sendable {
    let service: Service
    let caller: Caller
    let snapshot: Snapshot

    func side(of subject: MatchSubject) async throws(MatchingError) -> Side {
        switch subject {
        // A need of a venture or at a counter asks mentors and members the same, so that they stand in one list.
        case .need(let need): return .need(need, ofMentors: true, in: snapshot.taxonomy, snapshot.shapes)
        case .profile(let profile, let wish, let origins):
            return .asker(profile, origins: origins, wish: wish, in: snapshot.taxonomy)
        case .venture(let id):
            guard let venture = try await service.run(ReadVenture(id: id), as: caller)?.value,
                caller.access(to: venture) != .hidden
            else { throw .notFound }
            let founders = Set(venture.founders.map(\.person.number))
            return .need(venture.need, excluding: founders, ofMentors: true, in: snapshot.taxonomy, snapshot.shapes)
        case .offer(let id):
            guard let offer = try await service.run(ReadOffer(id: id), as: caller)?.value,
                caller.access(to: offer) != .hidden
            else { throw .notFound }
            return .need(offer.need, ofMentors: false, in: snapshot.taxonomy, snapshot.shapes)
        case .member(let id): return try await member(id)
        case .mentor(let id): return try await mentor(id)
        }
    }

    private func member(_ id: Identifier<Member>) async throws(MatchingError) -> Side {
        let read = try await service.transaction(as: caller, readOnly: true) { transaction throws(StoreError) in
            (
                member: try ReadMember(id: id).run(in: transaction)?.value,
                consents: try ReadConsents(person: id).run(in: transaction),
                founded: try VenturesFoundedBy(person: id).run(in: transaction)
            )
        }
        guard let member = read.member,
            case let access = caller.access(toMember: id, consents: read.consents, status: member.status),
            access != .hidden
        else { throw .notFound }
        return .asker(
            member.profile, residence: member.person.countryOfResidence, origins: member.person.origins,
            // What somebody wishes for is on no card.
            wish: access >= .whole ? member.wish : nil, excluding: Set(read.founded.map(\.number)),
            in: snapshot.taxonomy)
    }

    private func mentor(_ id: Identifier<Member>) async throws(MatchingError) -> Side {
        let read = try await service.transaction(as: caller, readOnly: true) { transaction throws(StoreError) in
            (
                mentor: try ReadMentor(id: id).run(in: transaction)?.value,
                person: try ReadMember(id: id).run(in: transaction)?.value.person,
                founded: try VenturesFoundedBy(person: id).run(in: transaction)
            )
        }
        guard let mentor = read.mentor, let person = read.person, caller.access(to: mentor) != .hidden else {
            throw .notFound
        }
        return .asker(
            mentor.profile, residence: person.countryOfResidence, replyDays: mentor.replyDays, origins: person.origins,
            excluding: Set(read.founded.map(\.number)), in: snapshot.taxonomy)
    }
}
