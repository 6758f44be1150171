/// The one question to ask next, with what its answer would change.
struct AskNext: Decodable {
    let text: String
    let whatIf: WhatIf?

    enum CodingKeys: String, CodingKey {
        case text
        case whatIf = "what_if"
    }

    func show(on console: Console) {
        console.print("ask next: \(text)")
        whatIf?.show(on: console)
    }
}

/// What would be if more were true of a profile, as far as the console shows it.
struct WhatIf: Decodable {
    struct Item: Decodable {
        let kind: String
        let id: String
        let text: String
    }

    struct Alone: Decodable {
        let text: String
    }

    let text: String
    let items: [Item]?
    let alone: [Alone]?

    /// A line for all suppositions together, one for each alone, and one for each of the best that there would be.
    func show(on console: Console) {
        console.print("what if: \(text)")
        for one in alone ?? [] { console.print("alone: \(one.text)") }
        for item in items ?? [] { console.print("\(item.kind) \(item.id): \(item.text)") }
    }
}
