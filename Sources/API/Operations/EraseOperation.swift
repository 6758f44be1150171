import HTTP
import Matching
import Model

extension Operation {
    /// Without `Idempotency-Key`, and `If-Match` only where it is sent: nothing must block an erasure.
    static let eraseMember = Operation(
        line: "POST /v1/members/{id}/erasure", name: "eraseMember",
        summary: "Erase everything that is kept about oneself, at once and for good; the key ends with it",
        answer: (.noContent, ""), errors: [.versionStale],
        headers: [
            .init(
                "If-Match", "the ETag of the version that may be erased; whichever there is when left out")
        ]
    ) { call, _ throws(APIError) in
        let id = Identifier<Member>(try call.id())
        let version = call.request.headers["If-Match"] == nil ? nil : try call.expectedVersion()
        try await call.matching { () throws(MatchingError) in
            try await EraseMember(id, version: version).run(in: call.service, as: call.caller)
        }
        return Response(.noContent)
    }
}
