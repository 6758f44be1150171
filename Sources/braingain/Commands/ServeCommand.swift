import Demo
import Foundation

/// `braingain serve`: answers over HTTP until it is told to stop.
struct ServeCommand: Command {
    static let name = "serve"
    static let summary = "Serve the interface until SIGINT or SIGTERM"
    static let forms = ["[--clock INSTANT]"]
    static let examples = ["braingain serve", "braingain serve --clock 2026-06-01T09:00:00Z"]
    static let clock = Flag("clock", "INSTANT", "stand still at this instant, as 2026-06-01T09:00:00Z; demo: its day") {
        $0 == "demo" ? Population.clock : try? Date($0, strategy: .iso8601)
    }
    static let flags: [any FlagDescription] = [clock]

    private let clock: Date?

    init(_ arguments: Arguments) throws(UsageError) {
        _ = try arguments.operands(0...0, "flags")
        clock = try arguments.value(of: Self.clock)
    }

    func run(_ context: Context) async throws {
        // A program that takes a message may end before it has read it.
        signal(SIGPIPE, SIG_IGN)
        let stop = StopSignal.arrivals()
        OpenFiles.allowMost()
        let settings = try context.settings
        let log = Log(least: settings.log) { context.console.log($0) }
        let keys = try IssuerKeys(settings.issuer, log)
        if let clock { log.write(.warning, "the clock stands still", ["instant": clock.formatted(.iso8601)]) }
        let backend = try Backend.open(context, clock: clock)
        defer { backend.close() }
        try await ServerRefusal.check(backend.service.store)
        log.write(.info, "database open", ["kind": backend.database.kind])
        let erasures = ErasureList(settings.folder)
        let count = try await backend.replay(erasures)
        if count > 0 { log.write(.warning, "erased again", ["persons": "\(count)"]) }
        let keeper = Task { await backend.database.keep(log) }
        defer { keeper.cancel() }
        let running = try await RunningServers(settings, backend, keys?.issuer, log)
        let reader = Task { await keys?.follow() }
        defer { reader.cancel() }
        let follower = Task { await backend.follow(log) }
        defer { follower.cancel() }
        let recorder = Task { await backend.keepRecords(erasures, log) }
        defer { recorder.cancel() }
        let sender = Task { await backend.deliver(Delivery(settings), log) }
        defer { sender.cancel() }
        let teller = Task { await backend.tellWebhooks(log) }
        defer { teller.cancel() }
        let announcer = Task {
            while backend.service.index.snapshot == nil { try await Task.sleep(for: .milliseconds(5)) }
            log.write(.info, "serving", ["address": running.address, "admin": running.adminAddress])
            Requests(settings.folder, running.address).show(on: context.console)
        }
        defer { announcer.cancel() }
        var signals = stop.makeAsyncIterator()
        log.write(.info, "stopping", ["signal": await signals.next() ?? ""])
        // A second signal does not wait for what is in flight.
        let impatient = Task {
            for await _ in stop { exit(ExitCode.failed.rawValue) }
        }
        await running.stop()
        impatient.cancel()
        log.write(.info, "stopped")
    }
}
