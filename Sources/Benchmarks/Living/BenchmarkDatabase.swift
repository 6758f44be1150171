import Foundation
import Postgres
import Store

/// The database that a benchmark works with: one of others by its URL, or a private cluster in a folder.
struct BenchmarkDatabase: Sendable {
    private let cluster: PrivateCluster?
    private let url: String

    static let options = ["--database", "--data"]

    init(_ options: Options) throws {
        if let url = options.text("--database") {
            (cluster, self.url) = (nil, url)
        } else if let folder = options.text("--data") {
            (cluster, url) = (try PrivateCluster.open(folder), "")
        } else {
            throw Refusal(text: "say which database: --database URL, or --data FOLDER for a private cluster")
        }
    }

    /// As who owns the tables, or as the service, which owns nothing.
    enum User: String { case owner = "braingain", service = "bg_app" }

    func conninfo(_ user: User) -> String { cluster?.conninfo(user: user.rawValue) ?? url }

    /// The setting by which a service finds it.
    var setting: String { cluster.map { "BRAINGAIN_DATA=\($0.folder)" } ?? "DATABASE_URL=\(url)" }

    /// As a superuser whose changes fire no trigger: references are not checked, and the feed hears nothing.
    var conninfoWithoutTriggers: String {
        let conninfo = conninfo(.owner)
        guard conninfo.contains("://") else { return conninfo + " options='-c session_replication_role=replica'" }
        return conninfo + (conninfo.contains("?") ? "&" : "?") + "options=-c%20session_replication_role%3Dreplica"
    }

    func close() { cluster?.stop() }
}
