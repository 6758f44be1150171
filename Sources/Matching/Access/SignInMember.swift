import Foundation
import Model
import Secrets
import Store

/// Begins a session of whoever shows the code that was sent to an address.
package struct SignInMember: Sendable {
    package let address: ReachableAddress
    package let code: String
    /// Which of those who share the address; null where one alone has it.
    package let member: Identifier<Member>?

    package init(address: ReachableAddress, code: String, member: Identifier<Member>? = nil) {
        self.address = address
        self.code = code
        self.member = member
    }

    /// An address that nobody has begins a session in which its holder can register. Throws
    /// ``MatchingError/proofRefused`` for a code that is wrong, late or used, and ``MatchingError/invalid(_:)`` with the
    /// candidates where several persons share the address, for whom the code stays good.
    package func run(in service: Service) async throws(MatchingError) -> BegunSession {
        let given = Secret.hash(code.filter(\.isNumber))
        guard let hash = try await service.run(TryCode(of: address)), Secret.isEqual(hash, given) else {
            throw .proofRefused
        }
        let reached = try await service.run(FindReached(at: address))
        let person = try choose(among: reached, at: service.now())
        let (token, address) = (Secret.token(prefix: ""), address)
        let session: SessionRow?
        do {
            session = try await service.store.transaction(as: .signIn) { transaction throws(StoreError) in
                try SpendCode(of: address, hash: given).run(in: transaction)
                return try InsertSession(id: UUID(), of: .person(person, address), hash: Secret.hash(token))
                    .run(in: transaction)
            }
        } catch {
            if case .notFound = error { throw .proofRefused }
            throw MatchingError(error)
        }
        guard let session else { throw .internalFailure("a session that was not kept") }
        return BegunSession(token: token, idleUntil: session.idleUntil, endsAt: session.endsAt)
    }

    private func choose(
        among reached: [Identifier<Member>], at now: Date
    ) throws(MatchingError) -> Identifier<Member> {
        if let member {
            guard reached.contains(member) else { throw .proofRefused }
            return member
        }
        guard reached.count > 1 else { return reached.first ?? .new(at: now) }
        throw .invalid(
            Violation(
                .ambiguousLabel, at: "/member", "several people share this address: say which you are",
                candidates: reached.map(\.description)))
    }
}
