import Foundation
import Model
import Store

/// An application with what it shows.
package struct ShownApplication: Sendable {
    package let id: Identifier<Application>
    package let value: Application
    /// What the applicant shows whoever made the offer, as JSON; null where that is nothing.
    package let applicant: String?
    /// For the applicant whose application has ended: the offers that suit best of those not applied to.
    package let next: [Match]
}

package typealias NumberedApplication = (id: Identifier<Application>, value: Application)

/// The applications to one's offers, of members who share with one's desks, or of oneself, the latest first.
package struct FindApplications: Sendable {
    package let offer: Identifier<Offer>?
    package let state: Application.State?
    package let after: UUID?
    /// 1 to 100.
    package let limit: Int

    package init(
        to offer: Identifier<Offer>? = nil, in state: Application.State? = nil, after: UUID? = nil, limit: Int = 20
    ) {
        self.offer = offer
        self.state = state
        self.after = after
        self.limit = limit
    }

    package func run(
        in service: Service, as caller: Caller
    ) async throws(MatchingError) -> (items: [NumberedApplication], next: UUID?) {
        let found = try await service.run(
            ListApplications(offer: offer?.uuid, state: state, after: after, limit: limit + 1), as: caller)
        return (Array(found.prefix(limit)), found.count > limit ? found[limit - 1].id.uuid : nil)
    }
}

/// One application, with what it shows; that somebody was shown it is audited.
package struct ReadApplication: Sendable {
    package let id: Identifier<Application>
    /// The languages of the caller, the best first.
    package let languages: [String]

    package init(_ id: Identifier<Application>, in languages: [String]) {
        self.id = id
        self.languages = languages
    }

    /// How many other offers are named to whom an application has ended for.
    static let nextOffers = 3

    /// Throws ``MatchingError/notFound`` when there is none, or none that the caller may know of.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> ShownApplication {
        let (id, isPartner) = (id, caller.isPartner)
        let read = try await service.transaction(as: caller, readOnly: true) { transaction throws(StoreError) in
            (
                found: try ListApplications(id: id.uuid, limit: 1).run(in: transaction).first?.value,
                applicant: isPartner ? try ReadApplicant(of: id).run(in: transaction) : nil
            )
        }
        guard let value = read.found else { throw .notFound }
        if read.applicant != nil, let member = value.member {
            try await service.record(RecordReading("application", of: member.uuid), as: caller)
        }
        return ShownApplication(
            id: id, value: value, applicant: read.applicant, next: try await next(after: value, service, caller))
    }

    private func next(
        after ended: Application, _ service: Service, _ caller: Caller
    ) async throws(MatchingError) -> [Match] {
        guard case .member(let member) = caller.role, ended.endedAt != nil else { return [] }
        let applied = Set(try await service.run(FindAppliedTo(), as: caller))
        var found: [Match] = []
        var after: MatchPosition?
        do {
            repeat {
                let page = try await FindMatches(
                    subject: .member(member), seek: [.offers], after: after, at: service.now(), languages: languages
                ).run(in: service, as: caller)
                found += page.items.filter { !applied.contains($0.id) }
                after = page.next
            } while found.count < Self.nextOffers && after != nil
        } catch .loading {
            return []
        }
        return Array(found.prefix(Self.nextOffers))
    }
}
