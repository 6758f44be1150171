@preconcurrency import Dispatch
import Foundation

/// The signals that ask the program to end: an interrupt from the keyboard and a termination.
enum StopSignal {
    /// Keeps the signals from ending the process, and gives their names as they come.
    static func arrivals() -> AsyncStream<String> {
        AsyncStream { continuation in
            let sources = [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM")].map { number, name in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { continuation.yield(name) }
                source.resume()
                return source
            }
            continuation.onTermination = { _ in for source in sources { source.cancel() } }
        }
    }
}
