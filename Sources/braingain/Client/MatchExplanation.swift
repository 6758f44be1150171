/// Why one fits another, as far as a table shows it.
struct MatchExplanation: Decodable {
    struct Failed: Decodable {
        let code: String
        let text: String?
    }

    let match: MatchList.Match
    let leftOut: [Failed]?
    let rank: Int?
    let whatIf: WhatIf?

    enum CodingKeys: String, CodingKey {
        case match, rank
        case leftOut = "left_out"
        case whatIf = "what_if"
    }

    /// A line a part, and their sum.
    func show(on console: Console) {
        var table = Table("factor", "weight", "value", "points", "reason")
        for part in match.parts {
            table.add(part.factor, "\(part.weight)", "\(part.value)", "\(part.points)", part.text ?? "")
        }
        table.add("sum", "\(match.parts.reduce(0) { $0 + $1.weight })", "", "\(match.score)", "")
        console.print(table)
        console.print(
            "score \(match.percent) of 100, fit \(MatchList.share(match.fit)), "
                + "evidence \(MatchList.share(match.evidence))" + (rank.map { ", place \($0)" } ?? ""))
        for failed in leftOut ?? [] { console.print("left out: \(failed.code) \(failed.text ?? "")") }
        whatIf?.show(on: console)
    }
}
