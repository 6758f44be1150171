import Foundation
import Matching
import Model
import Store

/// Who was erased, kept in the data folder beside the database, so that a backup that still knows them is made to forget
/// them again. It holds identifiers alone, one a line.
struct ErasureList: Sendable {
    private let folder: DataFolder
    private var path: String { folder.path + "/erasures" }

    init(_ folder: DataFolder) { self.folder = folder }

    /// Those in the list; none where there is no list yet.
    private func read() throws(Failure) -> [Identifier<Member>] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw .failed("\(path) cannot be read")
        }
        var list: [Identifier<Member>] = []
        for (number, line) in text.split(separator: "\n").enumerated() {
            guard let id = Identifier<Member>(String(line)) else {
                throw .failed("\(path), line \(number + 1) is no identifier: correct it, or erasures are lost")
            }
            list.append(id)
        }
        return list
    }

    /// Adds those whom the database has erased and the list lacks.
    func keep(_ store: Store) async throws {
        let known = Set(try read())
        let new = try await store.run(FindErasures()).filter { !known.contains($0) }
        guard !new.isEmpty else { return }
        try folder.make()
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure.failed("\(path) cannot be written") }
        defer { close(file) }
        let bytes = Array(new.map { "\($0)\n" }.joined().utf8)
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw Failure.failed("\(path) cannot be written")
        }
    }

    /// Erases again those of the list whom the database knows: it is a backup that was restored. Says how many.
    func replay(_ store: Store) async throws -> Int {
        let erased = Set(try await store.run(FindErasures()))
        let again = try read().filter { !erased.contains($0) }
        guard !again.isEmpty else { return 0 }
        return try await store.transaction(as: .owner) { transaction throws(StoreError) in
            var count = 0
            for id in again where try ErasePerson(id).run(in: transaction) { count += 1 }
            return count
        }
    }
}
