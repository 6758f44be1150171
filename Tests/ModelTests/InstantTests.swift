import Foundation
import Model
import Testing

@Suite struct InstantTests {
    @Test(arguments: [
        ("2026-07-01T00:00:00Z", 1_782_864_000), ("2026-07-01T01:00:00+01:00", 1_782_864_000),
        ("1900-01-01T00:00:00Z", -2_208_988_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
        ("2026-07-01T00:00:00.250Z", 1_782_864_000.25),
    ])
    func `instants of RFC 3339 are read, whatever their offset`(text: String, seconds: Double) {
        #expect(Instant.parse(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: [
        "0000-12-31T23:59:59Z", "0001-01-01T00:30:00+01:00", "9999-12-31T23:59:59-01:00", "10000-01-01T00:00:00Z",
        "-2026-01-01T00:00:00Z", "2026-07-01", "2026-07-01T00:00:00",
        "2026-07-01T00:00:00.\(String(repeating: "1", count: 60))Z",
        "",
    ])
    func `what no database holds, and what has no offset, is no instant`(text: String) {
        #expect(Instant.parse(text) == nil)
    }
}
