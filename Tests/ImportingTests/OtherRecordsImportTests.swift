import Foundation
import Importing
import Model
import Store
import TestDatabase
import Testing

@Suite struct OtherRecordsImportTests {
    private static let amina = "0190b2a0-0000-7000-8000-000000000001"
    private static let budi = "0190b2a0-0000-7000-8000-000000000002"
    private static let stranger = "0190b2a0-0000-7000-8000-0000000000ff"

    /// A database with two members.
    private func database() async throws -> TestDatabase {
        let database = try await TestDatabase()
        _ = try await RecordFile("id,name\n\(Self.amina),Amina\n\(Self.budi),Budi").run(.members, in: database)
        return database
    }

    private func faults(_ report: ImportRecords.Report) -> [String] {
        report.bad.kept.map { "\($0.line) \($0.column) \($0.rule)" }
    }

    @Test func `mentors come in for members who exist, each once`() async throws {
        let database = try await database()
        let desk = try await database.addDesk()
        let header = "member,capacity,skills,reply_days,desks,status\n"
        let good = try RecordFile(header + "\(Self.amina),3,accounting:4,7,\(desk),open")
        #expect(faults(try await good.run(.mentors, in: database)) == [])
        let amina = try #require(Identifier<Member>(Self.amina))
        let mentor = try #require(try await database.store.run(ReadMentor(id: amina))).value
        #expect(mentor.capacity == 3 && mentor.replyDays == 7 && mentor.desks == [desk] && mentor.status == .open)
        #expect(mentor.profile.skills.map(\.level) == [.expert])
        let bad = try RecordFile(
            header + "\(Self.amina),3,,,,\n\(Self.budi),21,,,\(Self.stranger),\n\(Self.stranger),1,,,,\n,,,,,")
        #expect(
            faults(try await bad.run(.mentors, in: database)) == [
                "2 member duplicate_item", "3 capacity value_out_of_range", "3 desks unknown_code",
                "4 member unknown_code", "5 member value_missing", "5 capacity value_missing",
            ])
        #expect(try await database.counts().mentors == 1)
    }

    @Test func `ventures come in with what they need and who founded them`() async throws {
        let database = try await database()
        let desk = try await database.addDesk()
        let id = "0190b2a0-0000-7000-8000-0000000000aa"
        let header = "id,desk,name,stage,collective,mentors_wanted,skills,sectors,languages,founders\n"
        let good = try RecordFile(
            header + "\(id),\(desk),تعاونية الجبن,launched,yes,2,accounting:3:3:must|felting::1,A01:3,fr:B1:must|ar,"
                + "\(Self.amina):lead|\(Self.budi)")
        #expect(faults(try await good.run(.ventures, in: database)) == [])
        let identifier = try #require(Identifier<Venture>(id))
        let venture = try #require(try await database.store.run(ReadVenture(id: identifier))).value
        #expect(venture.name.description == "تعاونية الجبن")
        #expect(venture.collective && venture.mentorsWanted == 2 && venture.stage == .launched)
        #expect(venture.need.skills.map(\.importance) == [.essential, .helpful])
        #expect(venture.need.skills.map(\.level) == [.practitioner, nil])
        #expect(venture.need.skills.map(\.must) == [true, false])
        #expect(venture.need.sectors.map(\.importance) == [.essential])
        #expect(venture.need.languages.map(\.must) == [true, false])
        #expect(venture.founders.filter(\.lead).map(\.person.description) == [Self.amina])
        let bad = try RecordFile(
            header + ",\(Self.stranger),Cheese,sold,,4,no such word:::must,,,\(Self.amina)\n"
                + ",\(desk),Cheese,idea,,,,,,\(Self.stranger):lead\n,\(desk),Cheese,idea,,,,,,\(Self.amina)\n"
                + ",\(desk),Cheese,idea,,,no such word:::must,,,")
        #expect(
            faults(try await bad.run(.ventures, in: database)) == [
                "2 desk unknown_code", "2 stage unknown_code", "2 mentors_wanted value_out_of_range",
                "3 founders unknown_code", "4 founders value_out_of_range", "5 skills must_without_value",
            ])
        #expect(try await database.counts().ventures == 1)
    }

    @Test func `offers come in with titles, a need and what they give`() async throws {
        let database = try await database()
        let desk = try await database.addDesk()
        let id = "0190b2a0-0000-7000-8000-0000000000bb"
        let header =
            "id,organisation,centre,kind,title_fr,title_pt,skills,places,places_must,gives_skills,gives_places,"
            + "places_count,opens_at,closes_at,zone,status,committed_places\n"
        let good = try RecordFile(
            header
                + "\(id),\(desk),\(desk),training,Comptabilité,Contabilidade,accounting:1,MA,yes,gestión de proyectos:2,"
                + "ES,5,2026-07-01T00:00:00Z,2026-08-01T00:00:00+01:00,Africa/Casablanca,open,3")
        #expect(faults(try await good.run(.offers, in: database)) == [])
        let identifier = try #require(Identifier<Offer>(id))
        let offer = try #require(try await database.store.run(ReadOffer(id: identifier))).value
        #expect(offer.title.byLanguage.mapValues(\.description) == ["fr": "Comptabilité", "pt": "Contabilidade"])
        #expect(offer.need.placesMust && offer.need.places.map(\.description) == ["MA"])
        #expect(offer.gives.skills.map(\.level) == [.working])
        #expect(offer.gives.places.map(\.description) == ["ES"])
        #expect(offer.places == 5 && offer.committedPlaces == 3 && offer.status == .open)
        #expect(offer.closesAt == Date(timeIntervalSince1970: 1_785_538_800))
        let bad = try RecordFile(
            header + ",\(desk),\(Self.stranger),training,Un,,,,,,,0,2026-07-01,2026-08-01T00:00:00Z,Africa/Cairo2,,\n"
                + ",\(desk),\(desk),training,,,,,,,,,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,Africa/Cairo,,\n"
                + ",\(desk),\(desk),training,Un,,,,,,ES|ES,,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,Africa/Cairo,,\n"
                + ",\(desk),\(desk),training,Un,,,,,,,,2026-09-01T00:00:00Z,2026-08-01T00:00:00Z,Africa/Cairo,,\n"
                + ",\(desk),\(desk),training,Un,,,,,,,,0000-07-01T00:00:00Z,10000-08-01T00:00:00Z,Africa/Cairo,,")
        #expect(
            faults(try await bad.run(.offers, in: database)) == [
                "2 centre unknown_code", "2 places_count value_out_of_range", "2 opens_at date_impossible",
                "2 zone unknown_code", "3 title_en value_missing", "4 gives_places duplicate_item",
                "5 closes_at period_reversed", "6 opens_at date_impossible", "6 closes_at date_impossible",
            ])
        #expect(try await database.counts().offers == 1)
    }
}
