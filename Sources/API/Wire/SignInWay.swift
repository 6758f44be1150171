import Matching
import Model

/// By what somebody signs in.
enum SignInWay: Sendable {
    case staff(SignIn)
    case member(SignInMember)

    /// Null, with complaints, for an address that is none.
    init?(_ fields: inout Fields) {
        if fields.value("address") == nil {
            self = .staff(
                SignIn(
                    login: fields.required("login", "give your login, or the address that you got a code at"),
                    password: fields.required("password", "give your password"),
                    code: fields.required("code", "give the six digits of your app, or a code to recover with")))
        } else {
            let address = fields.address("address")
            let code = fields.required("code", "give the eight digits that were sent to you")
            let member = fields.identifier("member", of: Member.self)
            guard let address else { return nil }
            self = .member(SignInMember(address: address, code: code, member: member))
        }
    }

    func run(in service: Service) async throws(MatchingError) -> BegunSession {
        switch self {
        case .staff(let way): try await way.run(in: service)
        case .member(let way): try await way.run(in: service)
        }
    }
}
