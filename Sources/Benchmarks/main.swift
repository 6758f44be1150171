import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
do {
    switch arguments.first {
    case "ranking" where arguments.contains("--population"): try PopulationBenchmark(arguments.dropFirst()).run()
    case "ranking": try RankingBenchmark(arguments.dropFirst()).run()
    case "peers": try Peers(arguments.dropFirst()).run()
    default:
        print("usage: \(RankingBenchmark.usage)\n       \(PopulationBenchmark.usage)\n       \(Peers.usage)")
        exit(2)
    }
} catch {
    print(error)
    exit(1)
}
