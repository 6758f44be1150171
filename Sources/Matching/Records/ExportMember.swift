import Foundation
import Model
import Store

package typealias PersonRecord = PersonFile

/// Everything that is kept about a member, for the member.
package struct ExportMember: Sendable {
    package let id: Identifier<Member>

    package init(_ id: Identifier<Member>) { self.id = id }

    package struct Everything: Sendable {
        package let member: Versioned<Member>
        package let mentor: Versioned<Mentor>?
        package let file: PersonRecord
    }

    /// Throws ``MatchingError/notFound`` for anybody but the member.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Everything {
        guard caller.role == .member(id) else { throw .notFound }
        let id = id
        let everything = try await service.transaction(as: caller, readOnly: true) { transaction throws(StoreError) in
            guard let member = try ReadMember(id: id).run(in: transaction) else { throw .notFound }
            return Everything(
                member: member, mentor: try ReadMentor(id: id).run(in: transaction),
                file: try ReadPersonFile(person: id).run(in: transaction))
        }
        try await service.record(RecordReading("export", of: id.uuid), as: caller)
        return everything
    }
}
