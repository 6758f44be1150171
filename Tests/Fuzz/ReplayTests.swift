import Foundation
import Testing

/// The inputs that the fuzzer keeps, each once more.
@Suite struct ReplayTests {
    @Test(arguments: Parser.allCases)
    func `every kept input is answered or refused`(parser: Parser) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus/\(parser.rawValue)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(files.count > 2)
        for file in files { parser.run(Array(try Data(contentsOf: file))) }
    }
}
