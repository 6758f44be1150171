import Foundation
import Model
import Secrets
import Store

/// Finds out who shows a key, the token of a session, or one of an issuer.
package struct Authenticate: Sendable {
    package enum Shown: Sendable {
        case key(String)
        case session(String)
        /// Whom an issuer's token is of; the token was verified.
        case subject(String, of: String)
    }

    package let shown: Shown

    package init(_ shown: Shown) { self.shown = shown }

    /// Throws ``MatchingError/notAuthenticated`` for a key that is unknown, expired or revoked, for a session that ended, for
    /// somebody whom no account is linked with, and for an account that is disabled or works for nobody any more.
    package func run(in service: Service) async throws(MatchingError) -> Caller {
        switch shown {
        case .key(let key): try await caller(ofKey: Secret.hash(key), in: service)
        case .session(let token): try await caller(ofSession: Secret.hash(token), in: service)
        case .subject(let subject, let issuer):
            try await caller(linkedWith: LinkAccount.hash(subject, of: issuer), in: service)
        }
    }

    private func caller(ofKey hash: [UInt8], in service: Service) async throws(MatchingError) -> Caller {
        guard let found = try await find(FindCaller(hash: hash), hash, in: service), found.key.revokedAt == nil,
            found.key.expiresAt > Date.now
        else { throw .notAuthenticated }
        let role = try Self.role(found.key.role, found.organisations, found.key.person)
        // What cannot be written down, on a full disk say, keeps nobody from reading.
        if !found.key.isUsedToday { try? await service.run(MarkKeyUsed(found.key.id)) }
        return Caller(
            role: role, principal: found.key.id, home: found.key.organisation,
            scopes: Set(found.key.scopes.compactMap(Caller.Scope.init)))
    }

    private func caller(ofSession hash: [UInt8], in service: Service) async throws(MatchingError) -> Caller {
        guard let found = try await find(FindSignedIn(hash: hash), hash, in: service) else { throw .notAuthenticated }
        try Self.check(found.role, found.organisations)
        if found.isIdle { try? await service.run(KeepSession(found.session)) }
        return Caller(
            role: try Self.role(found.role, found.organisations, Identifier(found.holder)), principal: found.holder,
            session: found.session, address: found.address,
            home: found.memberships.count == 1 ? found.memberships[0] : nil, isLead: found.isLead)
    }

    /// The database says who that is and what they may do, whatever a token claims.
    private func caller(linkedWith hash: [UInt8], in service: Service) async throws(MatchingError) -> Caller {
        guard let found = try await find(FindLinked(hash: hash), hash, in: service) else { throw .notAuthenticated }
        try Self.check(found.role, found.organisations)
        return Caller(
            role: try Self.role(found.role, found.organisations, nil), principal: found.account,
            home: found.memberships.count == 1 ? found.memberships[0] : nil, isLead: found.isLead)
    }

    /// Throws for staff who work for nobody any more.
    private static func check(
        _ role: String, _ organisations: Set<Identifier<Organisation>>
    ) throws(MatchingError) {
        guard ["admin", "auditor", "member"].contains(role) || !organisations.isEmpty else { throw .notAuthenticated }
    }

    private static func role(
        _ name: String, _ organisations: Set<Identifier<Organisation>>, _ person: Identifier<Member>?
    ) throws(MatchingError) -> Caller.Role {
        switch (name, person) {
        case ("admin", _): .admin
        case ("auditor", _): .auditor
        case ("desk", _): .desk(organisations)
        case ("partner", _): .partner(organisations)
        case ("member", let person?): .member(person)
        default: throw .internalFailure("a key of an unknown role")
        }
    }

    /// Who shows something may see whose that is, and nothing else.
    private func find<R: Reading>(_ query: R, _ hash: [UInt8], in service: Service) async throws(MatchingError)
        -> R.Result
    {
        var asker = Asker.anonymous
        asker.shown = hash
        do { return try await service.store.asked(by: asker).run(query) } catch { throw MatchingError(error) }
    }
}
