import Foundation
import Importing
import Matching
import Model
import Store
import TestDatabase
import Testing

/// A file of records on disk, for as long as the test needs it.
final class RecordFile {
    let path: String

    init(_ text: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv").path
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The instant at which the tests stand still: 1 June 2026, 09:00 UTC.
    static let now = Date(timeIntervalSince1970: 1_780_304_400)

    func run(
        _ kind: ImportRecords.Kind, in database: TestDatabase, dryRun: Bool = false,
        progress: @escaping @Sendable (ImportStep) -> Void = { _ in }
    ) async throws -> ImportRecords.Report {
        try await ImportRecords(kind: kind, file: path, dryRun: dryRun).run(
            in: database.owner, now: Self.now, progress: progress)
    }
}

extension TestDatabase {
    /// A desk in Tangier, which stands for any organisation.
    func addDesk() async throws -> Identifier<Organisation> { try await addOrganisation(.desk) }

    func addOrganisation(_ kind: Organisation.Kind) async throws -> Identifier<Organisation> {
        let id = Identifier<Organisation>.new(at: RecordFile.now)
        let organisation = Organisation(
            kind: kind, name: try LocalizedText(["en": PlainText("Tangier desk")]), place: try Place("MA-01"),
            zone: "Africa/Casablanca")
        try await store.run(InsertOrganisation(id: id, organisation: organisation))
        return id
    }

    func counts() async throws -> CountRecords.Counts { try await store.run(CountRecords()) }

    func member(_ id: String) async throws -> Member {
        let identifier = try #require(Identifier<Member>(id))
        return try #require(try await store.run(ReadMember(id: identifier))).value
    }
}
