import Synchronization

/// How many requests are answered at once: of everybody, so that those that are taken are answered soon, and of each who
/// asks, so that nobody has all places.
package final class Places: Sendable {
    private let most: Int
    private let mostOfOne: Int
    private let taken = Mutex<(all: Int, of: [RateLimit.Identity: Int])>((0, [:]))

    /// - Parameters:
    ///   - most: of everybody; some tenths of a second of what two cores answer.
    ///   - mostOfOne: of a key, a session, or a network without one.
    package init(_ most: Int = 64, ofOne mostOfOne: Int = 32) {
        self.most = most
        self.mostOfOne = mostOfOne
    }

    /// Throws where all places are taken; else ``leave()`` must follow.
    func enter() throws(APIError) {
        let isFree = taken.withLock { taken in
            guard taken.all < most else { return false }
            taken.all += 1
            return true
        }
        if !isFree { throw .busy }
    }

    func leave() { taken.withLock { $0.all -= 1 } }

    /// Throws where somebody has as many as one may; else ``leave(_:)`` must follow.
    func enter(_ identity: RateLimit.Identity) throws(APIError) {
        let isFree = taken.withLock { taken in
            guard taken.of[identity, default: 0] < mostOfOne else { return false }
            taken.of[identity, default: 0] += 1
            return true
        }
        if !isFree { throw .tooManyAtOnce(mostOfOne) }
    }

    func leave(_ identity: RateLimit.Identity) {
        taken.withLock { taken in
            let left = taken.of[identity, default: 0] - 1
            taken.of[identity] = left > 0 ? left : nil
        }
    }
}

extension APIError {
    fileprivate static var busy: APIError {
        var error = APIError(.busy)
        error.headers = ["Retry-After": "1"]
        return error
    }

    fileprivate static func tooManyAtOnce(_ most: Int) -> APIError {
        var error = APIError(.rateLimited, "at most \(most) requests at once: wait for an answer before you ask more")
        error.headers = ["Retry-After": "1"]
        return error
    }
}
