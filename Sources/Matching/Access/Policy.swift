import Model
import Store

/// Who may do what with a record. Closed by default: what is not named here is not allowed.
///
/// A member's record is shown whole to the member and to a desk that the member shares it with, and to other desks and
/// administrators as a masked card; a venture to its desk and founders, a cohort to its desk; an open offer to everybody.
package enum Access: Sendable, Comparable {
    /// For this caller the record does not exist.
    case hidden
    /// What a card shows: codes, headline, country; no name.
    case card
    case whole
    /// Whole, and it may be changed.
    case change
}

extension Caller {
    /// The organisations whose own the caller's records are.
    var organisations: Set<Identifier<Organisation>> {
        switch role {
        case .desk(let own), .partner(let own): own
        case .anonymous, .admin, .auditor, .member: []
        }
    }

    func access(toMember id: Identifier<Member>, consents: [StandingConsent], status: Member.Status) -> Access {
        switch role {
        case .member(let own): own == id ? .change : .hidden
        case .desk(let desks):
            consents.contains { $0.purpose == .shareWithDesk && $0.organisation.map(desks.contains) == true }
                ? .change : isCardShown(consents, status) ? .card : .hidden
        case .admin: isCardShown(consents, status) ? .card : .hidden
        case .anonymous, .partner, .auditor: .hidden
        }
    }

    private func isCardShown(_ consents: [StandingConsent], _ status: Member.Status) -> Bool {
        consents.contains { $0.purpose == .match } && status == .live
    }

    func access(to mentor: Mentor) -> Access {
        switch role {
        case .member(let own): own == mentor.member ? .change : .hidden
        // Whom the database shows; who shares with the desk is changed by it, too.
        case .desk(let desks): mentor.isNamedInPerson && !desks.isDisjoint(with: mentor.desks) ? .change : .whole
        case .admin: .whole
        case .anonymous, .partner, .auditor: .hidden
        }
    }

    func access(to venture: Venture) -> Access {
        switch role {
        case .member(let own): venture.founders.contains { $0.person == own } ? .whole : .hidden
        case .desk(let desks): desks.contains(venture.desk) ? .change : .hidden
        case .admin: .whole
        case .anonymous, .partner, .auditor: .hidden
        }
    }

    func access(to cohort: Cohort) -> Access {
        switch role {
        case .desk(let desks): desks.contains(cohort.desk) ? .change : .hidden
        case .admin: .whole
        case .anonymous, .member, .partner, .auditor: .hidden
        }
    }

    func access(to offer: Offer) -> Access {
        if case .partner(let own) = role, own.contains(offer.organisation) || own.contains(offer.centre) {
            return .change
        }
        if role == .admin { return .whole }
        return offer.status == .open ? .whole : .hidden
    }

    func access(to organisation: Organisation) -> Access { role == .admin ? .change : .whole }
}
