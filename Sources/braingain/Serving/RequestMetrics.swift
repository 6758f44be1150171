import HTTP
import Synchronization

/// Counts what was answered, for Prometheus.
final class RequestMetrics: Sendable {
    private struct Series: Hashable {
        let route: String
        let status: String
    }

    private struct Count {
        /// How many took at most as long as each bound, not cumulated.
        var within = [Int](repeating: 0, count: RequestMetrics.bounds.count + 1)
        var seconds = 0.0
    }

    /// Upper bounds in seconds.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

    private let counts = Mutex<[Series: Count]>([:])

    /// Counts an answer under the template of its route, so that paths never show.
    func count(_ record: AccessRecord) {
        let series = Series(route: record.route ?? "none", status: record.status.map(String.init) ?? "none")
        let seconds = record.duration / .seconds(1)
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        counts.withLock {
            $0[series, default: Count()].within[bucket] += 1
            $0[series, default: Count()].seconds += seconds
        }
    }

    /// The text format of Prometheus.
    func text() -> String {
        let name = "braingain_http_request_seconds"
        var lines = ["# HELP \(name) Time from the request line to the end of the answer.", "# TYPE \(name) histogram"]
        let all = counts.withLock { $0 }
        for (series, count) in all.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }) {
            let labels = "route=\"\(series.route)\",status=\"\(series.status)\""
            var sum = 0
            for (bound, within) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], count.within) {
                sum += within
                lines.append("\(name)_bucket{\(labels),le=\"\(bound)\"} \(sum)")
            }
            lines += ["\(name)_sum{\(labels)} \(count.seconds)", "\(name)_count{\(labels)} \(sum)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
