import Foundation
import Secrets
import Store

/// What makes a repeated request recognisable.
package struct IdempotencyKey: Sendable {
    /// 1 to 255 characters that the caller chose.
    package let key: String
    /// Method and template: one key is for one kind of request.
    package let route: String
    package let body: [UInt8]

    package init(_ key: String, route: String, body: [UInt8]) {
        self.key = key
        self.route = route
        self.body = body
    }

    func request(of caller: Caller) -> IdempotentRequest? {
        caller.principal.map { IdempotentRequest(caller: $0, key: key, route: route, bodyHash: Secret.hash(body)) }
    }
}
