/// A status code of RFC 9110.
package struct Status: Sendable, Hashable, ExpressibleByIntegerLiteral {
    package let code: Int

    package init(_ code: Int) {
        precondition((200...599).contains(code), "a final status code is from 200 to 599")
        self.code = code
    }

    package init(integerLiteral code: Int) {
        self.init(code)
    }

    package static let ok: Status = 200
    package static let created: Status = 201
    package static let accepted: Status = 202
    package static let noContent: Status = 204
    package static let seeOther: Status = 303
    package static let notModified: Status = 304
    package static let permanentRedirect: Status = 308
    package static let badRequest: Status = 400
    package static let unauthorized: Status = 401
    package static let forbidden: Status = 403
    package static let notFound: Status = 404
    package static let methodNotAllowed: Status = 405
    package static let notAcceptable: Status = 406
    package static let conflict: Status = 409
    package static let gone: Status = 410
    package static let preconditionFailed: Status = 412
    package static let contentTooLarge: Status = 413
    package static let unsupportedMediaType: Status = 415
    package static let unprocessableContent: Status = 422
    package static let preconditionRequired: Status = 428
    package static let tooManyRequests: Status = 429
    package static let headerFieldsTooLarge: Status = 431
    package static let internalServerError: Status = 500
    package static let serviceUnavailable: Status = 503

    /// Whether RFC 9110 forbids a body (§15.3.5, §15.4.5).
    var forbidsBody: Bool { code == 204 || code == 304 }
}
