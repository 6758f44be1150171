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

    static let usage = "Benchmarks quality --esco FOLDER [--persons 600] [--seed 1] [--seeds 1] [--tuning 0|1]"

    init(_ arguments: ArraySlice<String>) throws {
        let options = try Options(
            arguments, known: ["--esco", "--persons", "--seed", "--seeds", "--tuning"], usage: Self.usage)
        guard let folder = options.text("--esco") else {
            throw Refusal(text: "say where ESCO's zips are: --esco FOLDER, as downloaded from the European Commission")
        }
        esco = folder
        persons = try options.number("--persons", or: 600, atLeast: 1)
        let seed = try options.number("--seed", or: 1)
        seeds = seed..<seed + (try options.number("--seeds", or: 1, atLeast: 1))
        tuning = try options.number("--tuning", or: 0) > 0
    }

    func run() throws {
        let content = try Self.content(of: esco)
        for seed in seeds {
            for (unit, sizes) in Self.sets { try measure(content, held: unit, sizes, seed: seed) }
        }
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

    private func measure(
        _ content: TaxonomyContent, held unit: UnseenOccupations.Unit, _ sizes: [SparseSet.Size], seed: Int
    ) throws {
        let held = UnseenOccupations(content, by: unit, seed: seed, tuning: tuning)
        let related = Relatedness.compute(held.training)
        let records = TaxonomyRecords(held.training, related: related, version: "training")
        var unrelated = records
        unrelated.neighbours = []
        let (taxonomy, alone) = (Taxonomy(records), Taxonomy(unrelated))
        for size in sizes {
            let set = SparseSet(content, tested: held.tested, size: size, persons: persons, seed: seed)
            say(
                "held-out \(unit.rawValue), \(size.description), seed \(seed): "
                    + "\(set.persons.count) persons, \(set.offers.count) offers")
            let exact = quality(of: ExactOverlap(set, training: held.training), on: set)
            report("exact overlap", exact, against: nil)
            report("asked skills alone", quality(of: ServiceRanking(set, in: alone), on: set), against: exact)
            let service = quality(of: ServiceRanking(set, in: taxonomy), on: set)
            report("version \(Weights.version)", service, against: exact)
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
            "  " + name.padding(toLength: 20, withPad: " ", startingAt: 0) + "nDCG@10 \(text(Bootstrap(mean: gains)))  "
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
