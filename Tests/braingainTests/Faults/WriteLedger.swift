import Foundation
import Postgres

/// What writers were told, to be held against what the database has.
final class WriteLedger: @unchecked Sendable {
    // Unchecked: the lock guards all there is.
    private let lock = NSLock()
    private var entries: [Int: Entry] = [:]
    private var complaints: [String] = []

    /// A member as its writer was told of it last.
    struct Entry: Equatable {
        let id: String
        var version = 1
        var isRetired = false
    }

    var all: [Int: Entry] { lock.withLock { entries } }
    /// How many writes were acknowledged.
    var count: Int { all.values.reduce(0) { $0 + $1.version } }
    var live: Int { all.values.count { !$0.isRetired } }

    func set(_ number: Int, _ entry: Entry) { lock.withLock { entries[number] = entry } }
    /// An answer that no writer expects.
    func complain(_ text: String) { lock.withLock { complaints.append(text) } }

    static func name(_ number: Int) -> String { "Invented \(number)" }

    /// Whatever was acknowledged and is not there, or twice, or without its line in the audit; empty when all is well.
    ///
    /// - Parameter owner: a session of the owner's. Nobody may be writing.
    func findings(_ owner: Connection) throws -> [String] {
        var found: [String: [(entry: Entry, inserts: Int, changes: Int)]] = [:]
        for row in try owner.query(
            """
            SELECT p.name, m.id::text, m.version, m.status = 'retired',
                count(*) FILTER (WHERE a.kind = 'member' AND a.act = 'insert'),
                count(DISTINCT a.trace) FILTER (WHERE a.operation IN ('changeMember', 'retireMember'))
            FROM bg.person p JOIN bg.member m ON m.id = p.id LEFT JOIN log.audit a ON a.subject = m.id
            GROUP BY p.name, m.id
            """)
        {
            var row = row
            let name = try row.next(String.self)
            let entry = Entry(id: try row.next(), version: Int(try row.next(Int32.self)), isRetired: try row.next())
            found[name, default: []].append((entry, try row.next(), try row.next()))
        }
        var findings = lock.withLock { complaints }
        for (number, told) in all {
            let rows = found.removeValue(forKey: Self.name(number)) ?? []
            if rows.isEmpty { findings.append("\(number) is lost") }
            if rows.count > 1 { findings.append("\(number) is there \(rows.count) times") }
            for (entry, inserts, changes) in rows {
                if rows.count == 1, entry != told { findings.append("\(number) is \(entry), and \(told) was told") }
                if inserts != 1 { findings.append("\(number) was registered, of which the audit has \(inserts) lines") }
                if changes != entry.version - 1 {
                    findings.append("\(number) was changed \(entry.version - 1) times, the audit has \(changes)")
                }
            }
        }
        return findings + found.keys.map { "of \($0) nobody was told" }
    }
}
