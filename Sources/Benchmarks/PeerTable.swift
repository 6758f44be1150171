import Foundation

/// The page that quotes what engines took.
struct PeerTable {
    let results: [PeerResult]
    let machine: Machine

    var page: String {
        let measured = results.filter { $0.skipped == nil }
        let notes = results.compactMap { result in
            (result.skipped.map { "not run: \($0)" } ?? result.note).map { "- **\(result.name)**: \($0)." }
        }
        let queries = measured.compactMap(\.queries).max() ?? 0
        return """
            # Performance beside other engines

            Exact top 20 of profiles for \(queries) needs of twelve skills, filtered by language and, for half of them,
            by country; [the page of benchmarks](README.md) says how it is measured and what was tried in each engine.
            Asked of the others are identifiers and scores alone. All in one run of `Benchmarks peers --population DIR --write`
            on \(machine); each query asked once to warm up, then three times, on one thread.
            *All* and *one*: the medians of the queries over all countries and in one country. *Differing*: answers whose
            identifiers or scores are not those of scoring one by one.

            | engine | p50 ms | p95 ms | p99 ms | all ms | one ms | built in ms | bytes a profile | differing |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|
            \(measured.map(row).joined(separator: "\n"))

            \(notes.joined(separator: "\n"))

            """
    }

    private func row(_ result: PeerResult) -> String {
        let times = [
            result.p50, result.p95, result.p99, result.medianAllCountries, result.medianOneCountry,
        ].map { $0.map { String(format: $0 < 10 ? "%.2f" : "%.1f", $0) } ?? "–" }
        let sizes = [result.buildMilliseconds, result.bytesPerProfile].map {
            $0.map { String(format: "%.0f", $0) } ?? "–"
        }
        let differing = result.differing.map { result.exact == false ? "\($0), another score" : "\($0)" } ?? "–"
        return "| \(([result.name] + times + sizes + [differing]).joined(separator: " | ")) |"
    }
}
