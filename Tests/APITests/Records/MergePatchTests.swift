import Foundation
import HTTP
import Testing

@testable import API

/// What a merge patch does to a record, and what it leaves alone.
@Suite struct MergePatchTests {
    private func venture(_ interface: TestInterface, need: String = Bodies.need) async throws -> String {
        "ventures/" + (try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk, need: need)))
    }

    private func patch(
        _ interface: TestInterface, _ path: String, _ body: String, version: Int = 1
    ) async throws -> Answer {
        try await interface.ask(
            .patch, path, as: .desk, body,
            ["If-Match": "\"\(version)\"", "Content-Type": "application/merge-patch+json; charset=utf-8"])
    }

    @Test func `a list takes the place of the one that was`() async throws {
        let interface = try await TestInterface.shared
        let path = try await venture(interface)
        let body = #"{"need": {"languages": [{"language": "ar"}, {"language": "es", "must": true}]}}"#
        let changed = try await patch(interface, path, body)
        #expect(changed.status == 200, "\(changed.text)")
        #expect(changed["need/languages"].array?.map { $0["language"].string } == ["ar", "es"])
        #expect(changed["need/languages/1/must"] == .bool(true))
        #expect(changed["need/skills/0/must"] == .bool(true))
        #expect(changed["need/period/from"] == .string("2027-01"))
    }

    @Test func `null takes away`() async throws {
        let interface = try await TestInterface.shared
        let path = try await venture(interface)
        let changed = try await patch(interface, path, #"{"need": {"period": {"until": null}, "places": null}}"#)
        #expect(changed["need/period"] == .object(JSONObject([.init("from", .string("2027-01"))])))
        #expect(changed["need/places"] == .array([]))
        let emptied = try await patch(interface, path, #"{"need": null}"#, version: 2)
        #expect(emptied.status == 200, "\(emptied.text)")
        #expect(emptied["need/skills"] == .array([]))
        let nameless = try await patch(interface, path, #"{"name": null}"#, version: 3)
        #expect(nameless.json.complaints == ["/name value_missing"])
    }

    @Test func `what a reader got can be sent back whole and changes nothing`() async throws {
        let interface = try await TestInterface.shared
        for (path, role) in [
            (try await venture(interface), Role.desk), ("members/\(interface.member)", .member),
            (
                "offers/"
                    + (try await interface.register(
                        "offers", as: .partner, Bodies.offer(interface.employer, interface.centre))),
                .partner
            ),
        ] {
            let read = try await interface.ask(.get, path, as: role, nil, ["Accept-Language": "fr"])
            let sent = try await interface.ask(
                .patch, path, as: role, read.text, ["If-Match": try #require(read.etag), "Accept-Language": "ar"])
            #expect(sent.status == 200, "\(sent.text)")
            let again = try await interface.ask(.get, path, as: role, nil, ["Accept-Language": "fr"])
            #expect(again.json.without("version") == read.json.without("version"))
        }
    }

    /// Compared name by name it would take minutes.
    @Test(.timeLimit(.minutes(1))) func `a patch of very many members is one of many, not of their square`() {
        let members = (0..<100_000).map { JSONObject.Member("member \($0)", .integer($0)) }
        let (all, half) = (JSONObject(members), JSONObject(Array(members.prefix(50_000))))
        #expect(MergePatch.apply(.object(all), to: .object(half)) == .object(all))
    }

    @Test func `everything that is wrong is told at once`() async throws {
        let interface = try await TestInterface.shared
        let path = try await venture(interface)
        let body = """
            {"stage": "huge", "mentors_wanted": 9, "collective": "no", "founders": [{"member": "x", "boss": true}],
             "need": {"skills": [{"skill": "accounting", "level": 7}, {"importance": 2}], "sectors": [{"sector": "?"}],
                      "languages": [{"language": "français"}], "places": ["Maroc"], "modes": ["walk", 1],
                      "period": {"from": "2027-13"}, "hours_per_month": 0.5}}
            """
        let refused = try await patch(interface, path, body)
        #expect(refused.status == 422)
        #expect(
            Set(refused.json.complaints) == [
                "/stage unknown_code", "/mentors_wanted value_out_of_range", "/collective type_mismatch",
                "/founders/0/member type_mismatch", "/founders/0/boss unknown_field",
                "/need/skills/0/level level_out_of_range", "/need/skills/1/skill value_missing",
                "/need/sectors/0/sector unknown_code", "/need/languages/0/language language_tag_invalid",
                "/need/places/0 unknown_code", "/need/modes/0 unknown_code", "/need/modes/1 type_mismatch",
                "/need/period/from date_impossible", "/need/hours_per_month type_mismatch",
            ], "\(refused.json.complaints)")
        #expect(refused["errors"].array?.contains { $0["detail"].string?.isEmpty ?? true } == false)
    }

    @Test func `codes that nobody knows and rules between fields are refused by their place`() async throws {
        let interface = try await TestInterface.shared
        let path = try await venture(interface)
        // Of whom none is looked up.
        let strangers = (0...200).map { #"{"member": "\#(UUID())", "lead": \#($0 == 0)}"# }.joined(separator: ",")
        for (body, complaint) in [
            (#"{"need": {"sectors": [{"sector": "9999"}]}}"#, "/need/sectors/0/sector unknown_code"),
            (#"{"need": {"languages": [{"language": "qqq"}]}}"#, "/need/languages/0/language unknown_code"),
            (#"{"need": {"places": ["QZ"]}}"#, "/need/places/0 unknown_code"),
            (#"{"need": {"period": {"from": "2027-09"}}}"#, "/need/period/until period_reversed"),
            (#"{"need": {"modes": [], "modes_must": true}}"#, "/need/modes_must must_without_value"),
            (#"{"desk": "\#(interface.otherDesk)"}"#, "/desk unknown_code"),
            (#"{"founders": [\#(strangers)]}"#, "/founders too_many_items"),
            (#"[]"#, " type_mismatch"),
        ] {
            let refused = try await patch(interface, path, body)
            #expect(refused.status == 422, "\(body)")
            #expect(refused.json.complaints == [complaint])
        }
    }
}

extension JSONValue {
    /// An object without one of its members.
    fileprivate func without(_ name: String) -> JSONValue {
        .object(JSONObject((object?.members ?? []).filter { $0.name != name }))
    }
}
