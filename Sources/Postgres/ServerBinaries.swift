import Foundation

/// Where PostgreSQL's server programs lie.
struct ServerBinaries {
    let folder: String
    let major: Int

    /// The newest that is installed, but for an existing cluster the one that made it.
    init(forCluster cluster: String) throws(ClusterError) {
        let root = "/usr/lib/postgresql"
        let installed = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap { Int($0) }
            .filter { FileManager.default.isExecutableFile(atPath: "\(root)/\($0)/bin/postgres") }
        guard let newest = installed.max() else { throw .noServer }
        let version = (try? String(contentsOfFile: "\(cluster)/PG_VERSION", encoding: .utf8))
            .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        if let version, !installed.contains(version) { throw .otherVersion(folder: cluster, version: version) }
        major = version ?? newest
        folder = "\(root)/\(major)/bin"
    }

    /// The command that runs a program as an unprivileged user, since PostgreSQL refuses to run as root.
    func command(_ program: String, _ arguments: [String]) throws(ClusterError) -> [String] {
        let command = ["\(folder)/\(program)"] + arguments
        guard geteuid() == 0 else { return command }
        guard getpwnam("postgres") != nil else { throw .noUnprivilegedUser }
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--no-new-privs", "--"] + command
    }
}
