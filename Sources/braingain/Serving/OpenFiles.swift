import Foundation

/// How many files and sockets the process may have open at once.
enum OpenFiles {
    /// Takes all that the system gives: shells often begin with 1,024, which is less than a service has connections.
    static func allowMost() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
