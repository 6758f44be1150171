import Foundation
import Store

/// Reads who did what to a record, for auditors.
package struct ReadAuditOf: Sendable {
    package let subject: UUID
    package let limit: Int

    package init(_ subject: UUID, limit: Int) {
        self.subject = subject
        self.limit = limit
    }

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> [AuditLine] {
        guard caller.role == .auditor else { throw .scopeMissing }
        return try await service.run(ReadAudit(of: subject, limit: limit), as: caller)
    }
}

/// Proves, for auditors, that nobody changed the audit.
package struct CheckAudit: Sendable {
    package init() {}

    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> VerifyAudit.Result {
        guard caller.role == .auditor else { throw .scopeMissing }
        return try await service.run(VerifyAudit(), as: caller)
    }
}
