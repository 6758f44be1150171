import Foundation

/// Who asks, as the database is told at the beginning of each transaction; its policies go by it.
package struct Asker: Sendable, Hashable {
    /// What the database lets the transaction do at all.
    package let role: StoreRole
    /// The organisations whose own the asker's records are.
    package var organisations: [UUID] = []
    /// The person whose own they are.
    package var person: UUID?
    /// The key that was shown or the account that signed in: whose remembered answers and sessions are theirs.
    package var key: UUID?
    /// The hash of a key or a session's token that is shown, whose holder is to be found out.
    package var shown: [UInt8]?

    package init(_ role: StoreRole) { self.role = role }

    /// Nobody in particular, who sees what is everybody's.
    package static let anonymous = Asker(.anonymous)
    /// The owner of all tables: imports and the operator's commands, never the service.
    package static let owner = Asker(.owner)

    /// As settings of a transaction; what is not said is not set, and then nothing is anybody's own.
    var settings: [String: String] {
        // The policies make planning take longer than reading, and PostgreSQL would plan anew each time.
        var settings = ["plan_cache_mode": "force_generic_plan"]
        if !organisations.isEmpty {
            settings["braingain.organisations"] = "{\(organisations.map(\.uuidString).joined(separator: ","))}"
        }
        settings["braingain.person"] = person?.uuidString
        settings["braingain.key"] = key?.uuidString
        settings["braingain.shown"] = shown.map { Data($0).base64EncodedString() }
        return settings
    }
}

extension StoreRole {
    /// What is looked up for the policies at the beginning of each transaction.
    package var preparation: String? { self == .member ? "SELECT bg.know_ventures()" : nil }
}

/// What is done, for the audit.
package struct Act: Sendable, Hashable {
    /// By its name in policy.txt.
    package let operation: String
    /// The trace of the request.
    package let trace: String

    package init(operation: String, trace: String) {
        self.operation = operation
        self.trace = trace
    }

    /// As settings of a transaction.
    var settings: [String: String] { ["braingain.operation": operation, "braingain.trace": trace] }
}

/// The database roles that a transaction can take.
package enum StoreRole: String, Sendable {
    case anonymous = "bg_anonymous"
    case member = "bg_member"
    case desk = "bg_desk"
    case partner = "bg_partner"
    case admin = "bg_admin"
    case auditor = "bg_auditor"
    /// The load of the index and its feed.
    case matcher = "bg_matcher"
    /// The administrator's hand on words that wait, in whosever records they stand.
    case curator = "bg_curator"
    /// Whoever signs in, until it is known who that is.
    case signIn = "bg_sign_in"
    /// What is done because its time has come.
    case clock = "bg_clock"
    /// Imports and the operator's commands.
    case owner = "bg_owner"
}
