import Foundation
import Postgres
import Testing

/// A data folder with the starter taxonomy and one desk, made once a process and copied for each test.
struct DeskFolder {
    let folder: TemporaryFolder
    /// Of the desk.
    let key: String

    private static let made = Result { () throws -> DeskFolder in
        let folder = try TemporaryFolder.shared()
        let environment = Execution.environment(data: folder.path)
        for words in [["migrate"], ["import", "starter"]] {
            let run = try Execution(words, environment: environment)
            try #require(run.exitCode == 0, "\(words): \(run.errors)")
        }
        let desk = UUID()
        try Self.asOwner(of: folder) { owner in
            try owner.execute(
                """
                INSERT INTO bg.organisation (id, kind, name, country, region, zone)
                VALUES ('\(desk)', 'desk', '{"fr": "Un bureau"}', 'MA', 'MA-01', 'Africa/Casablanca')
                """)
        }
        let run = try Execution(
            ["key", "create", "--role", "desk", "--organisation", desk.uuidString], environment: environment)
        try #require(run.exitCode == 0, "\(run.errors)")
        return DeskFolder(folder: folder, key: run.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private init(folder: TemporaryFolder, key: String) {
        self.folder = folder
        self.key = key
    }

    /// - Parameters:
    ///   - path: where it is to be; null is in memory.
    ///   - settings: lines for postgresql.conf.
    init(at path: String? = nil, settings: String = "") throws {
        let original = try Self.made.get()
        folder = try path.map { try TemporaryFolder(at: $0) } ?? TemporaryFolder()
        key = original.key
        let copy = try Execution(["-a", "\(original.folder.path)/.", folder.path], program: URL(filePath: "/bin/cp"))
        try #require(copy.exitCode == 0, "\(copy.errors)")
        // The socket's folder is in it. Written in place, so that it stays the database's file.
        let file = "\(folder.path)/pg/postgresql.conf"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let lines = text.replacing(original.folder.path, with: folder.path) + settings + "\n"
        try lines.write(toFile: file, atomically: false, encoding: .utf8)
    }

    var path: String { folder.path }
    var socket: String { "\(path)/run/.s.PGSQL.5432" }

    /// Runs a body with a session of the owner's, on the server that runs or on one for the while.
    func asOwner<Value>(_ body: (Connection) throws -> Value) throws -> Value {
        try Self.asOwner(of: folder, body)
    }

    /// Whether the audit is whole, once all of it is sealed by a service that runs.
    func isAuditWhole() async throws -> Bool {
        while true {
            let run = try Execution("audit", "verify", environment: Execution.environment(data: path))
            if run.exitCode != 0 { return false }
            if run.output.contains(", 0 lines not sealed yet") { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private static func asOwner<Value>(of folder: TemporaryFolder, _ body: (Connection) throws -> Value) throws -> Value
    {
        let cluster = try PrivateCluster.open(folder.path)
        defer { cluster.stop() }
        let owner = Connection(conninfo: cluster.conninfo(user: "braingain"))
        defer { owner.close() }
        return try body(owner)
    }
}
