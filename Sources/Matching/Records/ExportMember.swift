import Foundation
import Model
import Store

package typealias PersonRecord = PersonFile

/// Everything that is kept about a member, for the member.
package struct ExportMember: Sendable {
    package let id: Identifier<Member>

    package init(_ id: Identifier<Member>) { self.id = id }

    /// More than anybody has.
    private static let all = 100_000

    package struct Everything: Sendable {
        package let member: Versioned<Member>
        package let mentor: Versioned<Mentor>?
        package let file: PersonRecord
        package let contests: [NumberedContest]
        /// The latest first.
        package let shown: [ShownMember]
    }

    /// Throws ``MatchingError/notFound`` for anybody but the member.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Everything {
        guard caller.role == .member(id) else { throw .notFound }
        let id = id
        let shown = try await FindShown(of: id, limit: Self.all).run(in: service, as: caller).items
        let everything = try await service.transaction(as: caller, readOnly: true) { transaction throws(StoreError) in
            guard let member = try ReadMember(id: id).run(in: transaction) else { throw .notFound }
            return Everything(
                member: member, mentor: try ReadMentor(id: id).run(in: transaction),
                file: try ReadPersonFile(person: id).run(in: transaction),
                contests: try ListContests(limit: Self.all).run(in: transaction), shown: shown)
        }
        try await service.record(RecordReading("export", of: id.uuid), as: caller)
        return everything
    }
}
