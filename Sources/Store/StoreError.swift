import Model
import Postgres

/// Why a statement was refused or failed, in terms that a use case can act on. Its description is safe to show.
package enum StoreError: Error, Sendable {
    /// The row is not there.
    case notFound
    /// The row has changed since the caller read it.
    case versionStale(current: Int)
    /// Another row has the same key.
    case duplicate(constraint: String)
    /// A value breaks a rule that only the database can check: a code that nobody knows, a reference to nothing.
    case invalid(Violation)
    /// An offer's rules forbid it; which clause is not met.
    case notEligible(Violation)
    /// The state of things forbids it, by the name of the error.
    case conflict(String)
    /// The database cannot be reached, or does not answer in time.
    case unavailable(PostgresError)
    case storageFull
    /// A defect of ours.
    case failed(PostgresError)

    package init(_ error: PostgresError) {
        switch error {
        case .foreignKeyViolation(let constraint):
            self = ConstraintPointers.violation(of: constraint).map { .invalid($0) } ?? .failed(error)
        case .uniqueViolation(let constraint): self = .duplicate(constraint: constraint)
        case .raised(_, let message): self = .conflict(message)
        case .diskFull: self = .storageFull
        case .acquireTimedOut, .connectionLost, .unanswered, .cancelled, .lockNotAvailable, .tooManyConnections,
            .serializationFailure, .deadlock:
            self = .unavailable(error)
        default: self = .failed(error)
        }
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound: "there is no such record"
        case .versionStale: "the record has changed"
        case .duplicate: "there is such a record already"
        case .invalid(let violation), .notEligible(let violation): violation.remedy
        case .conflict(let name): name
        case .unavailable(let error), .failed(let error): error.description
        case .storageFull: "the database has no space left"
        }
    }
}
