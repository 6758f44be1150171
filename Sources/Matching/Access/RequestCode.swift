import Foundation
import Model
import Secrets
import Store

/// Has a code sent to an address with which to sign in, or to register.
package struct RequestCode: Sendable {
    package let address: ReachableAddress
    /// Primary subtags that the caller reads, the best first.
    package let languages: [String]

    package init(to address: ReachableAddress, in languages: [String]) {
        self.address = address
        self.languages = languages
    }

    /// Neither the answer nor its time tells whether anybody has the address: whoever asks for it gets the same message.
    package func run(in service: Service) async throws(MatchingError) {
        let code = MemberCode.make()
        let message = MemberCode.message(code, in: languages)
        try await service.run(
            SendCode(to: address, hash: Secret.hash(code), subject: message.subject, body: message.body))
    }
}
