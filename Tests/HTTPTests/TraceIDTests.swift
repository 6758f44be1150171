import Testing

@testable import HTTP

@Suite struct TraceIDTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"

    @Test(arguments: [
        "00-\(trace)-00f067aa0ba902b7-01", "00-\(trace)-00f067aa0ba902b7-00", "cc-\(trace)-00f067aa0ba902b7-01",
        "cc-\(trace)-00f067aa0ba902b7-01-more",
    ])
    func `a valid parent is continued`(_ header: String) {
        #expect(TraceID(traceparent: header)?.description == Self.trace)
    }

    @Test(arguments: [
        "", "00", "00-\(trace)-00f067aa0ba902b7", "ff-\(trace)-00f067aa0ba902b7-01", "00-\(trace)-0000000000000000-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-\(trace)-00f067aa0ba902b7-01-more",
        "00-\(trace.uppercased())-00f067aa0ba902b7-01", "00_\(trace)-00f067aa0ba902b7-01",
        "cc-\(trace)-00f067aa0ba902b7-01x", "00-\(trace)-00f067aa0ba902b7-0g", "00-\(trace)-00f067aa0ba902é-01",
    ])
    func `an invalid parent is ignored`(_ header: String) {
        #expect(TraceID(traceparent: header) == nil)
    }

    @Test func `a random identifier is 32 digits and new`() {
        let all = Set((0..<1000).map { _ in TraceID().description })
        #expect(all.count == 1000)
        #expect(all.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
    }
}
