/// Many who ask at once.
enum AtOnce {
    /// How often each answer came: `yes`, or the code of the refusal.
    static func codes(_ answers: [Answer]) -> [String: Int] {
        answers.reduce(into: [:]) { $0[$1.status == 200 ? "yes" : $1.code ?? "\($1.status)", default: 0] += 1 }
    }

    /// The answers in the order of the values.
    static func all<Value: Sendable>(
        _ values: [Value], _ ask: @escaping @Sendable (Value) async throws -> Answer
    ) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: (place: Int, answer: Answer).self) { group in
            for (place, value) in values.enumerated() { group.addTask { (place, try await ask(value)) } }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.place < $1.place }.map(\.answer)
        }
    }
}
