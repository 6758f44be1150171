/// The answer to a search, as far as a table shows it.
struct CardList: Decodable {
    struct Item: Decodable {
        struct Card: Decodable {
            let headline: String?
            let country: String?
            let free: Int?
            let label: String?
        }

        let kind: String
        let id: String
        let card: Card
    }

    let items: [Item]

    func show(on console: Console) {
        guard !items.isEmpty else { return console.say("Nothing is found.") }
        var table = Table("kind", "id", "country", "free", "what", "headline")
        for item in items {
            table.add(
                item.kind, item.id, item.card.country ?? "", item.card.free.map(String.init) ?? "",
                item.card.label ?? "", item.card.headline ?? "")
        }
        console.print(table)
    }
}

/// The skills that some words mean, as far as a table shows them.
struct SkillList: Decodable {
    struct Item: Decodable {
        struct Found: Decodable {
            let label: String
            let language: String
        }

        let skill: String
        let label: String
        let found: Found
    }

    let items: [Item]

    func show(on console: Console) {
        guard !items.isEmpty else { return console.say("No skill is called so.") }
        var table = Table("skill", "label", "found as")
        for item in items { table.add(item.skill, item.label, "\(item.found.label) (\(item.found.language))") }
        console.print(table)
    }
}
