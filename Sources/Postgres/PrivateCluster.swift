import Foundation

/// A PostgreSQL server of our own in a folder, reached by a Unix socket alone, that lives as long as we do.
///
/// The server is the child of a small shell that holds the read end of a pipe: when we end, however that comes about, the
/// pipe closes and the shell stops the server. A second process on the folder attaches to the running server.
package final class PrivateCluster: Sendable {
    package let folder: String
    /// Whether this process started the server and will stop it.
    package let isOwner: Bool
    private let lock: Int32
    private let lifeline: Int32
    private let shell: pid_t

    private init(folder: String, lock: Int32, lifeline: Int32, shell: pid_t) {
        self.folder = folder
        self.lock = lock
        self.lifeline = lifeline
        self.shell = shell
        isOwner = shell > 0
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
        let lock = Glibc.open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw layout.unusable() }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            // Whoever holds the lock may be starting just now.
            for _ in 0..<100 {
                if layout.isReady { return PrivateCluster(folder: folder, lock: -1, lifeline: -1, shell: 0) }
                usleep(100_000)
            }
            throw .heldByAnother(folder: folder)
        }
        do throws(ClusterError) {
            let binaries = try ServerBinaries(forCluster: layout.data)
            try layout.initialise(with: binaries, isDurable: isDurable)
            return try start(layout, binaries, lock)
        } catch {
            close(lock)
            throw error
        }
    }

    /// Stops the server if it is ours, and waits until it has stopped. Doing so twice is harmless.
    package func stop() {
        guard isOwner else { return }
        close(lifeline)
        var status: Int32 = 0
        while waitpid(shell, &status, 0) < 0, errno == EINTR {}
        close(lock)
    }

    private static func start(_ layout: ClusterFolder, _ binaries: ServerBinaries, _ lock: Int32) throws(ClusterError)
        -> PrivateCluster
    {
        // After kill -9 of the postmaster its zombie may stand for a second, and a new one refuses until it is gone.
        for attempt in 1...10 {
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
            let cluster = PrivateCluster(folder: layout.path, lock: lock, lifeline: pipe.writing, shell: shell)
            while true {
                if layout.isReady { return cluster }
                var status: Int32 = 0
                if waitpid(shell, &status, WNOHANG) == shell { break }
                usleep(10_000)
            }
            close(pipe.writing)
            let detail = layout.lastWords
            if detail.contains("No space left") { throw .diskFull(folder: layout.path) }
            guard detail.contains("already exists"), attempt < 10 else { throw .startFailed(detail: detail) }
            usleep(300_000)
        }
        throw .startFailed(detail: layout.lastWords)
    }
}
