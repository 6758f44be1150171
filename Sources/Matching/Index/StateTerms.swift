import Foundation
import Model
import Ranking
import Scoring
import Synchronization

/// The terms that filters look at: whether there is a free place, and whose a record is.
package enum StateTerms {
    package static let free = Term(.state, 0)
    /// A mentor who works with any desk.
    package static let anyDesk = Term(.state, 1)
    /// A member who is also an open mentor, and is shown once.
    package static let alsoMentor = Term(.state, 2)

    package static func desk(_ number: UInt32) -> Term { Term(.desk, number) }

    /// A country as the partition of a document; 0 where it is unknown.
    package static func partition(_ country: String?) -> UInt16 {
        guard let country else { return 0 }
        return country.utf8.reduce(0) { $0 * 26 + UInt16($1 &- 64) }
    }
}

/// The organisations of the documents, numbered as they come, since a term holds no UUID.
package final class OrganisationNumbers: Sendable {
    private let numbers = Mutex<[Identifier<Organisation>: UInt32]>([:])

    package init() {}

    /// The number of an organisation, a new one if it had none.
    package func number(of organisation: Identifier<Organisation>) -> UInt32 {
        numbers.withLock { numbers in
            let number = numbers[organisation] ?? UInt32(numbers.count)
            numbers[organisation] = number
            return number
        }
    }
}
