import Foundation
import Postgres
import Testing

@Suite struct ListenerTests {
    @Test(.timeLimit(.minutes(1))) func `a notification is heard, and a lost connection is replaced and told`()
        async throws
    {
        let name = try await ThrowawayCluster.database([])
        let conninfo = try ThrowawayCluster.shared().conninfo(user: "braingain", database: name)
        let connection = Connection(conninfo: conninfo)
        let listener = Listener(conninfo: conninfo, channel: "changed")
        var heard: [Listener.Event] = []
        for await event in listener.events {
            heard.append(event)
            switch heard.count {
            case 1: try connection.execute("NOTIFY changed")
            case 2:
                try connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(name)' AND pid <> pg_backend_pid()"
                )
            default: break
            }
            if heard.count == 4 { break }
        }
        #expect(heard == [.listening, .notified, .lost, .listening])
        listener.stop()
    }
}
