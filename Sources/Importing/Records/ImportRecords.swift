import Archive
import Foundation
import Store

/// Brings in members, mentors, ventures or offers from a file with a record in each line: all of them or none.
///
/// The first line names the columns (``Kind/columns``). Lists in a cell are parted by `|`. Skills are codes, URIs, or
/// labels in any language; words that no concept answers are kept, and wait for a curator.
package struct ImportRecords: Sendable {
    package let kind: Kind
    package let file: String
    package let dryRun: Bool

    /// - Parameters:
    ///   - file: the path of a CSV file in UTF-8, with commas or semicolons; it may be compressed.
    ///   - dryRun: whether to do everything but the writing.
    package init(kind: Kind, file: String, dryRun: Bool = false) {
        self.kind = kind
        self.file = file
        self.dryRun = dryRun
    }

    /// What an import of records came to.
    package struct Report: Sendable {
        /// Lines in the file, without the header and blank ones.
        package let lines: Int
        /// What is wrong; unless it is empty, nothing was written.
        package let bad: BadLines
        /// How many different words for skills no concept answers.
        package let unmapped: Int
        /// Records that were written.
        package let written: Int
    }

    /// So many records are written at once: enough that the commands cost nothing, few enough to show how far it is.
    private static let batch = 5_000

    /// Throws when the file cannot be read at all, or its header is wrong; a bad line is in the report.
    package func run(
        in store: Store, now: Date, progress: @escaping @Sendable (ImportStep) -> Void = { _ in }
    ) async throws(ImportingError) -> Report {
        do {
            progress(ImportStep("reading"))
            var archive = try ArchiveReader(file)
            let bytes = try archive.next()?.bytes ?? []
            let lines = try Lines(bytes, of: kind, now: now)
            let (mentioned, count) = gather(lines)
            let report = try await store.transaction(as: .owner, timeout: .seconds(600)) {
                transaction throws(StoreError) in
                progress(ImportStep("looking up skills, codes and references", share: 0.1))
                let known = try Known(mentioned, for: kind, in: transaction)
                progress(ImportStep("checking \(count) lines", share: 0.2))
                let (batches, bad) = read(lines.knowing(known))
                let written = dryRun || !bad.isEmpty ? 0 : batches.reduce(0) { $0 + $1.count }
                let report = Report(lines: count, bad: bad, unmapped: known.unmapped.count, written: written)
                guard written > 0 else { return report }
                for (index, batch) in batches.enumerated() {
                    let share = 0.4 + 0.6 * Double(index) / Double(batches.count)
                    progress(ImportStep("writing \(count) \(kind.rawValue)", share: share))
                    try InsertMany(batch, at: now).run(in: transaction)
                }
                try RecordUnmapped(texts: Array(known.unmapped)).run(in: transaction)
                return report
            }
            if report.written > 0 { await store.notifyOfChange() }
            return report
        } catch {
            throw .from(error)
        }
    }

    /// The first reading: what the lines mention, and how many there are.
    private func gather(_ lines: Lines) -> (Mentioned, count: Int) {
        var lines = lines
        while lines.next() {
            var passing = RecordBatch()
            kind.read(&lines, into: &passing)
        }
        return (lines.mentioned, lines.count)
    }

    /// The second reading: the records by batches, and what is wrong.
    private func read(_ lines: Lines) -> (batches: [RecordBatch], bad: BadLines) {
        var lines = lines
        var batches: [RecordBatch] = []
        var batch = RecordBatch()
        while lines.next() {
            kind.read(&lines, into: &batch)
            if batch.count == Self.batch {
                batches.append(batch)
                batch = RecordBatch()
            }
        }
        if batch.count > 0 { batches.append(batch) }
        return (batches, lines.bad)
    }
}

extension RecordBatch {
    /// Records of every kind together.
    fileprivate var count: Int { members.count + mentors.count + ventures.count + offers.count }
}
