import Postgres

/// The database that the settings name, with the private cluster where that is the one.
struct Database: Sendable {
    /// Who logs in to a private cluster; a URL of the settings says itself.
    enum User: String, Sendable {
        /// May do everything: migrations, imports, the operator's commands.
        case owner = "braingain"
        /// Owns nothing, and takes a role that has rights for one transaction: the service.
        case application = "bg_app"
    }

    /// Null for a database that others run.
    let cluster: PrivateCluster?
    private let url: String?

    /// Starts the private cluster, or attaches to it, where the settings name no other database.
    init(_ settings: Settings) throws(Failure) {
        url = settings.databaseURL
        guard url == nil else {
            cluster = nil
            return
        }
        do throws(ClusterError) {
            cluster = try PrivateCluster.open(settings.data)
        } catch {
            throw .failed("\(error)")
        }
    }

    /// What sort of database it is, for people.
    var kind: String {
        guard let cluster else { return "the database of DATABASE_URL" }
        return "a private cluster in \(cluster.folder)" + (cluster.isOwner ? "" : ", which another process runs")
    }

    func conninfo(_ user: User) -> String { cluster?.conninfo(user: user.rawValue) ?? url ?? "" }

    /// Keeps the private cluster up until the task is cancelled: a server that died is started again.
    func keep(_ log: Log) async {
        guard let cluster else { return }
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(250))
            do throws(ClusterError) {
                if try cluster.revive() { log.write(.warning, "database started again") }
            } catch {
                log.write(.error, "database down", ["reason": "\(error)"])
                try? await Task.sleep(for: .seconds(5))
            }
        }
    }

    /// Stops the private cluster if this process started it.
    func close() { cluster?.stop() }
}
