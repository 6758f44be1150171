import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
do {
    switch arguments.first {
    case "ranking": try RankingBenchmark(arguments.dropFirst()).run()
    default:
        print("usage: Benchmarks ranking --population DIR [--k 20] [--rounds 3] [--flush] [--unchecked]")
        exit(2)
    }
} catch {
    print(error)
    exit(1)
}
