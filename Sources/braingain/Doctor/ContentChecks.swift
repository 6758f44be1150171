import Foundation
import Store

/// What is in the database: a taxonomy, people, and whether the index of a running service is in step.
enum ContentChecks {
    static func all(_ settings: Settings, _ context: Context) async -> [Finding] {
        guard let backend = try? Backend.open(context, as: .owner) else { return [] }
        defer { backend.close() }
        let store = backend.service.store
        do {
            let release = try await store.run(ReadRelease())
            let counts = try await store.run(CountRecords())
            let people =
                "\(counts.members) members, \(counts.mentors) mentors, \(counts.ventures) ventures, \(counts.offers) offers"
            return [
                release.map { .ok("taxonomy", $0) }
                    ?? .warn("taxonomy", "there is none", remedy: "braingain import starter"),
                .ok("records", people), try await index(backend), await service(settings),
            ]
        } catch {
            return [.fail("records", "they cannot be read: \(error)", remedy: "see \(settings.data)/postgres.log")]
        }
    }

    /// Whether the index can be loaded, and how long that takes.
    private static func index(_ backend: Backend) async throws -> Finding {
        let start = ContinuousClock.now
        do {
            try await backend.service.load()
        } catch {
            return .fail("index", "it cannot be loaded", remedy: "braingain serve says why in its log")
        }
        let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
        return .ok("index", "\(backend.service.index.snapshot?.count ?? 0) documents, loaded in \(milliseconds) ms")
    }

    /// Whether a service runs here and its index is in step.
    private static func service(_ settings: Settings) async -> Finding {
        guard let url = URL(string: "http://\(settings.admin)/readyz"),
            let answer = try? await RemoteEndpoint.page(url)
        else { return .ok("service", "none runs on \(settings.admin)") }
        let text = String(decoding: answer.body, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard answer.status == 200 else {
            return .warn("service", "on \(settings.admin): \(text)", remedy: "wait, or look into its log")
        }
        return .ok("service", "on \(settings.admin): \(text)")
    }
}
