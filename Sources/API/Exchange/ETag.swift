import HTTP
import Secrets

/// The ETag of what has no number of a version: a hash of what is shown, since that is read where it stands.
struct ETag: Sendable, CustomStringConvertible {
    let description: String

    init(of bytes: [UInt8]) { description = "\"\(Secret.base64(Array(Secret.hash(bytes).prefix(12))))\"" }
}

extension Operation.Parameter {
    static let ifNoneMatch = Self("If-None-Match", "an ETag; 304 when nothing of it has changed", Schemas.string)
    /// Of a command, whose state is its precondition.
    static let mayMatch = Self("If-Match", "the ETag that it must have, 412 if it has another; any when left out")
}

extension Call {
    /// What is shown with its ETag; nothing but that where the caller knows it.
    func answer(_ bytes: [UInt8], unlessKnown: Bool = false) -> Response {
        let etag = ETag(of: bytes).description
        if unlessKnown, request.isKnown(etag) { return Response(.notModified, headers: ["ETag": etag]) }
        return answer(headers: ["ETag": etag], bytes)
    }
}

extension Request {
    /// Whether `If-Match` is sent and has this ETag not among its own (RFC 9110 §13.1.1); weak ones never are the same.
    func isStale(_ bytes: [UInt8]) -> Bool {
        guard let known = headers["If-Match"] else { return false }
        let etags = known.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return etags != ["*"] && !etags.contains(ETag(of: bytes).description)
    }
}
