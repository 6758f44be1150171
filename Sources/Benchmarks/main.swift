import Foundation
import Matching

let arguments = Array(CommandLine.arguments.dropFirst())
do {
    switch arguments.first {
    case "quality": try QualityBenchmark(arguments.dropFirst()).run()
    case "ranking" where arguments.contains("--population"): try PopulationBenchmark(arguments.dropFirst()).run()
    case "ranking": try RankingBenchmark(arguments.dropFirst()).run()
    case "assignment": try AssignmentBenchmark(arguments.dropFirst()).run()
    case "cohort": try await CohortBenchmark(arguments.dropFirst()).run()
    case "population": try MakePopulation(arguments.dropFirst()).run()
    case "peers": try Peers(arguments.dropFirst()).run()
    case "suggest": try SuggestBenchmark(arguments.dropFirst()).run()
    case "gaming": try GamingBenchmark(arguments.dropFirst()).run()
    case "fill": try await FillDatabase(arguments.dropFirst()).run()
    case "load": try await LoadBenchmark(arguments.dropFirst()).run()
    case "living": try await LivingBenchmark(arguments.dropFirst()).run()
    case "torture": try await TortureBenchmark(arguments.dropFirst()).run()
    case "torture-node": try await TortureNode(arguments.dropFirst()).run()
    case "product": try await ProductBenchmark(arguments.dropFirst()).run()
    case "matches": try await MatchesBenchmark(arguments.dropFirst()).run()
    case "policies": try await PoliciesBenchmark(arguments.dropFirst()).run()
    case "absence": try await AbsenceBenchmark(arguments.dropFirst()).run()
    case "keys": try await KeysBenchmark(arguments.dropFirst()).run()
    case "whatif": try await WhatIfBenchmark(arguments.dropFirst()).run()
    default:
        let usages = [
            QualityBenchmark.usage,
            RankingBenchmark.usage, PopulationBenchmark.usage, AssignmentBenchmark.usage, CohortBenchmark.usage,
            MakePopulation.usage, Peers.usage, GamingBenchmark.usage, FillDatabase.usage, ProductBenchmark.usage,
            MatchesBenchmark.usage,
            SuggestBenchmark.usage, LoadBenchmark.usage, WhatIfBenchmark.usage, LivingBenchmark.usage,
            TortureBenchmark.usage, PoliciesBenchmark.usage, AbsenceBenchmark.usage, KeysBenchmark.usage,
        ]
        print("usage: \(usages.joined(separator: "\n       "))")
        exit(2)
    }
} catch {
    print(error)
    exit(1)
}
