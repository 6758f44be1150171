import Lanes

/// Places one row after the other at the least cost, moving those before it where that pays: shortest augmenting paths
/// over reduced costs (Jonker and Volgenant 1987), with columns of several places whose costs rise with the load.
///
/// Every column has a price. What a row pays for a column is the pair's cost and the price; the prices are such that each
/// row has what it pays least for (or is unmatched, where even that is cheaper), and that a column's price lies between
/// the rise of its last place taken and the rise of its next. By the duality of linear programming that proves the
/// assignment the best one; the tests check the prices.
///
/// A path begins at the new row, goes to a column, from there to any row that has it and so may have to go elsewhere, and
/// so on. It ends at a column with a free place, or at a row that becomes unmatched. The search is Dijkstra's: columns
/// are settled in the order of their distance.
///
/// Pins, and columns that have no place beside them or suit nobody, take part in nothing. The others are numbered anew, in
/// their order.
final class AssignmentSearch {
    private let problem: AssignmentProblem
    private let costs: AssignmentCosts
    /// The problem's numbers of the columns that take part.
    let open: [Int]
    /// From one row of the losses to the next.
    private let stride: Int
    /// By row and open column: what a pair lacks of the greatest score, infinite for one that must not be. Single precision
    /// holds it exactly, and becomes double in one step.
    private let losses: Growing<Float>
    /// By row; -1 where it has none.
    private var columnOf: [Int]
    /// By column, the rows that may have to move.
    private var rowsOf: [[Int]]
    /// By column, with what it held before and pins.
    private var load: [Int]
    private var free: [Int]
    private(set) var prices: [Double]

    // What a search works in. By column: the price, infinite once it is settled, for the loops over all.
    private let openPrices: Growing<Double>
    /// By column: the length of the shortest path so far, infinite once it is settled.
    private let distances: Growing<Double>
    private let places: Growing<Int32>
    private var settled: [(column: Int, distance: Double)] = []
    private var distanceOfSettled: [Double]
    /// The rows whose columns are settled, each with what to add to a pair's cost and price for the length of the path.
    private var scanned: [(row: Int, base: Double)] = []

    private enum End {
        case column(Int)
        case unmatched(row: Int)
    }

    init(_ problem: AssignmentProblem) {
        self.problem = problem
        costs = AssignmentCosts(rows: problem.scores.rows, columns: problem.columns)
        let pins = Dictionary(grouping: problem.pins, by: \.column).mapValues(\.count)
        let columns = problem.columns.enumerated().map { column, before in
            AssignmentProblem.Column(
                places: before.places - pins[column, default: 0], held: before.held + pins[column, default: 0])
        }
        let suiting = problem.scores.suitingColumns
        open = columns.indices.filter { columns[$0].places > 0 && suiting[$0] }
        stride = (open.count + 7) / 8 * 8
        losses = problem.scores.losses(ofColumns: open, stride: stride)
        columnOf = Array(repeating: -1, count: problem.scores.rows)
        rowsOf = Array(repeating: [], count: open.count)
        load = open.map { columns[$0].held }
        free = open.map { columns[$0].places }
        prices = load.map { AssignmentCosts.rise(from: $0) }
        distanceOfSettled = Array(repeating: 0, count: open.count)
        openPrices = Growing(capacity: stride)
        distances = Growing(capacity: stride)
        places = Growing(capacity: stride)
        openPrices.start.update(repeating: .infinity, count: stride)
        openPrices.start.update(from: prices, count: prices.count)
    }

    deinit {
        losses.deallocate()
        openPrices.deallocate()
        distances.deallocate()
        places.deallocate()
    }

    var assignment: Assignment {
        var columns = columnOf.map { $0 < 0 ? nil : open[$0] }
        for pin in problem.pins { columns[pin.row] = pin.column }
        return Assignment(columns, of: problem)
    }

    /// Gives a row a column, or leaves one row unmatched, whichever is the best for all rows so far.
    func place(_ row: Int) {
        let (end, length) = shortestPath(from: row)
        move(along: end, from: row)
        raisePrices(by: length)
    }

    private func shortestPath(from row: Int) -> (end: End, length: Double) {
        settled.removeAll(keepingCapacity: true)
        scanned.removeAll(keepingCapacity: true)
        distances.start.update(repeating: .infinity, count: stride)
        var (end, length) = (End.unmatched(row: row), costs.unmatched)
        var distance = scan(row, base: 0)
        while distance < length {
            let count = lanes_places(distances.start, stride, distance, places.start)
            for place in 0..<count {
                let column = Int(places.start[place])
                guard free[column] > 0 else { continue }
                let exit = distance + AssignmentCosts.rise(from: load[column]) - prices[column]
                if exit < length { (end, length) = (.column(column), exit) }
            }
            // Most often a column at this distance has a place that costs no more.
            guard distance < length else { break }
            for place in 0..<count { settle(Int(places.start[place]), at: distance) }
            var next = Double.infinity
            for (column, _) in settled.suffix(count) {
                for other in rowsOf[column] {
                    let base = distance - cost(other, column)
                    if base + costs.unmatched < length {
                        (end, length) = (.unmatched(row: other), base + costs.unmatched)
                    }
                    next = scan(other, base: base)
                }
            }
            distance = next
        }
        return (end, length)
    }

    /// Lowers the distances of all columns that are not settled to what a path over a row comes to.
    ///
    /// - Returns: the least distance.
    private func scan(_ row: Int, base: Double) -> Double {
        scanned.append((row, base))
        return lanes_relax(
            distances.start, openPrices.start, losses.start + row * stride, stride, base, costs.scale)
    }

    private func settle(_ column: Int, at distance: Double) {
        settled.append((column, distance))
        distanceOfSettled[column] = distance
        distances.start[column] = .infinity
        openPrices.start[column] = .infinity
    }

    /// What a row pays for a column: the cost of the pair, and the price.
    private func cost(_ row: Int, _ column: Int) -> Double {
        Double(losses.start[row * stride + column]) * costs.scale + prices[column]
    }

    /// Moves every row of a path to the next column of it, from the end back.
    private func move(along end: End, from start: Int) {
        var column: Int
        switch end {
        case .unmatched(let row) where row == start: return
        case .unmatched(let row):
            column = columnOf[row]
            leave(column, row)
        case .column(let last):
            column = last
            load[last] += 1
            free[last] -= 1
        }
        while let row = rowBefore(column) {
            let previous = columnOf[row]
            if previous >= 0 { leave(previous, row) }
            columnOf[row] = column
            rowsOf[column].append(row)
            guard previous >= 0 else { return }
            column = previous
        }
    }

    private func leave(_ column: Int, _ row: Int) {
        rowsOf[column].removeAll { $0 == row }
        columnOf[row] = -1
    }

    /// The row that a shortest path takes to a column. Costs are exact, so that it is found by its length and none has to
    /// be noted for each column that a scan lowers. The first one was scanned before the column was settled.
    private func rowBefore(_ column: Int) -> Int? {
        let open = distances.start[column]
        let distance = open < .infinity ? open : distanceOfSettled[column]
        return scanned.first { $0.base + cost($0.row, column) == distance }?.row
    }

    /// Makes all columns before the end of a path as far as the end, so that no row would rather have another.
    private func raisePrices(by length: Double) {
        for (column, distance) in settled {
            prices[column] += length - distance
            openPrices.start[column] = prices[column]
        }
    }
}
