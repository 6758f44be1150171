import Foundation
import Model
import Store

package typealias PersonRecord = PersonFile

/// Everything that is kept about a member, for the member.
package struct ExportMember: Sendable {
    package let id: Identifier<Member>

    package init(_ id: Identifier<Member>) { self.id = id }

    /// As many of what staff were shown, and of what was done, as one answer holds; the rest is read by pages.
    static let most = 1_000
    /// More than anybody has said.
    private static let all = 100_000

    package struct Everything: Sendable {
        package let member: Versioned<Member>
        package let mentor: Versioned<Mentor>?
        package let file: PersonRecord
        package let contests: [NumberedContest]
        package let applications: [NumberedApplication]
        /// The latest first.
        package let shown: [ShownMember]
        /// Where what was shown before goes on (``FindShown``); null where that is all.
        package let shownNext: UUID?
        /// The latest first.
        package let acts: [OwnAct]
        /// Where what was done before goes on (``FindActs``); null where that is all.
        package let actsNext: Int?
    }

    /// Throws ``MatchingError/notFound`` for anybody but the member.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Everything {
        guard caller.role == .member(id) else { throw .notFound }
        let id = id
        let shown = try await FindShown(of: id, limit: Self.most).run(in: service, as: caller)
        let acts = try await FindActs(of: id, limit: Self.most).run(in: service, as: caller)
        let everything = try await service.transaction(as: caller, readOnly: true) { transaction throws(StoreError) in
            guard let member = try ReadMember(id: id).run(in: transaction) else { throw .notFound }
            return Everything(
                member: member, mentor: try ReadMentor(id: id).run(in: transaction),
                file: try ReadPersonFile(person: id).run(in: transaction),
                contests: try ListContests(limit: Self.all).run(in: transaction),
                applications: try ListApplications(limit: Self.all).run(in: transaction), shown: shown.items,
                shownNext: shown.next, acts: acts.items, actsNext: acts.next)
        }
        try await service.record(RecordReading("export", of: id.uuid), as: caller)
        return everything
    }
}
