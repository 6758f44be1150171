import Foundation
import Model
import Store

/// What an applicant or whoever made the offer says to an application. Saying the same twice changes nothing.
package struct AnswerApplication: Sendable {
    package let id: Identifier<Application>
    /// What is said; of a draft that is sent the rules are judged here.
    package let step: ChangeApplication.Step
    /// The languages of the caller, the best first.
    package let languages: [String]
    /// Whether it is not any more what the caller has read.
    package let isStale: @Sendable (ShownApplication) -> Bool

    package init(
        _ step: ChangeApplication.Step, to id: Identifier<Application>, in languages: [String],
        isStale: @escaping @Sendable (ShownApplication) -> Bool
    ) {
        self.id = id
        self.step = step
        self.languages = languages
        self.isStale = isStale
    }

    /// For how long at most a place waits to be accepted.
    package static let longestWait: TimeInterval = 90 * 86_400

    /// Throws ``MatchingError/notFound`` when there is none, or none that the caller may know of, and
    /// ``MatchingError/conflict(_:)`` where it does not stand where this can be said, or with `version_stale`.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> ShownApplication {
        let (id, said, isStale) = (id, step, isStale)
        let isPartner = caller.isPartner
        let refusal = try await service.transaction(as: caller) { transaction throws(StoreError) -> String? in
            // Asked before anything is locked: who may not know of it makes nobody wait.
            guard let known = try Self.read(id, in: transaction) else { throw .notFound }
            if case .submit = said { _ = try LockOffer(known.offer).run(in: transaction) }
            guard let at = try LockApplication(id).run(in: transaction),
                let now = try Self.read(id, in: transaction)
            else { throw .notFound }
            if said.isSaid(of: now) { return nil }
            if now.endedAt != nil { return said.refusal(of: now) }
            let applicant = isPartner ? try ReadApplicant(of: id).run(in: transaction) : nil
            let shown = ShownApplication(id: id, value: now, applicant: applicant, next: [])
            if isStale(shown) { throw .conflict("version_stale") }
            var step = said
            switch said {
            case .offer(let until) where !(at...at.addingTimeInterval(Self.longestWait)).contains(until):
                throw .invalid(Violation(.valueOutOfRange, at: "/respond_by", "give an instant of the next 90 days"))
            case .submit(let content, _):
                guard now.state == .draft, let member = now.member else { throw .conflict("application_not_open") }
                step = .submit(
                    content, ruleVersion: try content.judged(of: member, by: now.offer, at: at, in: transaction))
            default: break
            }
            try ChangeApplication(id, step).run(in: transaction)
            return nil
        }
        if refusal == nil { await service.store.notifyOfChange() }
        let shown = try await ReadApplication(id, in: languages).run(in: service, as: caller)
        // With what has ended goes which offers are open next, and no transaction tells that.
        if let refusal { throw .conflict(isStale(shown) ? "version_stale" : refusal) }
        return shown
    }

    private static func read(
        _ id: Identifier<Application>, in transaction: StoreTransaction
    ) throws(StoreError) -> Application? {
        try ListApplications(id: id.uuid, limit: 1).run(in: transaction).first?.value
    }
}

extension ChangeApplication.Step {
    /// What an application that has ended refuses this with.
    fileprivate func refusal(of ended: Application) -> String {
        switch self {
        case .accept: ended.endReason == "places_filled" ? "places_filled" : "application_not_offered"
        default: "application_not_open"
        }
    }

    /// Whether this is what was said already.
    fileprivate func isSaid(of application: Application) -> Bool {
        switch self {
        case .submit: application.state.isOpen && application.submittedAt != nil
        case .withdraw: application.state == .withdrawn
        case .accept: application.state == .accepted || application.state == .placed
        case .shortlist: application.state == .shortlisted
        case .interview: application.state == .interview
        case .offer(let until): application.state == .offered && application.respondBy == until
        case .reject(let reason): application.state == .rejected && application.endReason == reason.rawValue
        case .place: application.state == .placed
        }
    }
}
