/// A sparse matrix by rows, each of length 1, with the same by columns beside it: cosines of one row with all others.
struct SparseRows {
    private var starts: [Int] = [0]
    private var features: [Int32] = []
    private var weights: [Float] = []
    private var listStarts: [Int] = []
    private var listRows: [Int32] = []
    private var listWeights: [Float] = []

    /// - Parameters:
    ///   - rows: for each row its features, ascending, and their weights.
    ///   - columns: how many features there are.
    ///   - widest: a feature that more rows have than this is left out: it tells little and costs most.
    init(_ rows: [[(feature: Int32, weight: Float)]], columns: Int, widest: Int = .max) {
        var counts = [Int](repeating: 0, count: columns)
        for row in rows {
            for entry in row { counts[Int(entry.feature)] += 1 }
        }
        for row in rows {
            let kept = row.filter { $0.weight > 0 && (2...max(2, widest)).contains(counts[Int($0.feature)]) }
            // What nobody shares lengthens a row all the same, and so makes it less like others.
            let length = row.reduce(Float(0)) {
                counts[Int($1.feature)] <= widest ? $0 + $1.weight * $1.weight : $0
            }.squareRoot()
            for entry in kept {
                features.append(entry.feature)
                weights.append(entry.weight / length)
            }
            starts.append(features.count)
        }
        transpose(columns: columns)
    }

    private mutating func transpose(columns: Int) {
        listStarts = [Int](repeating: 0, count: columns + 1)
        for feature in features { listStarts[Int(feature) + 1] += 1 }
        for column in 0..<columns { listStarts[column + 1] += listStarts[column] }
        var next = listStarts
        listRows = [Int32](repeating: 0, count: features.count)
        listWeights = [Float](repeating: 0, count: features.count)
        for row in 0..<(starts.count - 1) {
            for entry in starts[row]..<starts[row + 1] {
                let place = next[Int(features[entry])]
                listRows[place] = Int32(row)
                listWeights[place] = weights[entry]
                next[Int(features[entry])] += 1
            }
        }
    }

    /// Adds to each other row's score the cosine with this one times a factor, always in the order of the features, so
    /// that a cosine is the same number in both directions.
    func addCosines(of row: Int, times factor: Float, to scores: inout Scores) {
        for entry in starts[row]..<starts[row + 1] {
            let feature = Int(features[entry])
            let list = listStarts[feature]..<listStarts[feature + 1]
            scores.add(listWeights[list], times: weights[entry] * factor, to: listRows[list])
        }
    }

    /// How many features this row shares with each other.
    func addShared(of row: Int, to scores: inout Scores) {
        for entry in starts[row]..<starts[row + 1] {
            let feature = Int(features[entry])
            scores.add(1, to: listRows[listStarts[feature]..<listStarts[feature + 1]])
        }
    }
}
