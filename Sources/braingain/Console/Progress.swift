import Synchronization

/// Shows how far long work has come: one rewritten line on a terminal, otherwise a line every few seconds.
final class Progress: Sendable {
    private let console: Console
    private let shownAt = Mutex(ContinuousClock.now - .seconds(60))

    init(_ console: Console) {
        self.console = console
    }

    /// Shows a state, unless one was shown a moment ago.
    func show(_ text: @autoclosure () -> String) {
        let pause: Duration = console.errorIsTerminal ? .milliseconds(100) : .seconds(5)
        let due = shownAt.withLock { shownAt in
            guard .now - shownAt >= pause else { return false }
            shownAt = .now
            return true
        }
        guard due else { return }
        if console.errorIsTerminal { console.rewrite(text()) } else { console.say(text()) }
    }

    /// Clears the line for what comes after.
    func end() {
        if console.errorIsTerminal { console.rewrite("") }
    }
}
