/// What staff were shown beside what the same inputs come to now, as far as a table shows it.
struct ReplayedMatches: Decodable {
    struct Versions: Decodable {
        let weights: String
        let taxonomy: String
    }

    struct Item: Decodable {
        let equal: Bool
        let shown: MatchList.Match.Part
        let replayed: MatchList.Match.Part?
    }

    struct Match: Decodable {
        let state: String
        let kind: String?
        let id: String?
        let score: Int?
        let replayed: Int?
        let inputs: String?
        let parts: [Item]?
    }

    let log: String
    let at: String
    let weights: String
    let taxonomy: String
    let now: Versions
    let equal: Bool
    let matches: [Match]

    /// A line a match, and one for each part that comes to something else; throws where one does.
    func show(on console: Console) throws {
        var table = Table("state", "kind", "id", "score", "replayed", "inputs since")
        for match in matches {
            table.add(
                match.state, match.kind ?? "", match.id ?? "", match.score?.description ?? "",
                match.replayed?.description ?? "", match.inputs ?? "")
        }
        console.print(table)
        for match in matches {
            for part in match.parts ?? [] where !part.equal {
                console.print(
                    "\(match.id ?? ""), \(part.shown.factor): \(part.shown.points) points were shown"
                        + (part.replayed.map { ", it is \($0.points): \($0.text ?? "")" } ?? ""))
            }
        }
        console.print(
            "shown \(at), weights \(Self.version(weights, now.weights)), "
                + "taxonomy \(Self.version(taxonomy, now.taxonomy))")
        guard equal else { throw Failure.failed("what was shown does not come of what was logged") }
        console.print("Everything that is kept comes to the same bits.")
    }

    private static func version(_ then: String, _ now: String) -> String {
        then == now ? then : "\(then) (now \(now))"
    }
}
