import Foundation
import Synchronization

/// Nodes that follow a database, and what is done to them, to their connections and to the database's processes.
final class Torment: Sendable {
    private let nodes: Mutex<[TormentedNode]>
    private let folder: String
    private let kept: Int

    /// - Parameter kept: for how many seconds changes are kept.
    init(nodes: Int, folder: String, kept: Int) throws {
        (self.folder, self.kept) = (folder, kept)
        self.nodes = Mutex(try (0..<nodes).map { _ in try TormentedNode(data: folder, kept: kept) })
    }

    func allHaveLoaded() async throws {
        for node in nodes.withLock({ $0 }) { try await node.hasLoaded() }
    }

    func end() {
        for node in nodes.withLock({ $0 }) { node.end() }
    }

    /// Kills now a node, now a session, now a process of the server, which then ends all sessions and recovers. The first
    /// node sleeps for longer than changes are kept, and has to load anew.
    func run(from start: ContinuousClock.Instant, until end: ContinuousClock.Instant, seed: Int) async throws {
        try await Task.sleep(until: start)
        var dice = Dice(seed: UInt64(seed))
        let sleeper = nodes.withLock { $0[0] }
        let loads = sleeper.loads
        sleeper.send(SIGSTOP)
        var wakes: ContinuousClock.Instant? = .now + .seconds(kept)
        var acts = [0, 0, 0]
        while .now < end {
            try await Task.sleep(for: .seconds(max(1, Double(kept) / 8)))
            if let time = wakes, .now > time {
                sleeper.send(SIGCONT)
                wakes = nil
            }
            let act = acts.contains(0) ? acts.firstIndex(of: 0) ?? 0 : dice.roll(0..<3)
            switch act {
            case 0: try restart(dice.roll(0..<nodes.withLock { $0.count }))
            case 1: if let session = sessions.randomElement(using: &dice) { kill(session, SIGTERM) }
            default: if let session = sessions.randomElement(using: &dice) { kill(session, SIGKILL) }
            }
            acts[act] += 1
        }
        sleeper.send(SIGCONT)
        say("\(acts[0]) nodes, \(acts[1]) sessions and \(acts[2]) processes of the server were killed")
        try await sleeper.hasLoaded(times: loads + 1)
    }

    /// Any node but the one that sleeps.
    private func restart(_ chosen: Int) throws {
        guard chosen > 0 else { return }
        nodes.withLock { $0[chosen] }.end()
        let node = try TormentedNode(data: folder, kept: kept)
        nodes.withLock { $0[chosen] = node }
    }

    /// The server's processes that serve the nodes and the writers.
    private var sessions: [pid_t] {
        let postmaster = (try? String(contentsOfFile: "\(folder)/pg/postmaster.pid", encoding: .utf8))?.split(
            separator: "\n")
        guard let postmaster = postmaster?.first else { return [] }
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.compactMap { pid_t($0) }.filter { process in
            let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
            let command = (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)) ?? ""
            return status.contains("\nPPid:\t\(postmaster)\n")
                && ["bg_app", "braingain"].contains {
                    command.hasPrefix("postgres: \($0)")
                }
        }
    }

    /// Throws unless all nodes have what a fresh load has.
    func judge() async throws {
        var wrong = 0
        for (number, node) in nodes.withLock({ $0 }).enumerated() {
            let verdict = try await node.verdict()
            if !verdict.hasPrefix("same") { wrong += 1 }
            say("node \(number + 1): \(verdict) documents; \(node.loads) loads, \(node.merges) merges")
        }
        guard wrong == 0 else { throw Refusal(text: "\(wrong) nodes are not in step") }
    }
}
