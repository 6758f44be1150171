import Foundation
import Model

/// A line about an offer.
enum OfferLine {
    static let columns =
        [
            "id", "organisation", "centre", "kind", "title_en", "title_fr", "title_es", "title_ar", "places_count",
            "opens_at", "closes_at", "zone", "status", "committed_places",
        ] + Lines.needColumns() + Lines.profileColumns("gives_")

    /// The language of a column such as `title_pt`; null for a column of another name.
    static func language(ofTitle column: String) -> String? {
        guard column.hasPrefix("title_") else { return nil }
        guard let tag = try? LanguageTag(column.dropFirst(6)), tag.primary == tag.description else { return nil }
        return tag.primary
    }

    static func read(_ lines: inout Lines) -> Offer? {
        lines.require("organisation", "give who makes the offer, as a UUID")
        lines.require("centre", "give the centre that publishes the offer, as a UUID")
        lines.require("kind", "give what sort of offer it is")
        lines.require("opens_at", "give from when a person may apply")
        lines.require("closes_at", "give the last instant to apply")
        lines.require("zone", "give the zone of the offer's clock such as Asia/Kathmandu")
        let organisation = lines.value("organisation") { lines, text throws(Violation) in
            try lines.organisation(text)
        }
        let centre = lines.value("centre") { lines, text throws(Violation) in try lines.organisation(text) }
        let kind = lines.choice("kind", Offer.Kind.self)
        let title = title(&lines)
        let (need, gives) = (lines.need(), lines.profile("gives_"))
        let places = lines.integer("places_count", in: Limits.placesOfOffer)
        let (opensAt, closesAt) = (instant("opens_at", &lines), instant("closes_at", &lines))
        let zone = lines.value("zone") { _, text throws(Violation) in
            guard TimeZone(identifier: text) != nil else {
                throw Violation(.unknownCode, "give a zone of the IANA database such as Asia/Kathmandu")
            }
            return text
        }
        let status = lines.choice("status", Offer.Status.self)
        let committed = lines.integer("committed_places", in: Limits.placesOfOffer)
        guard let organisation, let centre, let kind, let title, let opensAt, let closesAt, let zone else { return nil }
        let offer = Offer(
            organisation: organisation, centre: centre, kind: kind, title: title, need: need, gives: gives,
            places: places ?? 1, opensAt: opensAt, closesAt: closesAt, zone: zone, status: status ?? .draft,
            committedPlaces: committed)
        lines.check(renaming: ["/places": "places_count"]) { () throws(Violation) in try offer.check() }
        return offer
    }

    private static func title(_ lines: inout Lines) -> LocalizedText? {
        var byLanguage: [String: PlainText] = [:]
        var isEmpty = true
        for column in lines.columns {
            guard let language = language(ofTitle: column) else { continue }
            if lines.cell(column) != nil { isEmpty = false }
            byLanguage[language] = lines.text(column, limit: Limits.textLength)
        }
        if isEmpty { lines.complain("title_en", Violation(.valueMissing, "give a title in at least one language")) }
        return try? LocalizedText(byLanguage)
    }

    /// RFC 3339 with an offset, so that no deadline depends on who reads it.
    private static func instant(_ column: String, _ lines: inout Lines) -> Date? {
        lines.value(column) { _, text throws(Violation) in
            guard let date = Instant.parse(text) else {
                throw Violation(.dateImpossible, "give an instant such as 2027-01-31T23:59:59Z or with an offset")
            }
            return date
        }
    }
}
