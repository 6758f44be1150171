import Foundation
import Store

/// Chooses another password, which ends one's other sessions.
package struct ChangePassword: Sendable {
    package let old: String
    package let code: String
    package let new: String

    package init(old: String, code: String, new: String) {
        self.old = old
        self.code = code
        self.new = new
    }

    /// Throws ``MatchingError/proofRefused`` when the old password or the code is wrong: the session goes on.
    package func run(in service: Service, as caller: Caller) async throws(MatchingError) {
        guard caller.session != nil, let id = caller.principal,
            let account = try await service.run(FindAccount(.id(id)))
        else { throw .notFound }
        // Judged first, or the judgement would tell that the old one is right.
        let new = try await NewPassword(new, login: account.login)
        guard let proof = try await Proof.check(account, password: old, code: code) else {
            try await service.run(CountFailure(of: id))
            throw .proofRefused
        }
        let hash = try await new.hash()
        let session = caller.session
        do {
            try await service.store.transaction(as: .signIn) { transaction throws(StoreError) in
                try TakeCode(proof, of: id).run(in: transaction)
                try SetProof(of: id, password: hash, .changed(in: session)).run(in: transaction)
            }
        } catch {
            if case .notFound = error { throw .proofRefused }
            throw MatchingError(error)
        }
    }
}
