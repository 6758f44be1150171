/// Writes a population and its queries, the same for the same seed, in the form that other benchmarks read.
struct MakePopulation {
    private let arguments: [String]

    static let usage = "Benchmarks population --out DIR [--profiles 1000000] [--queries 200] [--seed 20261123]"

    init(_ arguments: ArraySlice<String>) throws(Refusal) {
        let options = try Options(
            arguments, known: ["--out", "--profiles", "--queries", "--seed"], usage: Self.usage)
        guard let folder = options.text("--out") else { throw Refusal(text: "--out DIR is missing: \(Self.usage)") }
        self.arguments = [
            "--out", folder,
            "--profiles", "\(try options.number("--profiles", or: 1_000_000, atLeast: 1))",
            "--queries", "\(try options.number("--queries", or: 200, atLeast: 1))",
            "--seed", "\(try options.number("--seed", or: 20_261_123))",
        ]
    }

    func run() throws {
        print(try Program.script("generate").output(arguments), terminator: "")
    }
}
