import Foundation

/// What a header such as `Accept` or `Accept-Language` asks for, each with its weight (RFC 9110 §12.4.2).
enum WeightedRanges {
    /// In the order of the header and in small letters: each range without its parameters, and from 0, for what is not wanted, to 1
    /// how much it is wanted. Of a long header the first twenty; none of one that nobody writes.
    static func read(_ header: String) -> [(range: String, quality: Double)] {
        guard header.utf8.count <= 500 else { return [] }
        return header.lowercased().split(separator: ",").prefix(20).compactMap { range in
            let parts = range.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return parts.first.map { ($0, quality) }
        }
    }
}

extension Call {
    /// Whether a page is wanted more than JSON, which programs get, and whoever asks for nothing.
    var prefersPage: Bool {
        let asked = WeightedRanges.read(request.headers.values("Accept").joined(separator: ","))
        /// How much a type is wanted by the range that names it best, and the place of that range.
        func wanted(_ type: String) -> (quality: Double, place: Int) {
            let names = [type, type.prefix { $0 != "/" } + "/*", "*/*"]
            let place = names.lazy.compactMap { name in asked.firstIndex { $0.range == name } }.first
            return place.map { (asked[$0].quality, $0) } ?? (0, asked.count)
        }
        let (page, json) = (wanted("text/html"), wanted("application/json"))
        return page.quality > 0 && (page.quality, json.place) > (json.quality, page.place)
    }
}
