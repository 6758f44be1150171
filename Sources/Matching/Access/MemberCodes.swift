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

/// Codes that are sent to members, and what is written around them.
enum MemberCode {
    /// Eight random digits.
    static func make() -> String {
        let bytes = Secret.random(8)
        let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 100_000_000
        let digits = String(number)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    static func message(_ code: String, in languages: [String]) -> (subject: String, body: String) {
        let words = languages.lazy.compactMap { Self.words[$0] }.first ?? Self.english
        return (words.subject, words.body.replacing("CODE", with: code))
    }

    private static let english = (
        subject: "Your BrainGain code",
        body: "Your code is CODE. It is good once, for ten minutes. If you did not ask for it, do nothing."
    )
    private static let words: [String: (subject: String, body: String)] = [
        "en": english,
        "fr": (
            "Votre code BrainGain",
            "Votre code est CODE. Il sert une fois, pendant dix minutes. Si vous ne l'avez pas demandé, ne faites rien."
        ),
        "es": (
            "Su código de BrainGain",
            "Su código es CODE. Sirve una vez, durante diez minutos. Si no lo ha pedido, no haga nada."
        ),
        "ar": (
            "رمز BrainGain الخاص بك",
            "رمزك هو CODE. يصلح مرة واحدة خلال عشر دقائق. إذا لم تطلبه فلا تفعل شيئا."
        ),
    ]
}
