import Archive
import Foundation
import Scoring
import Taxonomy

/// Measures how good matches are: sparse persons and offers of occupations that no training saw, as ESCO has them.
struct QualityBenchmark {
    private let esco: String
    private let persons: Int
    private let seeds: Range<Int>
    private let tuning: Bool
    private let candidate: Candidate?

    static let usage = """
        Benchmarks quality --esco FOLDER [--persons 600] [--seed 1] [--seeds 5] [--tuning 0|1]
            [--candidate \(Candidate.usage)]
        """

    init(_ arguments: ArraySlice<String>) throws {
        let options = try Options(
            arguments, known: ["--esco", "--persons", "--seed", "--seeds", "--tuning", "--candidate"], usage: Self.usage
        )
        guard let folder = options.text("--esco") else {
            throw Refusal(text: "say where ESCO's zips are: --esco FOLDER, as downloaded from the European Commission")
        }
        esco = folder
        persons = try options.number("--persons", or: 600, atLeast: 1)
        let seed = try options.number("--seed", or: 1)
        seeds = seed..<seed + (try options.number("--seeds", or: 5, atLeast: 1))
        tuning = try options.number("--tuning", or: 0) > 0
        candidate = try options.text("--candidate").map { try Candidate($0) }
    }

    /// All sets of the first seed; of the others the plain ones, for the range.
    func run() throws {
        let content = try Self.content(of: esco)
        for (unit, sizes) in Self.sets { _ = try measure(content, held: unit, sizes, seed: seeds.lowerBound) }
        try measureLevels(content)
        for (unit, sizes) in Self.sets where seeds.count > 1 {
            var times: [String: [Double]] = [:]
            for seed in seeds {
                for (name, figure) in try measure(content, held: unit, Array(sizes.prefix(1)), seed: seed, silent: true)
                {
                    times[name, default: []].append(figure)
                }
            }
            for (name, figures) in times.sorted(by: { $0.key > $1.key }) {
                say(
                    "held-out \(unit.rawValue), \(sizes[0].description), seeds \(seeds.lowerBound) to \(seeds.upperBound - 1), "
                        + name + ": " + figures.map { String(format: "%.3f", $0) }.joined(separator: ", ")
                        + String(format: " times, mean %.3f", figures.reduce(0, +) / Double(figures.count)))
            }
        }
        try tellStories(content)
    }

    private static let sets: [(UnseenOccupations.Unit, [SparseSet.Size])] = {
        let plain = SparseSet.Size(person: 5, offer: 8, withOptional: true)
        let others = [
            SparseSet.Size(person: 5, offer: 8, withOptional: false),
            SparseSet.Size(person: 3, offer: 8, withOptional: true),
            SparseSet.Size(person: 8, offer: 12, withOptional: true),
        ]
        return [(.occupations, [plain] + others), (.unitGroups, [plain]), (.minorGroups, [plain])]
    }()

    /// Prints each set of one lot, and returns how many times exact overlap's nDCG@10 each ranking has on the last.
    private func measure(
        _ content: TaxonomyContent, held unit: UnseenOccupations.Unit, _ sizes: [SparseSet.Size], seed: Int,
        silent: Bool = false
    ) throws -> [(name: String, times: Double)] {
        let held = UnseenOccupations(content, by: unit, seed: seed, tuning: tuning)
        var rankings = [
            (name: "version \(Weights.version)", taxonomy: Self.taxonomy(held.training, RelatednessFigures()))
        ]
        if let candidate { rankings.append(("candidate", Self.taxonomy(held.training, candidate.figures))) }
        if !silent { rankings.insert(("asked skills alone", Self.taxonomy(held.training, nil)), at: 0) }
        var times: [(name: String, times: Double)] = []
        for size in sizes {
            let set = SparseSet(content, tested: held.tested, size: size, persons: persons, seed: seed)
            let exact = quality(of: ExactOverlap(set, training: held.training), on: set)
            if !silent {
                say(
                    "held-out \(unit.rawValue), \(size.description), seed \(seed): "
                        + "\(set.persons.count) persons, \(set.offers.count) offers")
                report("exact overlap", exact, against: nil)
            }
            times = rankings.map { name, taxonomy in
                let service = quality(of: ServiceRanking(set, in: taxonomy), on: set)
                if !silent { report(name, service, against: exact) }
                return (name, Bootstrap(service.map(\.gain), timesThatOf: exact.map(\.gain)).value)
            }
        }
        return times
    }

    /// What a training taxonomy says with some figures; null is without relatives.
    private static func taxonomy(_ training: TaxonomyContent, _ figures: RelatednessFigures?) -> Taxonomy {
        let related = figures.map { Relatedness.compute(training, by: $0) } ?? training.concepts.map { _ in [] }
        return Taxonomy(TaxonomyRecords(training, related: related, version: "training"))
    }

    private func measureLevels(_ content: TaxonomyContent) throws {
        let held = UnseenOccupations(content, by: .occupations, seed: seeds.lowerBound, tuning: tuning)
        let taxonomy = Self.taxonomy(held.training, RelatednessFigures())
        let size = SparseSet.Size(person: 5, offer: 8, withOptional: true)
        let set = SparseSet(content, tested: held.tested, size: size, persons: persons, seed: seeds.lowerBound)
        let exact = quality(of: ExactOverlap(set, training: held.training), on: set)
        let levels = DrawnLevels(content)
        say("what a level below the asked one counts, \(size.description), levels drawn:")
        for credit in LevelCredit.allCases {
            let ranking = LevelRanking(set, levels, in: taxonomy, by: credit)
            report(credit.rawValue, quality(of: ranking, on: set), against: exact)
        }
    }

    private func tellStories(_ content: TaxonomyContent) throws {
        let inForce = Self.taxonomy(content, RelatednessFigures())
        var rankings = [
            try StoryRanks(in: inForce, exact: true).ranks(), try StoryRanks(in: inForce, exact: false).ranks(),
        ]
        var names = "exact overlap, version \(Weights.version)"
        if let candidate {
            names += ", candidate"
            rankings.append(try StoryRanks(in: Self.taxonomy(content, candidate.figures), exact: false).ranks())
        }
        say("the place of who must come first in the demo's stories that put somebody before others: \(names)")
        for (place, told) in rankings[0].enumerated() {
            let ranks = rankings.map { String($0[place].rank) }.joined(separator: ", ")
            say("  \(told.story.number). \(told.story.title), \(told.of) to compare: \(ranks)")
        }
    }

    private func quality(of ranking: some OfferRanking, on set: SparseSet) -> [RankingQuality] {
        set.persons.map { person in
            RankingQuality(ranking.order(for: person).map { set.grade(person, set.offers[$0]) })
        }
    }

    private func report(_ name: String, _ quality: [RankingQuality], against exact: [RankingQuality]?) {
        func text(_ figure: Bootstrap) -> String {
            String(format: "%.3f (%.3f–%.3f)", figure.value, figure.interval.lowerBound, figure.interval.upperBound)
        }
        let gains = quality.map(\.gain)
        let times = exact.map { "  " + text(Bootstrap(gains, timesThatOf: $0.map(\.gain))) + " times" } ?? ""
        say(
            "  " + name.padding(toLength: 28, withPad: " ", startingAt: 0) + "nDCG@10 \(text(Bootstrap(mean: gains)))  "
                + "MRR \(text(Bootstrap(mean: quality.map(\.reciprocalRank))))  "
                + "recall@10 \(text(Bootstrap(mean: quality.map(\.recall))))\(times)")
    }

    /// What the zips of a download say.
    private static func content(of folder: String) throws -> TaxonomyContent {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix("csv.zip") }
        var reader = ESCOReader()
        for file in files.sorted() {
            var archive = try ArchiveReader("\(folder)/\(file)")
            while let member = try archive.next() { try reader.add(member.name, member.bytes) }
        }
        let content = reader.finish().content
        guard !content.occupationSkills.isEmpty else {
            throw Refusal(text: "\(folder) has no occupations with skills: it needs all of ESCO's CSV zips")
        }
        return content
    }
}
