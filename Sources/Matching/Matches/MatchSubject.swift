import Foundation
import Model

/// For whom or what matches are sought.
package enum MatchSubject: Sendable {
    case venture(Identifier<Venture>)
    case offer(Identifier<Offer>)
    case member(Identifier<Member>)
    case mentor(Identifier<Member>)
    /// A need that is stored nowhere.
    case need(Need)
    /// A profile that is stored nowhere, with what the person wishes and where the person comes from.
    case profile(Profile, wish: Need?, origins: [Person.Origin])

    /// Whether it is somebody who is registered.
    package var isPerson: Bool {
        switch self {
        case .member, .mentor: true
        case .venture, .offer, .need, .profile: false
        }
    }
}
