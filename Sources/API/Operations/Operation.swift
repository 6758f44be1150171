import HTTP
import Matching

/// One thing that can be asked of the interface: its route, who may, what the documentation says, and what is done.
struct Operation: Sendable {
    /// Who calls, by what a key is for; who leads a desk is one of its staff as well, and signs in, for no key is a lead's.
    enum Role: String, Sendable, CaseIterable {
        case anonymous, member, desk, lead, partner, admin, auditor

        /// Who can sign in.
        static let signsIn: Set<Self> = [.member, .desk, .lead, .partner, .admin, .auditor]

        /// Who has an account.
        static let ofStaff: Set<Self> = [.desk, .lead, .partner, .admin, .auditor]

        init(_ caller: Caller) {
            switch caller.role {
            case .anonymous: self = .anonymous
            case .admin: self = .admin
            case .auditor: self = .auditor
            case .desk: self = caller.isLead ? .lead : .desk
            case .partner: self = .partner
            case .member: self = .member
            }
        }
    }

    /// A parameter of the query, or a header.
    struct Parameter: Sendable {
        let name: String
        let meaning: String
        let schema: String
        let isRequired: Bool

        /// - Parameter schema: of its value.
        init(_ name: String, _ meaning: String, _ schema: String = Schemas.filled, isRequired: Bool = false) {
            self.name = name
            self.meaning = meaning
            self.schema = schema
            self.isRequired = isRequired
        }

        /// Of every request that creates.
        static let idempotencyKey = Parameter(
            "Idempotency-Key", "chosen by you, the same for each repetition of the request", Schemas.text(255),
            isRequired: true)
    }

    /// `GET /v1/mentors/{id}`.
    let line: String
    /// The name in OpenAPI, in lower camel case.
    let name: String
    let summary: String
    var parameters: [Parameter] = []
    /// A header of an answer that callers go on with.
    enum AnswerHeader: String, Sendable, CaseIterable {
        case etag = "ETag"
        case location = "Location"
        case link = "Link"
        case retryAfter = "Retry-After"

        var meaning: String {
            switch self {
            case .etag: "the version, for If-Match and If-None-Match"
            case .location: "the path of what was registered"
            case .link: "the next page, with rel=\"next\" (RFC 8288); none on the last"
            case .retryAfter: "the seconds to wait before asking again"
            }
        }
    }

    /// The schema of the body; null when there is none.
    var body: String?
    /// The media types of the body.
    var bodyTypes: Set<String> = ["application/json"]
    /// The status and schema of success; an empty schema for an answer without a body.
    var answer: (status: Status, schema: String) = (.ok, "")
    /// The status of the same answer where nothing was made because it was there; null where that cannot be.
    var unchanged: Status?
    /// What it can be refused with, beside what follows from its form (`refusals`).
    var errors: [ErrorCode] = []
    /// Headers of the request that it reads.
    var headers: [Parameter] = []
    /// Headers of the answer that callers go on with.
    var answerHeaders: [AnswerHeader] = []
    /// Whether the record may have gone into another, whose path is told then.
    var mayHaveMoved = false
    /// Whether it is a question that has a body, so that it is asked by POST and changes nothing.
    var isQuestion = false
    /// Whether a message goes to whomever somebody names, who may pay for it: a network has ten a minute.
    var sendsMessage = false
    /// Whether the answer is a page, too, for who asks for `text/html` first.
    var isForReading = false
    let run: @Sendable (Call, Parameters) async throws(APIError) -> Response

    /// The roles that may call it at all; how far each reaches within it is in the policy, too.
    var roles: Set<Role> { Policy.published.roles(of: name) }

    /// What a key needs for it.
    var scope: Caller.Scope { isQuestion || ["GET", "HEAD"].contains(method) ? .read : .write }

    static let everybody = Set(Role.allCases)

    static let limit = Parameter("limit", "how many at most; 20 when left out", Schemas.whole(1...100))

    /// The parameters of every list.
    static let pageParameters = [
        limit,
        Parameter("cursor", "the `next` of the page before"),
    ]
}

extension Call {
    /// An answer of JSON.
    func answer(_ status: Status = .ok, headers: ResponseHeaders = [:], _ write: (inout JSONWriter) -> Void) -> Response
    {
        answer(status, headers: headers, JSONWriter.bytes(capacity: 4_096, write))
    }

    func answer(_ status: Status = .ok, headers: ResponseHeaders = [:], _ bytes: [UInt8]) -> Response {
        var response = Response(status, contentType: "application/json", body: bytes)
        for field in headers.fields { response.headers.set(field.name, field.value) }
        return response
    }
}
