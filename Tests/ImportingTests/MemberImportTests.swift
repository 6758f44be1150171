import Foundation
import Importing
import Model
import Store
import TestDatabase
import Testing

@Suite struct MemberImportTests {
    private static let amina = "0190b2a0-0000-7000-8000-000000000001"
    private static let budi = "0190b2a0-0000-7000-8000-000000000002"
    /// A member with everything, column by column.
    private static let everything: KeyValuePairs = [
        "id": amina, "name": "أمينة الإدريسي", "latin_name": "Amina El Idrissi", "born": "1988-05", "language": "ar",
        "origins": "MA:birth|JM:descent:2", "residences": "ES|FR-75", "email": "amina@example.org",
        "headline": ##""Cheese, and ""hygiene""""##,
        "skills": "Comptabilité:3:certificate|gestión de proyectos|Šyrdak felting:2",
        "sectors": "A01|1050", "languages": "fr:B2|ar", "places": "MA-01|MA", "modes": "remote|visit",
        "from": "2026-09", "until": "2027-03", "hours_per_month": "12", "consents": "match|share_with_desk",
        "desk": "DESK",
        "consent_version": "v1", "consent_language": "ar", "wish_modes": "return",
    ]
    private static let good = [
        everything.map(\.key).joined(separator: ","), everything.map(\.value).joined(separator: ","),
        "\(budi),Budi" + String(repeating: ",", count: everything.count - 2),
        ",Zoë Ng,,1990,en,,,,,contabilidad" + String(repeating: ",", count: everything.count - 10),
    ].joined(separator: "\n")

    @Test func `members of any script and with one name come in whole`() async throws {
        let database = try await TestDatabase()
        let desk = try await database.addDesk()
        let report = try await RecordFile(Self.good.replacing("DESK", with: desk.description))
            .run(.members, in: database)
        #expect(report.bad.kept == [])
        #expect(report.written == 3)
        #expect(report.unmapped == 1)
        #expect(try await database.counts().members == 3)
        let member = try await database.member(Self.amina)
        #expect(member.person.name.description == "أمينة الإدريسي")
        #expect(member.person.born?.description == "1988-05")
        #expect(member.person.origins.map { "\($0.country) \($0.generation ?? 0)" } == ["JM 2", "MA 0"])
        #expect(member.person.residences.map(\.description) == ["ES", "FR-75"])
        #expect(member.headline?.description == #"Cheese, and "hygiene""#)
        #expect(member.profile.skills.map(\.level) == [.practitioner, nil, .working])
        #expect(member.profile.skills.map(\.basis) == [.certificate, .ownWord, .ownWord])
        #expect(member.profile.skills.map { $0.mention.concept != nil } == [true, true, false])
        #expect(member.profile.sectors.map(\.description) == ["01", "1050"])
        #expect(member.profile.languages.map(\.level) == [.b2, nil])
        #expect(member.profile.places.map(\.description) == ["MA-01", "MA"])
        #expect(member.profile.modes == [.remote, .visit])
        #expect(member.profile.period?.until?.description == "2027-03")
        #expect(member.profile.hoursPerMonth == 12)
        #expect(member.wish?.modes == [.return])
        let id = try #require(Identifier<Member>(Self.amina))
        let consents = try await database.store.run(ReadConsents(person: id))
        #expect(consents == [StandingConsent(.match), StandingConsent(.shareWithDesk, organisation: desk)])
        #expect(try await database.member(Self.budi).person.name.description == "Budi")
        #expect(try await database.member(Self.budi).wish == nil)
        #expect(try await database.store.run(ListUnmapped()).count == 1)
    }

    @Test(arguments: [
        (Organisation.Kind.employer, Consent.Purpose.shareWithDesk), (.centre, .shareWithDesk),
        (.desk, .shareWithPartner),
    ])
    func `nobody shares with an organisation that the purpose does not fit`(
        kind: Organisation.Kind, purpose: Consent.Purpose
    ) async throws {
        let database = try await TestDatabase()
        let id = try await database.addOrganisation(kind)
        let other: Consent.Purpose = purpose == .shareWithDesk ? .shareWithPartner : .shareWithDesk
        for (purpose, expected) in [(purpose, ["desk value_out_of_range"]), (other, [])] {
            let file = try RecordFile(
                "name,consents,consent_version,consent_language,desk\nAmina,\(purpose.rawValue),v1,ar,\(id)")
            let report = try await file.run(.members, in: database)
            #expect(report.bad.kept.map { "\($0.column) \($0.rule)" } == expected)
            #expect(report.written == (expected.isEmpty ? 1 : 0))
        }
    }

    /// Nothing computes here, and no answer is a sheet of cells: a text stays what somebody wrote (checklist 23).
    @Test func `what another program would compute is a text, whole but for space around it`() async throws {
        let database = try await TestDatabase()
        let starts = ["=", "+", "-", "@", "'=", "'", "＝", "＋", "－", "＠", "\t=", "\r=", " ="]
        let lines = starts.map { "\"\($0)1+cmd|' /C calc'!A0\"" }
        let report = try await RecordFile("name\n" + lines.joined(separator: "\n")).run(.members, in: database)
        #expect(report.bad.kept == [])
        let names = try await database.contents(of: "SELECT name FROM bg.person")
        for start in starts {
            let kept = start.trimmingCharacters(in: .whitespacesAndNewlines) + "1+cmd|' /C calc'!A0"
            #expect(names.contains { $0.contains("\"\(kept)\"") }, "\(start): \(names)")
        }
        let refused = try await RecordFile("name\n\0=1").run(.members, in: database)
        #expect(refused.bad.kept.map { "\($0.column) \($0.rule)" } == ["name name_control_character"])
        #expect(refused.written == 0)
    }

    @Test func `labels in French and Spanish and a code mean one concept`() async throws {
        let database = try await TestDatabase()
        let taxonomy = try await database.taxonomy()
        let accounting = try #require(
            try await database.store.run(MapSkills(texts: ["accounting"]))["accounting"]?.first)
        let code = try #require(taxonomy.concept(accounting)?.code)
        let ids = (1...4).map { "0190b2a0-0000-7000-8000-00000000001\($0)" }
        let labels = ["comptabilité", "contabilidad", "المحاسبة", code]
        let lines = zip(ids, labels).map { "\($0);Person;\($1):4" }
        let file = try RecordFile("id;name;skills\n" + lines.joined(separator: "\r\n"))
        #expect(try await file.run(.members, in: database).bad.kept == [])
        for id in ids {
            #expect(try await database.member(id).profile.skills.map(\.mention.concept) == [accounting])
        }
    }

    @Test func `a dry run says the same and writes nothing`() async throws {
        let database = try await TestDatabase()
        let matched = Self.good.replacing("match|share_with_desk", with: "match").replacing("DESK", with: "")
        let report = try await RecordFile(matched).run(.members, in: database, dryRun: true)
        #expect(report.bad.isEmpty)
        #expect(report.lines == 3)
        #expect(report.unmapped == 1)
        #expect(report.written == 0)
        #expect(try await database.counts().isEmpty)
        #expect(try await database.store.run(ListUnmapped()).isEmpty)
    }

    @Test func `two thousand members come in, and the progress only grows`() async throws {
        let database = try await TestDatabase()
        let lines = (1...2_000).map { "Person \($0),comptabilité:\($0 % 4 + 1),MA,match,v1,fr" }
        let file = try RecordFile(
            "name,skills,places,consents,consent_version,consent_language\n" + lines.joined(separator: "\n"))
        let (shares, share) = AsyncStream.makeStream(of: Double.self)
        let report = try await file.run(.members, in: database) { step in
            if let done = step.share { share.yield(done) }
        }
        share.finish()
        #expect(report.written == 2_000)
        #expect(try await database.counts().members == 2_000)
        let seen = await shares.reduce(into: []) { $0.append($1) }
        #expect(seen == seen.sorted())
        #expect(seen.count > 1)
    }
}
