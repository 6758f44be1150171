import Foundation
import Model
import Testing

@testable import API

/// ERRORS.md and the code say the same.
@Suite struct ErrorTableTests {
    /// The rows of a section: the code between backticks, and the other columns.
    private func rows(_ section: String) throws -> [(code: String, columns: [String])] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/API/ERRORS.md").standardized
        let text = try String(contentsOf: file, encoding: .utf8)
        let part = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix(section + "\n") })
        return part.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            let columns = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            return (columns[0].replacing("`", with: ""), Array(columns.dropFirst()))
        }
    }

    @Test func `every code is in the table with its status, and nothing else is`() throws {
        let rows = try rows("Codes")
        #expect(rows.map(\.code).sorted() == ErrorCode.allCases.map(\.rawValue).sorted())
        for row in rows {
            let code = try #require(ErrorCode(rawValue: row.code))
            #expect(row.columns.count == 3)
            #expect(row.columns[0] == "\(code.status.code)", "\(code)")
            #expect(row.columns.allSatisfy { !$0.isEmpty })
        }
    }

    @Test func `every rule is in the table, and nothing else is`() throws {
        let rows = try rows("Rules")
        #expect(rows.map(\.code).sorted() == Violation.Rule.allCases.map(\.rawValue).sorted())
        #expect(rows.allSatisfy { $0.columns.count == 2 && $0.columns.allSatisfy { !$0.isEmpty } })
    }

    @Test func `a status says what kind of failure it is`() {
        for code in ErrorCode.allCases {
            #expect((400..<600).contains(code.status.code))
            #expect(code.title.hasSuffix("."))
        }
        #expect(Set(ErrorCode.allCases.map(\.title)).count == ErrorCode.allCases.count)
    }
}
