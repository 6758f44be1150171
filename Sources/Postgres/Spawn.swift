import Foundation

/// Runs other programs. Foundation's own way puts a child into a process group of its own, where Ctrl-C does not reach it.
enum Spawn {
    /// Held while a pipe has not been marked yet: a child that starts in between would inherit it, and keep it open.
    private static let lock = NSLock()

    /// A pipe that no child inherits unless it is given to it; null when the system has none left.
    static func pipe() -> (reading: Int32, writing: Int32)? {
        lock.withLock {
            var ends: [Int32] = [-1, -1]
            guard Glibc.pipe(&ends) == 0 else { return nil }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return (ends[0], ends[1])
        }
    }

    /// Starts a program and gives its process number.
    ///
    /// - Parameters:
    ///   - input: a descriptor that the child has as its descriptor 3; null for none.
    ///   - output: the file that takes what it prints; null for nowhere.
    /// - Throws: the system's error number.
    static func start(_ arguments: [String], input: Int32? = nil, output: String? = nil, newGroup: Bool = false)
        throws(SpawnError)
        -> pid_t
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        if let input { posix_spawn_file_actions_adddup2(&actions, input, 3) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A thread of ours may block signals that the child must hear, SIGCHLD among them.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | (newGroup ? Int16(POSIX_SPAWN_SETPGROUP) : 0))
        var arguments: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        guard let program = arguments[0] else { throw SpawnError(code: ENOMEM) }
        let status = lock.withLock { posix_spawnp(&process, program, &actions, &attributes, &arguments, environ) }
        guard status == 0 else { throw SpawnError(code: status) }
        return process
    }

    /// Runs a program to its end and gives its exit status with what it printed.
    static func run(_ arguments: [String]) throws(SpawnError) -> (status: Int32, output: String) {
        let file = "\(NSTemporaryDirectory())/braingain-\(UUID().uuidString)"
        defer { unlink(file) }
        let process = try start(arguments, output: file)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let output = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        return (status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F), output)
    }
}

/// A program could not be started.
struct SpawnError: Error {
    /// The system's error number.
    let code: Int32
}
