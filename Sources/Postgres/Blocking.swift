import Foundation

/// Keeps calls that block off Swift's cooperative threads, of which there are no more than cores.
package enum Blocking {
    /// Runs a body on a thread of its own and waits for it without holding one.
    package static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try body() }) }.start()
        }
    }
}
