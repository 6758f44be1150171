import Foundation
import Ranking

/// What an independent solver, SciPy's, comes to for the same cohort.
struct AssignmentPeer: Decodable {
    let unmatched: Int
    let score: Int
    let squares: Int
    /// In the solver alone.
    let milliseconds: Int

    static func solve(_ problem: AssignmentProblem) throws -> AssignmentPeer {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cohort-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let scores = (0..<problem.scores.rows).flatMap { row in
            problem.columns.indices.map { UInt16(problem.scores[row, $0] ?? Int(UInt16.max)).littleEndian }
        }
        let columns = problem.columns.flatMap { [Int32($0.places).littleEndian, Int32($0.held).littleEndian] }
        let files = [folder.appending(path: "scores"), folder.appending(path: "columns")]
        try scores.withUnsafeBytes { try Data($0).write(to: files[0]) }
        try columns.withUnsafeBytes { try Data($0).write(to: files[1]) }
        let said = try Program.script("assign_scipy").output(["--scores", files[0].path, "--columns", files[1].path])
        return try JSONDecoder().decode(Self.self, from: Data(said.utf8))
    }

    /// Whether an assignment is as good by all three aims.
    func isAsGood(as found: Assignment) -> Bool {
        found.unmatched == unmatched && found.score == score && found.squares == squares
    }
}
