import Dispatch
import Secrets
import Synchronization

/// Compares and makes password hashes, one at a time: each takes a tenth of a second of a core and 64 MiB, which whoever
/// knows no password could otherwise ask for without end.
enum PasswordWork {
    private static let mostWaiting = 16
    private static let queue = DispatchQueue(label: "braingain.passwords")
    private static let waiting = Mutex(0)

    /// Throws ``MatchingError/busy`` when too many wait already.
    static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async throws(MatchingError) -> Value {
        let isLetIn = waiting.withLock { count in
            guard count < mostWaiting else { return false }
            count += 1
            return true
        }
        guard isLetIn else { throw .busy }
        return await withCheckedContinuation { continuation in
            queue.async {
                let value = body()
                waiting.withLock { $0 -= 1 }
                continuation.resume(returning: value)
            }
        }
    }
}
