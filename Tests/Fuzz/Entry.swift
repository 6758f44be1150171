import Foundation

/// What libFuzzer calls with each input; the environment says which parser is asked.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    chosen.run(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
}

private let chosen: Parser = {
    let name = ProcessInfo.processInfo.environment["FUZZ_PARSER"] ?? ""
    guard let parser = Parser(rawValue: name) else {
        print("FUZZ_PARSER takes one of \(Parser.allCases.map(\.rawValue).joined(separator: ", "))")
        exit(2)
    }
    return parser
}()
