import Foundation

/// What a program that crashes would leave of its memory: everybody whom it knew.
enum Crash {
    /// Leaves no dump on the disk, of this program and of what it starts, its database above all; and no words of memory in the
    /// log, unless who runs the program has asked for Swift's backtraces (`SWIFT_BACKTRACE`), which print them.
    static func leaveNothing() {
        // A byte and not none: where the system pipes dumps to a program (core(5), `|` in its pattern) a limit of none is passed
        // over, and one of a byte is not; no file is as short.
        var limit = rlimit(rlim_cur: 1, rlim_max: 1)
        _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        guard getenv("SWIFT_BACKTRACE") == nil else { return }
        for fault in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(fault, SIG_DFL) }
    }
}
