import Foundation
import Model
import Secrets

/// A password that somebody chooses.
struct NewPassword: Sendable {
    private let text: String

    /// Throws ``MatchingError/invalid(_:)`` at `/password` for one that is too short, too long, or easy to guess.
    init(_ text: String, login: String) async throws(MatchingError) {
        self.text = text
        guard Password.lengths.contains(text.count), text.utf8.count <= 4 * Password.lengths.upperBound,
            !text.unicodeScalars.contains(where: \.isControl)
        else {
            throw .invalid(
                Violation(
                    .valueOutOfRange, at: "/password",
                    "choose \(Password.lengths.lowerBound) to \(Password.lengths.upperBound) characters, such as four or more words"
                ))
        }
        let context = ["braingain", "brain", "gain", login] + login.split { !$0.isLetter }.map(String.init)
        guard try await PasswordWork.run({ Password.bits(text, context: context) >= Password.leastBits }) else {
            throw .invalid(
                Violation(
                    .passwordWeak, at: "/password",
                    "choose one that is less common and does not hold your login, such as four or more words at random")
            )
        }
    }

    func hash() async throws(MatchingError) -> String {
        let text = text
        guard let hash = try await PasswordWork.run({ Password.hash(text) }) else {
            throw .internalFailure("no memory for a password")
        }
        return hash
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { properties.generalCategory == .control }
}
