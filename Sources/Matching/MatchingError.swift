import Model
import Store

/// Why a use case was refused or failed. Its description is safe to show: it holds no personal data and no SQL.
package enum MatchingError: Error, Sendable {
    /// The caller has shown no valid key, and the act needs one.
    case notAuthenticated
    /// Login, password and code do not sign anybody in; which of them is wrong is not told.
    case proofRefused
    /// The caller's role may never do this.
    case scopeMissing
    /// There is none, or none that the caller may know of.
    case notFound
    /// The input breaks these rules, at least one.
    case invalid([Violation])
    /// The record has changed since the caller read it.
    case versionStale(current: Int)
    /// An offer's rules forbid it; which clause is not met.
    case notEligible(Violation)
    /// The state of things forbids it; the name is one of the table of error codes.
    case conflict(String)
    /// The same idempotency key was used with another body.
    case idempotencyPayloadDiffers
    /// The same idempotency key is being worked on at this moment.
    case idempotencyInFlight
    /// The index is not loaded yet, or too old to be answered from.
    case loading
    /// As much as may be computed at once is being computed.
    case busy
    /// The database cannot be reached, or does not answer in time; the detail says which and is safe to show.
    case unavailable(String)
    /// The database has no space left; nothing was written.
    case storageFull
    /// A defect of ours; the detail is for the log.
    case internalFailure(String)

    /// A single rule that the input breaks.
    package static func invalid(_ violation: Violation) -> MatchingError { .invalid([violation]) }

    package init(_ error: StoreError) {
        switch error {
        case .notFound: self = .notFound
        case .versionStale(let current): self = .versionStale(current: current)
        case .duplicate("introduction_open"): self = .conflict("introduction_exists")
        case .duplicate("application_open"): self = .conflict("application_exists")
        case .duplicate("webhook_same"): self = .conflict("webhook_exists")
        case .duplicate("mentor_pkey"): self = .conflict("mentor_exists")
        case .duplicate("person_pkey"): self = .conflict("member_exists")
        case .duplicate("account_login_key"): self = .conflict("account_exists")
        case .duplicate("contest_person_log_key"), .duplicate("contest_person_offer_key"),
            .duplicate("contest_person_application_key"):
            self = .conflict("contest_exists")
        case .duplicate("account_link_hash_key"): self = .conflict("subject_linked")
        case .duplicate(let constraint): self = .internalFailure("a second row for \(constraint)")
        case .invalid(let violation): self = .invalid([violation])
        case .notEligible(let violation): self = .notEligible(violation)
        case .conflict(let name): self = .conflict(name)
        case .unavailable(let error): self = .unavailable("\(error)")
        case .storageFull: self = .storageFull
        case .failed(let error): self = .internalFailure("\(error)")
        }
    }
}
