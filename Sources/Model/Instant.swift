import Foundation

/// Instants as the interface and files of records write them.
public enum Instant {
    /// RFC 3339 in UTC with seconds.
    public static func text(_ date: Date) -> String { date.formatted(.iso8601) }

    /// Null for what is not RFC 3339, which has years of four digits only.
    public static func parse(_ text: String) -> Date? {
        guard text.utf8.count <= 40, text.prefixMatch(of: /[0-9]{4}-/) != nil else { return nil }
        let date =
            (try? Date(text, strategy: .iso8601))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        return date.flatMap { years.contains($0) ? $0 : nil }
    }

    /// The years 1 to 9999.
    private static let years =
        Date(timeIntervalSince1970: -62_135_596_800)..<Date(timeIntervalSince1970: 253_402_300_800)
}
