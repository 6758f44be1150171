import Foundation
import Postgres
import Testing

/// What can be wrong with a database that has not ended.
enum Fault: CaseIterable {
    /// Its processes stand still.
    case hung
    /// What the service asks arrives, and no answer comes back.
    case unheard
    /// Nothing arrives anywhere, and no end closes.
    case silent
    /// Others have all the connections there are.
    case exhausted
}

/// A service on a database that is fine until a fault begins.
final class Outage {
    let desk: DeskFolder
    let service: RunningService
    private let fault: Fault
    private let cluster: PrivateCluster
    private let line: FaultyLine
    private var others: [Connection] = []
    /// How many connections there may be.
    private static let places = 30

    init(_ fault: Fault) throws {
        self.fault = fault
        desk = try DeskFolder(settings: "max_connections = \(Self.places)")
        cluster = try PrivateCluster.open(desk.path)
        line = try FaultyLine(to: desk.socket)
        let url = "postgresql://bg_app@127.0.0.1:\(line.port)/braingain?sslmode=disable"
        service = try RunningService(data: desk.path, environment: ["DATABASE_URL": url])
    }

    deinit {
        try? end()
        cluster.stop()
    }

    func begin() throws {
        switch fault {
        case .hung: for process in desk.folder.processes { kill(process, SIGSTOP) }
        case .unheard: line.lose(.answers)
        case .silent: line.lose(.everything)
        case .exhausted: try takeAllConnections()
        }
    }

    func end() throws {
        for process in desk.folder.processes { kill(process, SIGCONT) }
        line.lose(.nothing)
        for other in others { other.close() }
        others = []
    }

    /// Ends the service's sessions, and takes each place before it can; it tries again all the time.
    private func takeAllConnections() throws {
        let owner = Connection(conninfo: cluster.conninfo(user: "braingain"))
        // Three places are for owners alone, and this one has a fourth.
        while others.count < Self.places - 4 {
            _ = try owner.query(
                """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE usename = 'bg_app' AND application_name <> 'other'
                """)
            try takeWhatIsFree()
        }
        others.append(owner)
    }

    private func takeWhatIsFree() throws {
        while true {
            let other = Connection(conninfo: cluster.conninfo(user: "bg_app") + " application_name=other")
            do throws(PostgresError) {
                try other.execute("SELECT 1")
            } catch {
                guard case .tooManyConnections = error else { throw error }
                return
            }
            others.append(other)
        }
    }
}
