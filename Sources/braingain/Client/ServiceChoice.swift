import Demo
import Foundation
import Matching

/// The flags of the commands that ask the service, and which service they choose.
struct ServiceChoice: Sendable {
    static let server = Flag("server", "URL", "ask this running service instead of the database of this machine") {
        text in
        URL(string: text).flatMap { ["http", "https"].contains($0.scheme ?? "") && $0.host != nil ? $0 : nil }
    }
    static let key = Flag<String>("key", "KEY", "the key to show to --server; @FILE reads it from a file") { text in
        guard text.hasPrefix("@") else { return text }
        let content = try? String(contentsOfFile: String(text.dropFirst()), encoding: .utf8)
        return content?.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    static let language = Flag("in", "LANGUAGE", "the language of labels and reasons: en, fr, es, ar")
    static let json = Switch("json", "print the interface's own JSON")
    static let flags: [any FlagDescription] = [server, key, language, json]

    private let remote: RemoteEndpoint?
    private let language: String?
    private let json: Bool

    init(_ arguments: Arguments) throws(UsageError) {
        let key = try arguments.value(of: Self.key)
        remote = try arguments.value(of: Self.server).map { RemoteEndpoint(server: $0, key: key) }
        guard remote != nil || key == nil else { throw UsageError("--key goes with --server") }
        language = try arguments.value(of: Self.language)
        json = arguments.has(Self.json)
    }

    /// Asks, and prints the bytes or what `show` makes of them.
    ///
    /// - Parameters:
    ///   - watching: what says how far the answer has come, asked once a second; null for what is answered at once.
    ///   - operator: as whom the database of this machine is asked.
    func ask<Content: Decodable>(
        _ question: Question, _ context: Context, as content: Content.Type, watching: Question? = nil,
        operator: Caller = .admin, show: (Content, Console) throws -> Void
    ) async throws {
        var question = question
        question.language = language
        let answer = try await self.answer(to: question, watching: watching, context, as: `operator`)
        guard answer.status < 300 else { throw Problem.failure(answer) }
        if json { return context.console.print(bytes: answer.body) }
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(answer.body)) else {
            throw Failure.failed("the answer is not what was expected: is the service of this program's version?")
        }
        try show(content, context.console)
    }

    private func answer(
        to question: Question, watching: Question?, _ context: Context, as caller: Caller
    ) async throws -> Answer {
        if let remote { return try await Self.send(question, watching: watching, to: remote, context) }
        // The demo's people live on its own day.
        let backend = try Backend.open(
            context, clock: try context.settings.folder.demoKey.map { _ in Population.clock })
        defer { backend.close() }
        return try await Self.send(question, watching: watching, to: LocalEndpoint(backend, as: caller), context)
    }

    private static func send(
        _ question: Question, watching: Question?, to endpoint: some Endpoint, _ context: Context
    ) async throws -> Answer {
        guard let watching else { return try await endpoint.send(question) }
        let progress = Progress(context.console)
        let watcher = Task {
            while true {
                try await Task.sleep(for: .seconds(1))
                let answer = try await endpoint.send(watching)
                let state = try JSONDecoder().decode(AssignmentProgress.self, from: Data(answer.body))
                if let done = state.done, let all = state.of { progress.show("\(done) of \(all) steps") }
            }
        }
        defer {
            watcher.cancel()
            progress.end()
        }
        return try await endpoint.send(question)
    }
}
