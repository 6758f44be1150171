import Foundation
import Matching
import Postgres
import Store

/// A node of the service without its HTTP: connections of its own, and the index that follows the database.
final class BenchmarkNode: Sendable {
    let service: Service
    private let pools: [Pool]
    private let listener: Listener
    private let following: Task<Void, Never>

    init(
        _ database: BenchmarkDatabase, adjust: (inout FollowChanges) -> Void = { _ in },
        report: @escaping @Sendable (FeedEvent) -> Void
    ) {
        let conninfo = database.conninfo(.service)
        let (pool, feed) = (Pool(conninfo: conninfo), Pool(conninfo: conninfo, size: 1))
        let (service, listener) = (
            Service(store: Store(pool: pool)) { .now }, Listener(conninfo: conninfo, channel: "braingain_change")
        )
        pools = [pool, feed]
        (self.service, self.listener) = (service, listener)
        var follow = FollowChanges(service, through: Store(pool: feed), report: report)
        adjust(&follow)
        following = Task { [follow] in
            let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            let relay = Task { for await event in listener.events where event != .lost { signal.yield() } }
            await follow.run(signals: signals)
            relay.cancel()
        }
    }

    /// What it answers with when it has loaded.
    func firstSnapshot() async throws -> Snapshot {
        while true {
            if let snapshot = service.index.snapshot { return snapshot }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    func stop() {
        following.cancel()
        listener.stop()
        for pool in pools { pool.close() }
    }
}
