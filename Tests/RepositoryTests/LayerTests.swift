import Foundation
import Testing

@Suite struct LayerTests {
    private func imports(of target: String) -> Set<String> {
        Set(
            Repository.swiftFiles.filter { $0.path.hasPrefix("Sources/\(target)/") }.flatMap(\.lines)
                .filter { $0.hasPrefix("import ") }.map { String($0.dropFirst("import ".count)) })
    }

    @Test(arguments: ["Model", "Taxonomy", "Scoring", "Ranking"])
    func `the layers that compute do no input or output`(target: String) {
        let impure = [
            "Store", "Postgres", "HTTP", "Archive", "Secrets", "CPostgreSQL", "CMicroHTTPD", "Glibc", "Dispatch",
        ]
        #expect(imports(of: target).isDisjoint(with: impure))
    }

    @Test func `C is named in six layers, each its own library`() {
        let allowed = [
            "CPostgreSQL": "Postgres", "CMicroHTTPD": "HTTP", "CSodium": "Secrets", "COpenSSL": "Secrets",
            "CArchive": "Archive",
            "CCurl": "Webhooks",
        ]
        for file in Repository.swiftFiles where file.path.hasPrefix("Sources/") {
            for line in file.lines where line.hasPrefix("import C") {
                let library = String(line.dropFirst("import ".count))
                #expect(allowed[library].map { file.path.hasPrefix("Sources/\($0)/") } ?? true, "\(file.path)")
            }
        }
    }

    @Test func `SQL stands in Store and in the layer that speaks PostgreSQL`() {
        let statement = try? Regex("\"(SELECT|INSERT INTO|UPDATE|DELETE FROM|COPY) ")
        for file in Repository.swiftFiles where file.path.hasPrefix("Sources/") {
            guard !file.path.hasPrefix("Sources/Store/"), !file.path.hasPrefix("Sources/Postgres/") else { continue }
            for (number, line) in file.lines.enumerated() {
                #expect(statement.flatMap { line.firstMatch(of: $0) } == nil, "\(file.path):\(number + 1)")
            }
        }
    }

    @Test func `the environment is read by the program alone`() {
        for file in Repository.swiftFiles where file.path.hasPrefix("Sources/") {
            guard !file.path.hasPrefix("Sources/braingain/"), !file.path.hasPrefix("Sources/Benchmarks/") else {
                continue
            }
            #expect(!file.lines.contains { $0.contains("ProcessInfo.processInfo.environment") }, "\(file.path)")
        }
    }
}
