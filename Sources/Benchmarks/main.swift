import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
do {
    guard arguments.first == "ranking" else { throw Refusal(text: "usage: \(RankingBenchmark.usage)") }
    try RankingBenchmark(arguments.dropFirst()).run()
} catch {
    print(error)
    exit(arguments.first == "ranking" ? 1 : 2)
}
