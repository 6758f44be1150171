import Foundation
import HTTP
import Matching
import Model

extension Offer: RecordForm {
    static func read(
        _ fields: inout Fields, _ criteria: CriteriaReader, replacing old: Offer?
    ) -> (record: Offer, details: NoDetails)? {
        fields.readOnly("taken", (old?.taken).map(JSONValue.integer))
        let organisation = fields.identifier("organisation", of: Organisation.self)
        if organisation == nil { fields.require("organisation", "give who makes the offer") }
        let centre = fields.identifier("centre", of: Organisation.self)
        if centre == nil { fields.require("centre", "give the centre that publishes the offer") }
        let kind = fields.choice("kind", Kind.self)
        if kind == nil { fields.require("kind", "give what sort of offer it is") }
        let title = LocalizedText.read("title", &fields)
        let need = fields.value("need").map { criteria.need($0, at: "/need", fields.complaints) }
        let gives = fields.value("gives").map { criteria.profile($0, at: "/gives", fields.complaints) }
        let rules = fields.list("rules").compactMap { OfferRule($0.value, at: $0.pointer, fields.complaints) }
        let places = fields.integer("places", in: Limits.placesOfOffer)
        let opensAt = fields.instant("opens_at")
        if opensAt == nil { fields.require("opens_at", "give from when a person may apply") }
        let closesAt = fields.instant("closes_at")
        if closesAt == nil { fields.require("closes_at", "give the last instant to apply") }
        let zone = fields.string("zone")
        if zone == nil { fields.require("zone", "give the zone of the offer's clock such as Asia/Kathmandu") }
        let status = fields.choice("status", Status.self)
        let committed = fields.integer("committed_places", in: Limits.placesOfOffer)
        guard let organisation, let centre, let kind, let title, let opensAt, let closesAt, let zone else { return nil }
        let offer = Offer(
            organisation: organisation, centre: centre, kind: kind, title: title, need: need ?? Need(),
            gives: gives ?? Profile(), rules: rules, places: places ?? 1, taken: old?.taken ?? 0, opensAt: opensAt,
            closesAt: closesAt, zone: zone, status: status ?? .draft, committedPlaces: committed)
        return (offer, NoDetails())
    }

    func write(_ access: Access, _ criteria: CriteriaWriter, _ writer: inout JSONWriter) {
        writer.member("organisation", organisation.description)
        writer.member("centre", centre.description)
        writer.member("kind", kind.rawValue)
        title.write("title", &writer)
        writer.name("need")
        criteria.write(need, &writer)
        writer.name("gives")
        criteria.write(gives, &writer)
        writer.array("rules") { writer in for rule in rules { rule.write(&writer) } }
        writer.member("places", places)
        writer.member("taken", taken)
        writer.member("opens_at", Instant.text(opensAt))
        writer.member("closes_at", Instant.text(closesAt))
        writer.member("zone", zone)
        writer.member("status", status.rawValue)
        writer.member("committed_places", committedPlaces)
    }
}
