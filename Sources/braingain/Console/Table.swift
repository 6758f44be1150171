/// Rows under a heading, in columns that stay aligned in any script.
struct Table: Sendable {
    let heading: [String]
    private(set) var rows: [[String]] = []

    init(_ heading: String...) {
        self.heading = heading
    }

    mutating func add(_ cells: String...) { rows.append(cells) }

    /// - Parameter limit: the columns of the terminal; the last column is cut to fit. Null cuts nothing.
    func text(limit: Int?) -> String {
        let widths = heading.indices.map { column in
            ([heading] + rows).map { $0[column].width }.max() ?? 0
        }
        let before = widths.dropLast().reduce(0) { $0 + $1 + 2 }
        return ([heading] + rows).map { cells in
            cells.enumerated().map { column, cell in
                guard column == heading.count - 1 else { return isolated(cell.padding(toWidth: widths[column])) }
                return isolated(limit.map { cell.shortened(toWidth: max(8, $0 - before)) } ?? cell)
            }.joined(separator: "  ").trimmingSuffixSpaces + "\n"
        }.joined()
    }

    /// Text from right to left keeps its column: it stands between the marks that isolate it.
    private func isolated(_ cell: String) -> String {
        cell.runsRightToLeft ? "\u{2068}\(cell)\u{2069}" : cell
    }
}
