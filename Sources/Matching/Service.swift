import Foundation
import Model
import Taxonomy

/// What every use case works with: the database, the living index, the taxonomy and the clock.
package struct Service: Sendable {
    /// The present instant; the program's to say, so that a demo or a test can stand still.
    package let now: @Sendable () -> Date

    package init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }
}
