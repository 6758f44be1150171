import Foundation
import Model
import Store

/// Who asks, as far as it was proved.
package struct Caller: Hashable, Sendable {
    /// What somebody may do at all. Outside one's reach a record does not exist.
    package enum Role: Hashable, Sendable {
        /// Anybody: open offers, the taxonomy, ad-hoc matches to offers.
        case anonymous
        /// Configures; sees cards, and names where a reason was given for the record of one person.
        case admin
        /// Reads who did what, and sees nobody's record.
        case auditor
        /// Staff of a desk: its organisation and those below it.
        case desk(Set<Identifier<Organisation>>)
        /// An employer or a centre: its organisation and those below it.
        case partner(Set<Identifier<Organisation>>)
        /// A person: the own records alone, of which there are none before whoever signed in has registered.
        case member(Identifier<Member>)
    }

    /// How much of what the role may do a key may do.
    package enum Scope: String, Hashable, Sendable, CaseIterable {
        /// What changes nothing.
        case read
        /// The rest.
        case write
    }

    package let role: Role
    /// Whether they lead a desk, which an account can, and no key.
    package let isLead: Bool
    package let scopes: Set<Scope>
    /// The key that was shown, or the account that signed in; null for anonymous callers.
    package let principal: UUID?
    /// The session that the account signed in with; null for keys.
    package let session: UUID?
    /// The organisation that the caller works for; null for nobody's, and for who works for several.
    package let home: Identifier<Organisation>?
    /// What a member proved to have when the session began; null for everybody else.
    package let address: ReachableAddress?

    package init(
        role: Role, principal: UUID?, session: UUID? = nil, address: ReachableAddress? = nil,
        home: Identifier<Organisation>? = nil, isLead: Bool = false, scopes: Set<Scope> = [.read, .write]
    ) {
        self.scopes = scopes
        self.role = role
        self.isLead = isLead
        self.principal = principal
        self.session = session
        self.address = address
        self.home = home
    }

    package static let anonymous = Caller(role: .anonymous, principal: nil)
    /// Who runs the program itself, and sees codes and cards.
    package static let admin = Caller(role: .admin, principal: nil)
    /// The same, who reads what the program has written down.
    package static let auditor = Caller(role: .auditor, principal: nil)

    package var isDesk: Bool { if case .desk = role { true } else { false } }
    package var isPartner: Bool { if case .partner = role { true } else { false } }

    /// The name of the role.
    package var roleName: String {
        switch role {
        case .anonymous: "anonymous"
        case .admin: "admin"
        case .auditor: "auditor"
        case .desk: "desk"
        case .partner: "partner"
        case .member: "member"
        }
    }

    /// Who asks, as the database is told.
    var asker: Asker {
        var asker: Asker
        switch role {
        case .anonymous: asker = .anonymous
        case .admin: asker = Asker(.admin)
        case .auditor: asker = Asker(.auditor)
        case .desk(let own):
            asker = Asker(.desk)
            asker.organisations = own.map(\.uuid)
        case .partner(let own):
            asker = Asker(.partner)
            asker.organisations = own.map(\.uuid)
        case .member(let own):
            asker = Asker(.member)
            asker.person = own.uuid
        }
        asker.key = principal
        return asker
    }
}
