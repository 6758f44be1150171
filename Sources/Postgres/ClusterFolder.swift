import Foundation

/// The folder of a private cluster: `pg` holds the data, `run` the socket, `log` what the server says.
struct ClusterFolder {
    let path: String

    var data: String { "\(path)/pg" }
    var log: String { "\(path)/postgres.log" }
    private var pidFile: String { "\(data)/postmaster.pid" }

    /// Line 8 of the server's own file says when it takes connections. (Asking by connecting fills its log.)
    var isReady: Bool {
        guard let text = try? String(contentsOfFile: pidFile, encoding: .utf8) else { return false }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 7, lines[7].trimmingCharacters(in: .whitespaces) == "ready", let process = pid_t(lines[0])
        else { return false }
        return kill(process, 0) == 0 || errno == EPERM
    }

    /// What the server said last, without the parts of a line that only it understands.
    var lastWords: String {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(4).joined(separator: " | ")
    }

    func unusable() -> ClusterError { .folderUnusable(folder: path, detail: String(cString: strerror(errno))) }

    /// Takes the word `ready` of a server that was killed away, so that the next start is waited for.
    func forgetReadiness() {
        guard let text = try? String(contentsOfFile: pidFile, encoding: .utf8) else { return }
        let process = text.split(separator: "\n").first.flatMap { pid_t($0) } ?? 0
        if process > 0, kill(process, 0) != 0, errno == ESRCH { unlink(pidFile) }
    }

    func create() throws(ClusterError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .folderUnusable(folder: path, detail: "it cannot be made")
        }
        if geteuid() == 0 {
            guard let user = getpwnam("postgres") else { throw .noUnprivilegedUser }
            guard chown(path, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else { throw unusable() }
        }
        guard chmod(path, 0o700) == 0 else { throw unusable() }
    }

    /// Makes the cluster, unless there is one.
    func initialise(with binaries: ServerBinaries, isDurable: Bool) throws(ClusterError) {
        guard !FileManager.default.fileExists(atPath: "\(data)/PG_VERSION") else { return }
        // An interrupted initdb leaves a folder that it refuses later, so it works beside and is renamed at the end.
        let new = "\(path)/pg.new"
        try? FileManager.default.removeItem(atPath: new)
        try run(
            binaries.command(
                "initdb",
                [
                    "-D", new, "-U", "braingain", "-A", "peer", "--auth-host=reject", "--locale=C.UTF-8", "-E", "UTF8",
                    "-k",
                    "--no-instructions",
                ]))
        try configure(new, binaries, isDurable: isDurable)
        guard rename(new, data) == 0 else { throw unusable() }
    }

    /// An eighth of the machine's memory in MiB, within bounds: the cards of a page are anywhere in the tables, and what is not
    /// among the server's own pages is copied from the system's each time.
    private static var sharedBuffers: Int {
        min(max(Int(ProcessInfo.processInfo.physicalMemory >> 23), 128), 1_024)
    }

    private func configure(_ new: String, _ binaries: ServerBinaries, isDurable: Bool) throws(ClusterError) {
        let sockets = "\(path)/run"
        mkdir(sockets, 0o700)
        let owner = geteuid() == 0 ? getpwnam("postgres") : getpwuid(geteuid())
        if let owner { chown(sockets, owner.pointee.pw_uid, owner.pointee.pw_gid) }
        var settings = """

            listen_addresses = ''
            unix_socket_directories = '\(sockets.replacing("'", with: "''"))'
            unix_socket_permissions = 0700
            max_wal_size = 2GB
            max_connections = 100
            idle_in_transaction_session_timeout = 600000
            log_min_error_statement = panic
            log_error_verbosity = terse
            log_statement = none

            """
        // A throwaway cluster serves all tests of a process at once, each with pools of its own.
        settings +=
            isDurable
            ? "fsync = on\nsynchronous_commit = on\nfull_page_writes = on\nshared_buffers = \(Self.sharedBuffers)MB\n"
            : "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nwal_level = minimal\nmax_wal_senders = 0\n"
                + "max_connections = 400\n"
        let users = Set(["root", owner.map { String(cString: $0.pointee.pw_name) } ?? "root"])
        let map = users.sorted().flatMap { user in
            ["braingain", "bg_app"].map { "bg \"\(user)\" \($0)" }
        }
        do {
            let handle = try FileHandle(forUpdating: URL(filePath: "\(new)/postgresql.conf"))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(settings.utf8))
            try handle.close()
            try "local all all peer map=bg\n".write(toFile: "\(new)/pg_hba.conf", atomically: false, encoding: .utf8)
            try (map.joined(separator: "\n") + "\n").write(
                toFile: "\(new)/pg_ident.conf", atomically: false, encoding: .utf8)
        } catch {
            throw .folderUnusable(folder: path, detail: "its settings cannot be written")
        }
        try createDatabase(in: new, with: binaries)
    }

    /// Makes the database while the cluster serves nobody, so that whoever finds a cluster finds the database.
    private func createDatabase(in new: String, with binaries: ServerBinaries) throws(ClusterError) {
        let command = try binaries.command("postgres", ["--single", "-D", new, "postgres"])
        let script = "echo 'CREATE DATABASE braingain' | \"$@\""
        try run(["/bin/sh", "-c", script, "braingain-database"] + command)
    }

    private func run(_ command: [String]) throws(ClusterError) {
        let outcome: (status: Int32, output: String)
        do { outcome = try Spawn.run(command) } catch {
            throw .initialisationFailed(detail: String(cString: strerror(error.code)))
        }
        if outcome.output.contains("No space left") { throw .diskFull(folder: path) }
        guard outcome.status == 0 else {
            throw .initialisationFailed(
                detail: outcome.output.split(separator: "\n").last.map(String.init) ?? "unknown")
        }
    }
}
