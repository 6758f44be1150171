import Foundation
import Synchronization

/// The log: one JSON object a line on standard error, so that a machine can read it and nothing tears.
final class Log: Sendable {
    private let least: LogLevel
    private let sink: @Sendable ([UInt8]) -> Void
    private let turn = Mutex(())

    init(least: LogLevel, sink: @escaping @Sendable ([UInt8]) -> Void) {
        self.least = least
        self.sink = sink
    }

    /// Writes a line when it is severe enough. Neither the text nor the fields may hold personal data.
    func write(_ level: LogLevel, _ message: String, _ fields: KeyValuePairs<String, String> = [:]) {
        guard level >= least else { return }
        let pairs = [("at", Date.now.formatted(.iso8601)), ("level", level.rawValue), ("message", message)]
        let line = (pairs + fields.map { ($0.key, $0.value) }).map { "\(Self.quoted($0)):\(Self.quoted($1))" }
        let bytes = Array("{\(line.joined(separator: ","))}\n".utf8)
        turn.withLock { _ in sink(bytes) }
    }

    /// A string of JSON.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20:
                quoted +=
                    "\\u" + String(repeating: "0", count: scalar.value < 0x10 ? 3 : 2)
                    + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
