import Model

/// Which kinds may be sought for what, and by whom.
extension MatchSubject {
    /// The kinds that can answer it.
    var answers: Set<Kind> {
        switch self {
        case .venture, .offer, .need: [.mentors, .members]
        case .member, .mentor, .profile: [.offers, .ventures]
        }
    }

    /// What is sought when nobody says: what the caller may seek of what fits best.
    package func usualKinds(for caller: Caller) -> Set<Kind> {
        switch self {
        case .venture, .need: [.mentors, .members]
        case .offer: [.members]
        case .mentor: caller.seeksPeople ? [.ventures] : [.offers]
        case .member, .profile: [.offers]
        }
    }
}

extension Caller {
    /// Throws ``MatchingError/scopeMissing`` unless the caller may seek these kinds: people and ventures are for desks
    /// and administrators, offers for everybody.
    func requireSeeking(_ kinds: Set<Kind>) throws(MatchingError) {
        guard seeksPeople || kinds.isSubset(of: [.offers]) else { throw .scopeMissing }
    }

    fileprivate var seeksPeople: Bool {
        switch role {
        case .desk, .admin: true
        case .anonymous, .member, .partner, .auditor: false
        }
    }
}

extension MatchSubject {
    /// What was sent with its skills understood and every rule kept; what is stored was checked when it was.
    package func understood(in service: Service) async throws(MatchingError) -> MatchSubject {
        let complete = CompleteRecord(service: service)
        switch self {
        case .venture, .offer, .member, .mentor: return self
        case .need(let need):
            guard case .need(let understood) = try await complete.run(.need(need), at: "/need") else { return self }
            return .need(understood)
        case .profile(let profile, let wish, let origins):
            guard case .profile(let had) = try await complete.run(.profile(profile), at: "/profile") else {
                return self
            }
            guard let wish, case .need(let wished) = try await complete.run(.need(wish), at: "/wish") else {
                return .profile(had, wish: nil, origins: origins)
            }
            return .profile(had, wish: wished, origins: origins)
        }
    }
}
