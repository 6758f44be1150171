import Foundation

/// Somebody at the desk who registers members, changes and retires them, and repeats whatever got no answer.
struct Writer: Sendable {
    let number: Int
    let key: String
    let ledger: WriteLedger
    /// Whom to ask at the moment; null while nobody answers.
    let service: @Sendable () -> RunningService?

    /// Writes until it is told to stop, and ends what it has begun.
    func run(until isDone: @Sendable () -> Bool) async throws {
        var member = number << 20
        while !isDone() {
            try await register(member)
            if member % 2 == 0 { try await change(member) }
            if member % 4 == 0 { try await retire(member) }
            member += 1
        }
    }

    func register(_ member: Int) async throws {
        let answer = try await answered { try await $0.ask(member) }
        guard answer.status == 201, let id = answer.body["id"] as? String else {
            return ledger.complain("\(member) was not registered: \(answer.status)")
        }
        ledger.set(member, .init(id: id))
    }

    /// One more version. Who got no answer and finds another version has been there.
    private func change(_ member: Int) async throws {
        guard var entry = ledger.all[member] else { return }
        let headers = ["If-Match": "\"\(entry.version)\"", "Content-Type": "application/merge-patch+json"]
        let path = "members/\(entry.id)"
        let body = #"{"headline": "Version \#(entry.version + 1)"}"#
        let answer = try await answered { try await $0.ask(path, "PATCH", body, headers) }
        guard [200, 412].contains(answer.status) else {
            return ledger.complain("\(member) was not changed: \(answer.status)")
        }
        entry.version += 1
        ledger.set(member, entry)
    }

    private func retire(_ member: Int) async throws {
        guard var entry = ledger.all[member] else { return }
        let headers = ["If-Match": "\"\(entry.version)\""]
        let answer = try await answered { try await $0.ask("members/\(entry.id)", "DELETE", nil, headers) }
        guard [200, 204, 404, 412].contains(answer.status) else {
            return ledger.complain("\(member) was not retired: \(answer.status)")
        }
        entry.version += 1
        entry.isRetired = true
        ledger.set(member, entry)
    }

    /// Asks once for a member to be registered.
    func ask(_ member: Int) async throws -> RunningService.Answer {
        try await ask("members", "POST", Self.body(member), ["Idempotency-Key": "member-\(member)"])
    }

    func read(_ id: String) async throws -> RunningService.Answer { try await ask("members/\(id)", "GET", nil, [:]) }

    private func ask(
        _ path: String, _ method: String, _ body: String?, _ headers: [String: String]
    ) async throws -> RunningService.Answer {
        guard let service = service() else { throw Absent() }
        return try await service.get("/v1/\(path)", method: method, body: body, key: key, headers: headers)
    }

    private struct Absent: Error {}

    /// The first answer that is one; whatever says that it may be repeated is.
    private func answered(_ ask: (Writer) async throws -> RunningService.Answer) async throws -> RunningService.Answer {
        while true {
            if let answer = try? await ask(self), answer.retryAfter == nil { return answer }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Whether matching comes to know everybody who is live, and nobody else.
    func findsAll() async throws -> Bool {
        let need = #"{"seek": ["members"], "need": {"skills": [{"skill": "make-cheese"}]}, "limit": 1}"#
        for _ in 0..<200 {
            if try await ask("matches", "POST", need, [:]).body["total"] as? Int == ledger.live { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    static func body(_ member: Int) -> String {
        """
        {"name": "\(WriteLedger.name(member))", "residences": ["ES"],
         "profile": {"skills": [{"skill": "make-cheese", "level": \(member % 4 + 1)}]},
         "consents": [{"purpose": "match", "text_version": "1", "language": "fr", "channel": "paper"},
                      {"purpose": "share_with_desk", "text_version": "1", "language": "fr", "channel": "paper"}]}
        """
    }
}
