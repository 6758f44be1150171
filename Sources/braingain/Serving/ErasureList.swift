import Foundation
import Matching
import Model
import Store

/// Who was erased, kept in the data folder beside the database, so that a backup that still knows them is made to forget
/// them again. Every line has one identifier: of who was erased; or two: of a record, and of that with which it became one.
struct ErasureList: Sendable {
    private let folder: DataFolder
    private var path: String { folder.path + "/erasures" }

    init(_ folder: DataFolder) { self.folder = folder }

    /// Those in the list; none where there is no list yet.
    private func read() throws(Failure) -> [Erasure] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw .failed("\(path) cannot be read")
        }
        var list: [Erasure] = []
        for (number, line) in text.split(separator: "\n").enumerated() {
            let ids = line.split(separator: " ", omittingEmptySubsequences: false).map {
                Identifier<Member>(String($0))
            }
            guard let person = ids[0], ids.count == 1 || ids.count == 2 && ids[1] != nil else {
                throw .failed("\(path), line \(number + 1) is no identifier: correct it, or erasures are lost")
            }
            list.append(Erasure(person, unitedInto: ids.count == 2 ? ids[1] : nil))
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
        let bytes = Array(
            new.map { erasure in
                "\(erasure.person)" + (erasure.unitedInto.map { " \($0)" } ?? "") + "\n"
            }.joined().utf8)
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw Failure.failed("\(path) cannot be written")
        }
    }

    /// Forgets again those of the list whom the database knows: it is a backup that was restored. Says how many.
    func replay(_ store: Store) async throws -> Int {
        let forgotten = Set(try await store.run(FindErasures()).map(\.person))
        let again = try read().filter { !forgotten.contains($0.person) }
        guard !again.isEmpty else { return 0 }
        return try await store.transaction(as: .owner) { transaction throws(StoreError) in
            var count = 0
            for one in again where try RepeatErasure(one).run(in: transaction) { count += 1 }
            return count
        }
    }
}
