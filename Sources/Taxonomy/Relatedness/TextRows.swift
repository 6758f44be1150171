extension SparseRows {
    /// TF-IDF of texts: a feature's weight is the root of the share of the row's texts that have it, times
    /// ln(rows / rows that have it).
    ///
    /// - Parameters:
    ///   - texts: for each row its texts, and how often each counts.
    ///   - widest: a feature that more rows have than this is left out.
    ///   - features: hands over what a text has.
    init(
        texts labels: [[(text: String, count: Float)]], widest: Int, features: (String, (String) -> Void) -> Void
    ) {
        var numbers: [String: Int32] = [:]
        var shares: [[(feature: Int32, weight: Float)]] = []
        var concepts: [Int] = []
        for labels in labels {
            var counts: [Int32: Float] = [:]
            var total: Float = 0
            for label in labels {
                total += label.count
                var inLabel: Set<Int32> = []
                features(label.text) { feature in
                    let number = numbers[feature] ?? Int32(numbers.count)
                    if number == numbers.count {
                        numbers[feature] = number
                        concepts.append(0)
                    }
                    if inLabel.insert(number).inserted { counts[number, default: 0] += label.count }
                }
            }
            let row = counts.sorted { $0.key < $1.key }
            for (number, _) in row { concepts[Int(number)] += 1 }
            shares.append(row.map { ($0.key, ($0.value / total).squareRoot()) })
        }
        let all = naturalLogarithm(max(1, labels.count))
        let idf = concepts.map { all - naturalLogarithm($0) }
        self.init(
            shares.map { row in row.map { ($0.feature, $0.weight * idf[Int($0.feature)]) } }, columns: numbers.count,
            widest: widest)
    }
}
