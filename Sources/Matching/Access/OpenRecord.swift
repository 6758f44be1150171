import Foundation
import Model
import Store

/// Opens a member's record to an administrator for an hour, who gives a reason that the leads of the member's desks read.
package struct OpenRecord: Sendable {
    package let member: Identifier<Member>
    package let reason: PlainText

    package init(of member: Identifier<Member>, because reason: PlainText) {
        self.member = member
        self.reason = reason
    }

    /// Until when it is open.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) -> Date {
        guard caller.role == .admin, let principal = caller.principal else { throw .scopeMissing }
        guard reason.description.count >= 10 else {
            throw .invalid(Violation(.valueOutOfRange, at: "/reason", "say in 10 to 500 characters why it has to be"))
        }
        return try await service.run(BreakGlass(by: principal, of: member, because: reason), as: caller)
    }
}
