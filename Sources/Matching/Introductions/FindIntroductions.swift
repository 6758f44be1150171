import Foundation
import Model
import Store

/// An introduction with whom it leads to.
package struct ShownIntroduction: Sendable {
    package let id: Identifier<Introduction>
    package let value: Introduction
    /// Who is on the other side, as far as the caller may know.
    package let people: [IntroducedPerson]
}

/// The introductions of one's desks, or of oneself as a mentor or a founder, the latest first.
package struct FindIntroductions: Sendable {
    package let state: Introduction.State?
    package let after: UUID?
    /// 1 to 100.
    package let limit: Int

    package init(in state: Introduction.State? = nil, after: UUID? = nil, limit: Int = 20) {
        self.state = state
        self.after = after
        self.limit = limit
    }

    package func run(
        in service: Service, as caller: Caller
    ) async throws(MatchingError) -> (items: [(id: Identifier<Introduction>, value: Introduction)], next: UUID?) {
        let found = try await service.run(
            ListIntroductions(state: state, after: after, limit: limit + 1), as: caller)
        return (Array(found.prefix(limit)), found.count > limit ? found[limit - 1].id.uuid : nil)
    }
}

/// One introduction, with the names and addresses that it opens; that somebody was shown an address is audited.
package struct ReadIntroduction: Sendable {
    package let id: Identifier<Introduction>

    package init(_ id: Identifier<Introduction>) { self.id = id }

    /// Throws ``MatchingError/notFound`` when there is none, or none that the caller may know of.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> ShownIntroduction {
        let id = id
        let shown = try await service.transaction(as: caller, readOnly: true) {
            transaction throws(StoreError) -> ShownIntroduction? in
            guard let (id, value) = try ListIntroductions(id: id.uuid, limit: 1).run(in: transaction).first else {
                return nil
            }
            return ShownIntroduction(id: id, value: value, people: try ReadIntroduced(by: id).run(in: transaction))
        }
        guard let shown else { throw .notFound }
        for person in shown.people where person.email != nil || person.phone != nil {
            try await service.record(RecordReading("contact", of: person.person.uuid), as: caller)
        }
        return shown
    }
}
