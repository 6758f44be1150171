/// The answer to a question for matches, as far as a table shows it.
struct MatchList: Decodable {
    struct Match: Decodable {
        struct Card: Decodable {
            let headline: String?
            let country: String?
            let free: Int?
        }

        struct Part: Decodable {
            let factor: String
            let weight: Int
            let value: Int
            let points: Int
            let text: String?
        }

        let kind: String
        let id: String
        let card: Card
        let score: Int
        let percent: Double
        let fit: Double
        let evidence: Double
        let parts: [Part]
    }

    let asOf: String
    let taxonomy: String
    let items: [Match]
    let leftOut: [String: Int]?
    let nearest: [Near]?
    let whatIf: WhatIf?
    let askNext: AskNext?

    enum CodingKeys: String, CodingKey {
        case asOf, taxonomy, items, nearest
        case leftOut = "left_out"
        case whatIf = "what_if"
        case askNext = "ask_next"
    }

    struct Near: Decodable {
        struct Reason: Decodable {
            let code: String
            let text: String
        }

        let match: Match
        let leftOut: Reason

        enum CodingKeys: String, CodingKey {
            case match
            case leftOut = "left_out"
        }
    }

    /// Why nothing matches, and who nearly does.
    private func showNobody(on console: Console) {
        console.say("Nothing matches.")
        for (reason, count) in (leftOut ?? [:]).sorted(by: { $0.key < $1.key }) {
            console.print("left out: \(count) by \(reason)")
        }
        for near in nearest ?? [] {
            console.print("nearest: \(near.match.kind) \(near.match.id), but \(near.leftOut.code) \(near.leftOut.text)")
        }
    }

    /// One line a match.
    func show(on console: Console) {
        if items.isEmpty { showNobody(on: console) } else { showItems(on: console) }
        whatIf?.show(on: console)
        askNext?.show(on: console)
    }

    private func showItems(on console: Console) {
        var table = Table("score", "fit", "evidence", "kind", "id", "country", "free", "headline")
        for item in items {
            table.add(
                "\(item.percent)", Self.share(item.fit), Self.share(item.evidence), item.kind, item.id,
                item.card.country ?? "", item.card.free.map(String.init) ?? "", item.card.headline ?? "")
        }
        console.print(table)
    }

    /// A share of one as a percentage.
    static func share(_ value: Double) -> String { "\(Int((value * 100).rounded()))%" }
}
