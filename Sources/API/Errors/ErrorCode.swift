import HTTP
import Model

/// Every way in which the interface refuses or fails, by the name that callers may rely on.
///
/// Sources/API/ERRORS.md says of each what to do; a test holds the two against each other.
package enum ErrorCode: String, Sendable, CaseIterable {
    case malformedRequest = "malformed_request"
    case malformedJSON = "malformed_json"
    case malformedParameter = "malformed_parameter"
    case cursorInvalid = "cursor_invalid"
    case idempotencyKeyMissing = "idempotency_key_missing"
    case notAuthenticated = "not_authenticated"
    case signInRefused = "sign_in_refused"
    case scopeMissing = "scope_missing"
    case crossSite = "cross_site"
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    case consentMissing = "consent_missing"
    case consentLimit = "consent_limit"
    case memberExists = "member_exists"
    case mentorExists = "mentor_exists"
    case mentorNotVetted = "mentor_not_vetted"
    case restedInPerson = "rested_in_person"
    case offerNotPublished = "offer_not_published"
    case breakGlassLimit = "break_glass_limit"
    case nobodyToTell = "nobody_to_tell"
    case reasonRequired = "reason_required"
    case selfMatch = "self_match"
    case underAge = "under_age"
    case mentorPaused = "mentor_paused"
    case mentorCapacityFull = "mentor_capacity_full"
    case ventureFilled = "venture_filled"
    case ventureNotIncubated = "venture_not_incubated"
    case introductionExists = "introduction_exists"
    case introductionLimit = "introduction_limit"
    case registrationLimit = "registration_limit"
    case introductionNotOpen = "introduction_not_open"
    case introductionActive = "introduction_active"
    case introductionNotActive = "introduction_not_active"
    case applicationExists = "application_exists"
    case applicationLimit = "application_limit"
    case applicationNotOpen = "application_not_open"
    case applicationNotOffered = "application_not_offered"
    case notEligible = "not_eligible"
    case offerClosed = "offer_closed"
    case placesFilled = "places_filled"
    case webhookExists = "webhook_exists"
    case webhookLimit = "webhook_limit"
    case mergeConflict = "merge_conflict"
    case mergeLimit = "merge_limit"
    case notAlike = "not_alike"
    case accountExists = "account_exists"
    case accountDisabled = "account_disabled"
    case accountUnreachable = "account_unreachable"
    case invitationLimit = "invitation_limit"
    case lastLead = "last_lead"
    case organisationCycle = "organisation_cycle"
    case cohortClosed = "cohort_closed"
    case assignmentRunning = "assignment_running"
    case contestExists = "contest_exists"
    case contestLimit = "contest_limit"
    case contestAnswered = "contest_answered"
    case idempotencyInFlight = "idempotency_in_flight"
    case versionStale = "version_stale"
    case bodyTooLarge = "body_too_large"
    case headTooLarge = "head_too_large"
    case mediaType = "media_type"
    case invalid = "invalid"
    case idempotencyPayloadDiffers = "idempotency_payload_differs"
    case ifMatchMissing = "if_match_missing"
    case rateLimited = "rate_limited"
    case internalError = "internal_error"
    case databaseUnavailable = "database_unavailable"
    case matchingLoading = "matching_loading"
    case busy = "busy"
    case storageFull = "storage_full"

    package var status: Status {
        switch self {
        case .malformedRequest, .malformedJSON, .malformedParameter, .cursorInvalid, .idempotencyKeyMissing: .badRequest
        case .notAuthenticated, .signInRefused: .unauthorized
        case .scopeMissing, .crossSite, .reasonRequired: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .consentMissing, .consentLimit, .memberExists, .mentorExists, .mentorNotVetted, .restedInPerson,
            .offerNotPublished,
            .organisationCycle,
            .breakGlassLimit, .nobodyToTell, .webhookExists, .webhookLimit, .mergeConflict, .mergeLimit, .notAlike,
            .accountExists,
            .accountDisabled, .accountUnreachable, .invitationLimit, .lastLead, .selfMatch, .underAge,
            .mentorPaused,
            .mentorCapacityFull, .ventureFilled,
            .ventureNotIncubated, .introductionExists, .introductionLimit, .registrationLimit, .introductionNotOpen,
            .introductionActive, .introductionNotActive,
            .applicationExists, .applicationLimit, .applicationNotOpen, .applicationNotOffered, .notEligible,
            .offerClosed, .placesFilled,
            .cohortClosed, .assignmentRunning, .contestExists, .contestLimit, .contestAnswered,
            .idempotencyInFlight:
            .conflict
        case .versionStale: .preconditionFailed
        case .bodyTooLarge: .contentTooLarge
        case .headTooLarge: .headerFieldsTooLarge
        case .mediaType: .unsupportedMediaType
        case .invalid, .idempotencyPayloadDiffers: .unprocessableContent
        case .ifMatchMissing: .preconditionRequired
        case .rateLimited: .tooManyRequests
        case .internalError: .internalServerError
        case .databaseUnavailable, .matchingLoading, .busy: .serviceUnavailable
        case .storageFull: 507
        }
    }

    /// One sentence for people, the same each time.
    package var title: String {
        switch self {
        case .malformedRequest: "The request is malformed."
        case .malformedJSON: "The body is not JSON that this service reads."
        case .malformedParameter: "A parameter of the query is wrong."
        case .cursorInvalid: "The cursor is not one of this list."
        case .idempotencyKeyMissing: "Send an Idempotency-Key."
        case .notAuthenticated: "Show a valid key, or sign in."
        case .signInRefused: "This does not sign you in."
        case .scopeMissing: "Your role does not allow this."
        case .crossSite: "Another site may not do this in your name."
        case .notFound: "There is nothing here."
        case .methodNotAllowed: "This cannot be done here."
        case .consentMissing: "The person's consent is missing."
        case .consentLimit: "You have agreed to as much as may be in a day."
        case .memberExists: "You are registered already."
        case .mentorExists: "The member is a mentor already."
        case .mentorNotVetted: "A desk has to vet the mentor first."
        case .restedInPerson: "The person set this to rest, and alone sets it live again."
        case .offerNotPublished: "The centre has to publish the offer."
        case .breakGlassLimit: "You have opened as many records as may be in a day."
        case .nobodyToTell: "There is nobody who could be told of it."
        case .reasonRequired: "Say why."
        case .selfMatch: "The mentor is a founder of the venture."
        case .underAge: "Nobody under 18 is introduced, or applies alone."
        case .mentorPaused: "The mentor takes on nobody at present."
        case .mentorCapacityFull: "The mentor has no free place."
        case .ventureFilled: "The venture has all the mentors that it wants."
        case .ventureNotIncubated: "The venture is not to be introduced."
        case .introductionExists: "The mentor is proposed to the venture already."
        case .introductionLimit: "The desk has proposed as many mentors as may be in a day."
        case .registrationLimit: "The organisation has registered as many as may be in a day."
        case .introductionNotOpen: "The introduction has ended."
        case .introductionActive: "Both sides have accepted already."
        case .introductionNotActive: "Not both sides have accepted."
        case .applicationExists: "You have applied to the offer already."
        case .applicationLimit: "You have applied as often as may be in a day."
        case .applicationNotOpen: "The application does not stand where this can be said."
        case .applicationNotOffered: "There is no place to accept."
        case .notEligible: "The rules of the offer are not met."
        case .offerClosed: "The offer is closed."
        case .placesFilled: "The offer has no free place."
        case .webhookExists: "The organisation has this webhook already."
        case .webhookLimit: "The organisation has as many webhooks as may be."
        case .accountExists: "There is an account of this login."
        case .accountDisabled: "The account is disabled."
        case .accountUnreachable: "The account has no address that an invitation could go to."
        case .invitationLimit: "You have sent as many invitations as may be in a day."
        case .lastLead: "The desk would have no lead."
        case .mergeConflict: "The merge cannot be undone any more, or not be done."
        case .mergeLimit: "The desk merges nobody more today, or one of the two no more."
        case .notAlike: "The two have no name in common, or were born on different days."
        case .organisationCycle: "An organisation cannot stand below itself."
        case .cohortClosed: "The cohort is closed."
        case .assignmentRunning: "The cohort is being assigned at this moment."
        case .contestExists: "You have contested this already."
        case .contestLimit: "You have contested as much as may be in a day."
        case .contestAnswered: "The contest has its answer."
        case .idempotencyInFlight: "The same request is being worked on."
        case .versionStale: "The record has changed since you read it."
        case .bodyTooLarge: "The body is too large."
        case .headTooLarge: "The head of the request is too large."
        case .mediaType: "Send JSON."
        case .invalid: "Some of what you sent cannot be taken."
        case .idempotencyPayloadDiffers: "The Idempotency-Key belongs to another request."
        case .ifMatchMissing: "Say in If-Match which version you change."
        case .rateLimited: "You ask too often."
        case .internalError: "Something went wrong here."
        case .databaseUnavailable: "The database does not answer."
        case .matchingLoading: "Matching is being loaded."
        case .busy: "As much is being worked on as may be at once."
        case .storageFull: "There is no space left to store this."
        }
    }
}
