import Foundation
import Matching
import Postgres
import Store
import Webhooks

/// The use cases on the database that the settings name, as the commands and the service need them.
struct Backend: Sendable {
    let database: Database
    let service: Service
    private let pool: Pool
    /// How long a statement of a request may take: whoever asks is told within seconds that the database hangs.
    private static let patienceOfRequests = Duration.seconds(5)

    /// - Parameters:
    ///   - user: as whom to log in; the service owns nothing, and sees nothing but as somebody who asks.
    ///   - clock: an instant at which time stands still; null is the machine's clock.
    init(_ database: Database, as user: Database.User, clock: Date? = nil) {
        self.database = database
        pool = Pool(conninfo: database.conninfo(user))
        let store =
            user == .owner ? Store(pool: pool, as: .owner) : Store(pool: pool).within(Self.patienceOfRequests)
        service = Service(store: store) { clock ?? .now }
    }

    /// Opens the database after a look at its schema.
    static func open(_ context: Context, as user: Database.User = .application, clock: Date? = nil) throws -> Backend {
        let database = try Database(context.settings)
        do throws(Failure) {
            try SchemaRefusal.check(database)
        } catch {
            database.close()
            throw error
        }
        return Backend(database, as: user, clock: clock)
    }

    func close() {
        pool.close()
        database.close()
    }

    /// Keeps the living index in step until the task is cancelled, and tells the log.
    func follow(_ log: Log) async {
        let listener = Listener(conninfo: database.conninfo(.application), channel: "braingain_change")
        defer { listener.stop() }
        let connection = Pool(conninfo: database.conninfo(.application), size: 1)
        defer { connection.close() }
        let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let relay = Task {
            for await event in listener.events {
                switch event {
                case .notified, .listening: signal.yield()
                case .lost: log.write(.warning, "the database's notifications are lost; it is asked more often")
                }
            }
            signal.finish()
        }
        defer { relay.cancel() }
        await FollowChanges(service, through: Store(pool: connection)) { event in
            switch event {
            case .loading(let percent): log.write(.info, "index loading", ["percent": "\(percent)"])
            case .loaded(let count): log.write(.info, "index loaded", ["documents": "\(count)"])
            case .merged(let count): log.write(.info, "index merged", ["documents": "\(count)"])
            case .failed(let reason): log.write(.error, "index not followed", ["reason": reason])
            }
        }.run(signals: signals)
    }

    /// Seals the audit and keeps the list of who was erased, each second until the task is cancelled.
    func keepRecords(_ erasures: ErasureList, _ log: Log) async {
        let pool = Pool(conninfo: database.conninfo(.application), size: 1)
        defer { pool.close() }
        let store = Store(pool: pool)
        var isFailing = false
        while !Task.isCancelled {
            do {
                _ = try await store.run(SealAudit())
                try await store.run(EndGrants())
                try await store.run(SweepErased())
                try await erasures.keep(store)
                isFailing = false
            } catch {
                if !isFailing { log.write(.error, "audit or erasures not kept", ["reason": "\(error)"]) }
                isFailing = true
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Delivers messages, each second until the task is cancelled.
    func deliver(_ delivery: Delivery, _ log: Log) async {
        let pool = Pool(conninfo: database.conninfo(.application), size: 1)
        defer { pool.close() }
        let store = Store(pool: pool)
        while !Task.isCancelled {
            // Without a database nothing waits: others tell of that.
            try? await delivery.run(store, log)
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Tells webhooks what has happened, each second until the task is cancelled: apart from messages, whose codes must not wait
    /// for somebody's slow program.
    func tellWebhooks(_ log: Log) async {
        let pool = Pool(conninfo: database.conninfo(.application), size: 1)
        defer { pool.close() }
        let store = Store(pool: pool)
        let courier = Courier()
        await DeliverEvents { await courier.post(to: $0, headers: $1, body: $2) }.keepRunning(in: store) { result in
            switch result {
            case .success(0): break
            case .success(let left): log.write(.error, "webhooks not told", ["count": "\(left)"])
            // Others tell of that.
            case .failure(.unavailable): break
            case .failure(let error): log.write(.error, "webhooks not told", ["cause": "\(error)"])
            }
        }
    }

    /// Makes a restored backup forget who was erased since, before anybody is answered; says how many it knew.
    func replay(_ erasures: ErasureList) async throws -> Int {
        let pool = Pool(conninfo: database.conninfo(.owner), size: 1)
        defer { pool.close() }
        do { return try await erasures.replay(Store(pool: pool)) } catch let error as StoreError {
            throw Failure(MatchingError(error))
        }
    }

    /// Why questions are not answered yet, or no longer in step; null when they are.
    var notReady: String? {
        guard let age = service.index.age else {
            return "the index is being loaded: \(service.index.loaded) %"
        }
        return age > .seconds(30)
            ? "the index is \(age.components.seconds) seconds old: the database does not answer" : nil
    }
}

extension Failure {
    /// What a use case was refused with, for the shell.
    init(_ error: MatchingError) {
        switch error {
        case .notFound: self = .notFound("there is no such record")
        case .invalid(let violations):
            let lines = violations.map { "\n  \($0.pointer) \($0.rule.rawValue): \($0.remedy)" }
            self = .refused(code: "invalid", lines.joined())
        case .conflict(let name): self = .refused(code: name, "")
        case .unavailable(let detail): self = .failed(detail)
        case .storageFull: self = .failed("the database has no space left")
        default: self = .failed("\(error)")
        }
    }
}
