import Foundation
import Model
import Secrets
import Store

/// Has a member reached at another address; only the member does, and who got hold of a session alone does not. The old address
/// is told, and the member's other sessions end.
package struct ChangeAddress: Sendable {
    package let member: Identifier<Member>
    package let address: ReachableAddress
    /// That was sent to the new address.
    package let code: String
    /// That was sent to the one that it replaces, or where there is none of its kind to the other; null where there is none.
    package let oldCode: String?

    package init(of member: Identifier<Member>, to address: ReachableAddress, code: String, oldCode: String?) {
        self.member = member
        self.address = address
        self.code = code
        self.oldCode = oldCode
    }

    /// Throws ``MatchingError/notFound`` for anybody but the member, and ``MatchingError/proofRefused`` unless both codes are
    /// right.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) {
        guard caller.role == .member(member) else { throw .notFound }
        guard let contact = try await service.run(ReadContact(of: member), as: caller) else { throw .notFound }
        let kinds = [address.kind] + ReachableAddress.Kind.allCases
        let old = kinds.lazy.compactMap { contact[$0.rawValue].flatMap { try? ReachableAddress($0) } }.first
        let proofs = [(address, code)] + (old.map { [($0, oldCode ?? "")] } ?? [])
        var spending: [SpendCode] = []
        for (address, code) in proofs {
            let given = Secret.hash(code.filter(\.isNumber))
            guard let hash = try await service.run(TryCode(of: address)), Secret.isEqual(hash, given) else {
                throw .proofRefused
            }
            spending.append(SpendCode(of: address, hash: given))
        }
        let (spent, member) = (spending, member)
        do {
            try await service.store.transaction(as: .signIn) { transaction throws(StoreError) in
                for code in spent { try code.run(in: transaction) }
                if let old { try TellOfAddress(of: member, to: old).run(in: transaction) }
            }
        } catch {
            if case .notFound = error { throw .proofRefused }
            throw MatchingError(error)
        }
        let (address, session) = (address, caller.session)
        try await service.transaction(as: caller) { transaction throws(StoreError) in
            try SetContact(of: member, address).run(in: transaction)
            try EndOtherSessions(of: member, but: session).run(in: transaction)
        }
    }
}
