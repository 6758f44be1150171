/// Why the private cluster cannot be started, with the remedy.
package enum ClusterError: Error, Sendable, Equatable, CustomStringConvertible {
    case noServer
    case otherVersion(folder: String, version: Int)
    case pathTooLong(folder: String, most: Int)
    case noUnprivilegedUser
    case folderUnusable(folder: String, detail: String)
    case initialisationFailed(detail: String)
    /// Another process holds the folder and its server does not answer.
    case heldByAnother(folder: String)
    case startFailed(detail: String)
    case diskFull(folder: String)

    package var description: String {
        switch self {
        case .noServer: "PostgreSQL is not installed: apt-get install postgresql, or set DATABASE_URL"
        case .otherVersion(let folder, let version):
            "\(folder) was made by PostgreSQL \(version), which is not installed: install postgresql-\(version), or set "
                + "BRAINGAIN_DATA to another folder and load a dump into it"
        case .pathTooLong(let folder, let most):
            "the path \(folder) is too long for a Unix socket: set BRAINGAIN_DATA to one of at most \(most) bytes"
        case .noUnprivilegedUser:
            "PostgreSQL refuses to run as root and there is no user postgres: install postgresql, or run as another user"
        case .folderUnusable(let folder, let detail): "\(folder) cannot be used: \(detail)"
        case .initialisationFailed(let detail): "the database could not be made: \(detail)"
        case .heldByAnother(let folder):
            "another process holds \(folder) and its database does not answer: end it, then try again"
        case .startFailed(let detail): "the database did not start: \(detail)"
        case .diskFull(let folder): "there is no space left for \(folder): free some, then try again"
        }
    }
}
