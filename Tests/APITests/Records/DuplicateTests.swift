import Foundation
import HTTP
import Matching
import Model
import Store
import TestDatabase
import Testing

@testable import API

/// Who may be registered twice is shown to staff who see both, and to nobody else.
@Suite struct DuplicateTests {
    @Test(arguments: [
        ("1980-05", "1980", true), ("1980-05-03", "1980-05", true), ("1980-05", "1980-05-31", true),
        ("1980-05", "1980-06", false), ("1980", "1981", false), ("1980", nil, false), (nil, nil, false),
    ])
    func `people of one name are proposed who may be born on one day`(
        one: String?, other: String?, isProposed: Bool
    ) async throws {
        let world = try await MergeWorld.shared
        let name = MergeWorld.name
        let first = try await world.member(name, born: one)
        let words = name.uppercased().split(separator: " ").reversed().joined(separator: "  ")
        let second = try await world.member(words, born: other)
        #expect(try await world.proposed(first) == (isProposed ? [second] : []))
    }

    @Test func `an address proposes nobody, whoever guesses it: nor is any reason told but that they are alike`()
        async throws
    {
        let world = try await MergeWorld.shared
        let (name, address) = (MergeWorld.name, MergeWorld.address)
        let first = try await world.member(name, email: address)
        _ = try await world.member(name, born: nil, email: address)
        _ = try await world.member(email: address)
        #expect(try await world.proposed(first) == [])
        let (same, other) = (try await world.member(name, email: address), try await world.member(name))
        let shown = try await world.interface.ask(.get, "duplicates?limit=100", as: .desk)
        let pairs = (shown["items"].array ?? []).filter { $0["members"].array?.contains(.string(first)) == true }
        #expect(pairs.count == 2)
        for pair in pairs {
            let members = pair["members"].array?.compactMap(\.string) ?? []
            #expect(members.contains(same) || members.contains(other))
            #expect(pair["birth"].isNull && pair["contact"].isNull)
        }
    }

    @Test func `a name that more than thirty share who were born in one year proposes nobody`() async throws {
        let world = try await MergeWorld.shared
        let name = MergeWorld.name
        let desk = try await world.interface.register(
            "organisations", as: .admin, Bodies.organisation("desk", "MA"))
        let key = try await CreateKey(for: .desk(TestInterface.id(desk))).run(in: world.interface.database.owner)
        var people: [String] = []
        for _ in 0..<30 { people.append(try await world.member(name, consents: ["share_with_desk"], key: key)) }
        // The first of them, whose pairs are on the first page.
        let first = try #require(people.min())
        #expect(try await world.proposed(first, to: key).count == 29)
        _ = try await world.member(name, born: "1981", key: key)
        #expect(try await world.proposed(first, to: key).count == 29)
        _ = try await world.member(name, born: "1980", key: key)
        #expect(try await world.proposed(first, to: key) == [])
    }

    @Test func `a name in Latin letters is a name, and letters of other scripts are`() async throws {
        let world = try await MergeWorld.shared
        let latin = MergeWorld.name
        let first = try await world.member(latin)
        let body = Bodies.member("أمينة").replacing("someone@example.org", with: MergeWorld.address)
            .replacing(#""born": "1980-05""#, with: #""born": "1980-05", "latin_name": "\#(latin)""#)
        let second = try await world.interface.register("members", as: .desk, body)
        let third = try await world.member("أَمينة")
        #expect(try await world.proposed(first) == [second])
        #expect(try await world.proposed(third).count <= 1)
    }

    @Test func `somebody outside one's reach does not show, however alike`() async throws {
        let world = try await MergeWorld.shared
        let (name, address) = (MergeWorld.name, MergeWorld.address)
        let own = try await world.member(name, email: address)
        let before = try await world.interface.ask(.get, "duplicates?limit=100", as: .desk).text
        let foreign = try await world.member(name, email: address, key: world.interface.otherDeskKey)
        #expect(try await world.interface.ask(.get, "duplicates?limit=100", as: .desk).text == before)
        #expect(try await world.proposed(foreign, to: world.interface.otherDeskKey) == [])
        let refused = try await world.merge(foreign, into: own)
        let absent = try await world.merge(UUID().uuidString.lowercased(), into: own)
        #expect(refused.status == 422 && refused.complaintsAreOf(absent))
        #expect(try await world.merge(own, into: foreign).status == 404)
        // Who is seen as a card, and no more, is not one's own either; nor is one that withdrew.
        let second = try await world.member(name, email: address)
        #expect(try await world.proposed(own) == [second])
        let key = try await world.interface.memberKey(second)
        let withdrawn = try await world.interface.ask(.delete, "members/me/consents/share_with_desk", key: key)
        #expect(withdrawn.status == 200)
        #expect(try await world.proposed(own) == [])
        #expect(try await world.merge(second, into: own).status == 422)
    }

    @Test func `what staff decided is remembered, for both orders and all desks that see both`() async throws {
        let world = try await MergeWorld.shared
        let name = MergeWorld.name
        let (first, second) = (try await world.member(name), try await world.member(name))
        #expect(try await world.proposed(first) == [second])
        let dismiss = { (one: String, other: String) in
            try await world.interface.ask(
                .post, "duplicates/dismissals", as: .desk, #"{"one": "\#(one)", "other": "\#(other)"}"#)
        }
        #expect(try await dismiss(second, first).status == 204)
        #expect(try await dismiss(first, second).status == 204)
        #expect(try await world.proposed(first) == [])
        #expect(try await dismiss(first, first).status == 422)
        #expect(try await world.merge(second, into: first).code == "merge_conflict")
        let export = try await world.interface.ask(
            .get, "members/me/export", key: world.interface.memberKey(first))
        #expect(export["told_apart"].array?.count == 1)
        #expect(!export.text.contains(second))
    }

    @Test(arguments: [
        (true, "1980-05", "1980-05", true), (true, "1980-05-03", "1980", true), (true, "1980", nil, true),
        (true, nil, nil, true), (false, "1980-05", "1980-05", false), (false, nil, nil, false),
        (true, "1980", "1981", false), (false, "1980", "1981", false),
    ])
    func `nobody merges two who have no name in common, or were born on different days`(
        haveOneName: Bool, one: String?, other: String?, areMerged: Bool
    ) async throws {
        let world = try await MergeWorld.shared
        let name = MergeWorld.name
        let kept = try await world.member(name, born: one)
        let absorbed = try await world.member(haveOneName ? name.lowercased() : MergeWorld.name, born: other)
        let answer = try await world.merge(absorbed, into: kept, areAlike: false)
        #expect(answer.code == (areMerged ? nil : "not_alike") && answer.status == (areMerged ? 200 : 409))
        let found = try await world.interface.ask(.get, "members/\(absorbed)", as: .desk)
        #expect((found["id"].string == absorbed) == !areMerged, "\(found.text)")
        guard !areMerged, one == other else { return }
        // A name that is corrected is one.
        let corrected = try await world.interface.ask(
            .patch, "members/\(absorbed)", as: .desk, #"{"latin_name": "\#(name)"}"#, ["If-Match": "\"1\""])
        #expect(corrected.status == 200, "\(corrected.text)")
        #expect(try await world.merge(absorbed, into: kept, areAlike: false).status == 200)
    }

    @Test func `staff who do not lead merge nobody, nor a lead of another desk`() async throws {
        let world = try await MergeWorld.shared
        let name = MergeWorld.name
        let (first, second) = (try await world.member(name), try await world.member(name))
        let body = #"{"absorbed": "\#(second)"}"#
        #expect(try await world.interface.ask(.post, "members/\(first)/merge", as: .desk, body).status == 403)
        let account = try await Staff(world.interface, as: .desk([TestInterface.id(world.interface.desk)]))
        let staff = try await account.signIn()
        // Nor by whatever way around the interface.
        var asker = Asker(.desk)
        asker.organisations = [try TestInterface.id(world.interface.desk) as Identifier<Organisation>].map(\.uuid)
        asker.key = try await world.interface.database.owner.run(FindAccount(.login(account.login)))?.id
        let direct = MergePersons(id: .new(at: .now), try TestInterface.id(second), into: try TestInterface.id(first))
        await #expect(throws: StoreError.self) {
            try await world.interface.database.store.asked(by: asker).run(direct)
        }
        #expect(try await staff.ask(.post, "members/\(first)/merge", body).status == 403)
        let other = try await Staff.lead(of: world.interface.otherDesk, world.interface)
        #expect(try await world.merge(second, into: first, as: other).status == 404)
        let merge = try await world.merged(second, into: first)
        #expect(try await world.undo(merge, as: other).status == 404)
        #expect(try await !other.ask(.get, "merges?limit=100").text.contains(merge))
        #expect(try await staff.ask(.post, "merges/\(merge)/undo").status == 403)
    }
}

extension Answer {
    /// Whether both answers complain alike.
    fileprivate func complaintsAreOf(_ other: Answer) -> Bool {
        status == other.status && json.complaints == other.json.complaints
    }
}
