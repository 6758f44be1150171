/// A figure over persons, with the interval in which 95 of 100 samples of as many persons, drawn with repetition, have it
/// (Efron 1979).
struct Bootstrap {
    let value: Double
    let interval: ClosedRange<Double>

    /// The mean of one figure a person.
    init(mean figures: [Double]) { self.init(figures.map { SIMD2($0, 1) }) }

    /// How many times the mean of one figure is that of another of the same persons.
    init(_ figures: [Double], timesThatOf others: [Double]) { self.init(zip(figures, others).map { SIMD2($0, $1) }) }

    /// The quotient of the sums of two figures a person.
    private init(_ pairs: [SIMD2<Double>]) {
        func quotient(_ pairs: some Sequence<SIMD2<Double>>) -> Double {
            let sum = pairs.reduce(.zero, +)
            return sum.x / sum.y
        }
        var dice = Dice(seed: 1)
        let samples = (0..<1_000).map { _ in quotient(pairs.indices.map { _ in pairs[dice.roll(0..<pairs.count)] }) }
            .sorted()
        value = quotient(pairs)
        interval = samples[25]...samples[974]
    }
}
