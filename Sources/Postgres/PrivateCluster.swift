import Foundation
import Synchronization

/// A PostgreSQL server of our own in a folder, reached by a Unix socket alone, that lives as long as we do.
///
/// The server is the child of a small shell that holds the read end of a pipe: when we end, however that comes about, the
/// pipe closes and the shell stops the server. A second process on the folder attaches to the running server.
package final class PrivateCluster: Sendable {
    /// What this process has to do with the server of the folder.
    private enum State {
        /// We started it. The lock on the folder says so to others; the shell ends when the lifeline closes.
        case owned(lock: Int32, lifeline: Int32, shell: pid_t)
        case attached
        case stopped
    }

    package let folder: String
    private let layout: ClusterFolder
    private let state: Mutex<State>

    private init(_ layout: ClusterFolder, _ state: State) {
        folder = layout.path
        self.layout = layout
        self.state = Mutex(state)
    }

    /// Whether this process started the server and will stop it.
    package var isOwner: Bool {
        state.withLock { if case .owned = $0 { true } else { false } }
    }

    /// libpq's connection string as a database user, `braingain` being the one that may do everything.
    package func conninfo(user: String, database: String = "braingain") -> String {
        "host='\(folder)/run' user='\(user)' dbname='\(database)' application_name='braingain'"
    }

    /// Starts the server of a folder, making the cluster first where there is none, or attaches to it.
    ///
    /// - Parameter isDurable: false only for tests, whose data nobody misses.
    package static func open(_ folder: String, isDurable: Bool = true) throws(ClusterError) -> PrivateCluster {
        // A socket's address holds 107 bytes; ours ends in /run/.s.PGSQL.5432.
        guard folder.utf8.count <= 89 else { throw .pathTooLong(folder: folder, most: 89) }
        let layout = ClusterFolder(path: folder)
        try layout.create()
        return PrivateCluster(layout, try acquire(layout, isDurable: isDurable))
    }

    /// Brings the server back where it has died, and takes it over where the process that ran it has ended.
    ///
    /// - Returns: whether there was anything to do.
    package func revive() throws(ClusterError) -> Bool {
        try state.withLock { state throws(ClusterError) in
            switch state {
            case .owned(let lock, let lifeline, let shell):
                var status: Int32 = 0
                guard waitpid(shell, &status, WNOHANG) == shell else { return false }
                close(lifeline)
                state = .attached
                do throws(ClusterError) {
                    state = try Self.start(layout, ServerBinaries(forCluster: layout.data), lock)
                } catch {
                    close(lock)
                    throw error
                }
            case .attached:
                guard !layout.isReady else { return false }
                state = try Self.acquire(layout, isDurable: true)
            case .stopped: return false
            }
            return true
        }
    }

    /// Stops the server if it is ours, and waits until it has stopped. Doing so twice is harmless.
    package func stop() {
        state.withLock { state in
            if case .owned(let lock, let lifeline, let shell) = state {
                close(lifeline)
                var status: Int32 = 0
                while waitpid(shell, &status, 0) < 0, errno == EINTR {}
                close(lock)
            }
            state = .stopped
        }
    }

    private static func acquire(_ layout: ClusterFolder, isDurable: Bool) throws(ClusterError) -> State {
        let lock = Glibc.open("\(layout.path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw layout.unusable() }
        // Whoever holds the lock may be starting or stopping just now.
        for _ in 0..<100 {
            if flock(lock, LOCK_EX | LOCK_NB) == 0 {
                do throws(ClusterError) {
                    let binaries = try ServerBinaries(forCluster: layout.data)
                    try layout.initialise(with: binaries, isDurable: isDurable)
                    return try start(layout, binaries, lock)
                } catch {
                    close(lock)
                    throw error
                }
            }
            if layout.isReady {
                close(lock)
                return .attached
            }
            usleep(100_000)
        }
        close(lock)
        throw .heldByAnother(folder: layout.path)
    }

    private static func start(_ layout: ClusterFolder, _ binaries: ServerBinaries, _ lock: Int32) throws(ClusterError)
        -> State
    {
        // After kill -9 of the postmaster its zombie and its children may stand for a second; a new one refuses so long.
        for attempt in 1...30 {
            layout.forgetReadiness()
            guard let pipe = Spawn.pipe() else { throw .startFailed(detail: String(cString: strerror(errno))) }
            let server = try binaries.command("postgres", ["-D", layout.data])
            // Descriptor 3 is the pipe: read returns when we are gone. SIGINT asks the server for a fast, clean stop.
            let script = """
                "$@" 3<&- & server=$!
                ( read -r line <&3; kill -INT $server ) 2>/dev/null & watch=$!
                wait $server; status=$?
                kill $watch 2>/dev/null
                exit $status
                """
            let shell: pid_t
            do {
                shell = try Spawn.start(
                    ["/bin/sh", "-c", script, "braingain-database"] + server, input: pipe.reading, output: layout.log,
                    newGroup: true)
            } catch {
                throw .startFailed(detail: String(cString: strerror(error.code)))
            }
            close(pipe.reading)
            while true {
                if layout.isReady { return .owned(lock: lock, lifeline: pipe.writing, shell: shell) }
                var status: Int32 = 0
                if waitpid(shell, &status, WNOHANG) == shell { break }
                usleep(10_000)
            }
            close(pipe.writing)
            let detail = layout.lastWords
            if detail.contains("No space left") { throw .diskFull(folder: layout.path) }
            let isPassing = detail.contains("already exists") || detail.contains("still in use")
            guard isPassing, attempt < 30 else { throw .startFailed(detail: detail) }
            usleep(300_000)
        }
        throw .startFailed(detail: layout.lastWords)
    }
}
