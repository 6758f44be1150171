import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
do {
    switch arguments.first {
    case "ranking": try RankingBenchmark(arguments.dropFirst()).run()
    case "peers": try Peers(arguments.dropFirst()).run()
    default:
        print("usage: \(RankingBenchmark.usage)\n       \(Peers.usage)")
        exit(2)
    }
} catch {
    print(error)
    exit(1)
}
