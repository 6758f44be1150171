/// Candidates who answer a need together.
package struct Panel: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package let identifier: UInt128
        /// What the member is worth alone.
        package let alone: Int
        /// What the panel would lack without the member.
        package let contribution: Int
    }

    /// By what they contribute, the greatest first; of the same the lower identifier.
    package let members: [Member]
    /// 0 to 62,500: the sum over the items of the best points among the members.
    package let score: Int

    package init(_ candidates: [PanelSearch.Candidate]) {
        func together(besides left: Int?) -> Int {
            let present = candidates.indices.filter { $0 != left }
            return (candidates.first?.points.indices ?? 0..<0).reduce(0) { sum, item in
                sum + (present.map { Int(candidates[$0].points[item]) }.max() ?? 0)
            }
        }
        let score = together(besides: nil)
        self.score = score
        members = candidates.enumerated().map { place, candidate in
            Member(
                identifier: candidate.identifier, alone: candidate.sum,
                contribution: score - together(besides: place))
        }.sorted { ($0.contribution, $1.identifier) > ($1.contribution, $0.identifier) }
    }
}
