import Foundation
import HTTP
import Store
import Testing

@testable import API

/// How far a role reaches: outside its own a record is the same as absent.
@Suite struct TenancyTests {
    /// A member with a mentor's offer of another name, unknown to the member who asks.
    private func somebody(_ interface: TestInterface, consents: [String]) async throws -> String {
        try await interface.register(
            "members", as: .desk, Bodies.member("Nadia Secretname", consents: consents))
    }

    /// Expects both paths to be answered alike, but for the trace: neither exists for the caller.
    private func expectAbsent(
        _ interface: TestInterface, _ method: Method, _ path: String, _ id: String, _ key: String?
    )
        async throws
    {
        let body = method == .patch ? "{}" : nil
        let hidden = try await interface.ask(method, path, key: key, body, ["If-Match": "\"1\""])
        let absent = try await interface.ask(
            method, path.replacing(id, with: UUID().uuidString.lowercased()), key: key, body, ["If-Match": "\"1\""])
        #expect(hidden.status == 404, "\(method) \(path): \(hidden.text)")
        let trace = { (answer: Answer) in answer.text.replacing(answer["trace"].string ?? "?", with: "") }
        #expect(trace(hidden) == trace(absent))
        #expect(hidden.headers.keys.sorted() == absent.headers.keys.sorted())
    }

    @Test func `a member reaches the own records and no others`() async throws {
        let interface = try await TestInterface.shared
        let key = interface.keys[.member]
        #expect(try await interface.ask(.get, "members/me", key: key)["name"] == .string("Own Person"))
        #expect(try await interface.ask(.get, "members/\(interface.member)/export", key: key).status == 200)
        #expect(try await interface.ask(.get, "members/me/matches", key: key).status == 200)
        let other = try await somebody(interface, consents: ["share_with_desk", "match"])
        _ = try await interface.register("mentors", as: .desk, Bodies.mentor(other))
        let venture = try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk))
        for path in [
            "members/\(other)", "members/\(other)/export", "members/\(other)/matches", "mentors/\(other)",
            "mentors/\(other)/matches?seek=offers",
        ] { try await expectAbsent(interface, .get, path, other, key) }
        for path in ["members/\(other)", "mentors/\(other)"] {
            try await expectAbsent(interface, .patch, path, other, key)
            try await expectAbsent(interface, .delete, path, other, key)
        }
        try await expectAbsent(interface, .delete, "members/\(other)/consents/match", other, key)
        try await expectAbsent(interface, .get, "ventures/\(venture)", venture, key)
    }

    @Test func `a member cannot register somebody else as a mentor, nor vet the own mentorship`() async throws {
        let interface = try await TestInterface.shared
        let other = try await somebody(interface, consents: ["share_with_desk", "match"])
        let stolen = try await interface.ask(
            .post, "mentors", as: .member, Bodies.mentor(other, status: "offered"), ["Idempotency-Key": "stolen"])
        #expect(stolen.status == 404)
        let vetted = try await interface.ask(
            .post, "mentors", as: .member, Bodies.mentor(interface.member), ["Idempotency-Key": "vetted"])
        #expect(vetted.code == "mentor_not_vetted")
        let id = try await interface.register(
            "mentors", as: .member, Bodies.mentor(interface.member, status: "offered"))
        let twice = try await interface.ask(
            .post, "mentors", as: .member, Bodies.mentor(interface.member, status: "offered"),
            ["Idempotency-Key": "twice"])
        #expect(twice.code == "mentor_exists")
        for (status, version) in [("open", 1), ("paused", 1), ("dormant", 1), ("retired", 1)] {
            let changed = try await interface.ask(
                .patch, "mentors/\(id)", as: .member, #"{"status": "\#(status)"}"#, ["If-Match": "\"\(version)\""])
            if status != "retired" { #expect(changed.code == "mentor_not_vetted", "\(status)") }
        }
        let around = try await interface.ask(
            .patch, "mentors/\(id)", as: .member, #"{"status": "open"}"#, ["If-Match": "\"2\""])
        #expect(around.code == "mentor_not_vetted")
        let moved = try await interface.ask(
            .patch, "mentors/\(id)", as: .member, #"{"member": "\#(other)"}"#, ["If-Match": "\"2\""])
        #expect(moved.json.complaints == ["/member unknown_code"])
    }

    @Test func `the venture of another desk does not exist`() async throws {
        let interface = try await TestInterface.shared
        let venture = try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk))
        let key = interface.otherDeskKey
        for path in ["ventures/\(venture)", "ventures/\(venture)/matches", "ventures/\(venture)/matches/\(UUID())"] {
            try await expectAbsent(interface, .get, path, venture, key)
        }
        try await expectAbsent(interface, .patch, "ventures/\(venture)", venture, key)
        try await expectAbsent(interface, .delete, "ventures/\(venture)", venture, key)
        let foreign = try await interface.ask(
            .post, "ventures", key: key, Bodies.venture(interface.desk), ["Idempotency-Key": "foreign"])
        #expect(foreign.json.complaints == ["/desk unknown_code"])
        let list = try await interface.ask(.get, "ventures?limit=100", key: key)
        #expect(list.status == 200)
        #expect(!list.text.contains(venture))
    }

    @Test func `what hangs on a record of another's is refused as on one that is not there, and is not kept`()
        async throws
    {
        let interface = try await TestInterface.shared
        let key = interface.otherDeskKey
        let (venture, offer) = (
            try await interface.register("ventures", as: .desk, Bodies.venture(interface.desk)),
            try await interface.register(
                "offers", as: .partner, Bodies.offer(interface.employer, interface.centre, status: "draft"))
        )
        let person = try await somebody(interface, consents: ["share_with_desk", "match"])
        let count = { try await interface.database.owner.run(CountRecords()) }
        let before = try await count()
        let refusal = { (path: String, key: String?, body: String) in
            try await interface.ask(.post, path, key: key, body, ["Idempotency-Key": UUID().uuidString])
        }
        let member = interface.keys[.member]
        for (path, key, body, parent) in [
            ("ventures", key, { Bodies.venture($0) }, interface.desk), ("mentors", key, { Bodies.mentor($0) }, person),
            ("offers", interface.keys[.partner], { Bodies.offer($0, interface.centre) }, interface.otherDesk),
            ("applications", member, { #"{"offer": "\#($0)"}"# }, offer),
            ("introductions", key, { #"{"venture": "\#($0)", "mentor": "\#(person)"}"# }, venture),
            ("cohorts", key, { #"{"desk": "\#($0)", "name": "x", "ventures": [], "mentors": []}"# }, interface.desk),
            ("webhooks", key, { #"{"organisation": "\#($0)", "url": "https://hooks.example.org/"}"# }, interface.desk),
        ] as [(String, String?, (String) -> String, String)] {
            let absent = "\(UUID())".lowercased()
            let (foreign, nothing) = (
                try await refusal(path, key, body(parent)), try await refusal(path, key, body(absent))
            )
            #expect([404, 422].contains(foreign.status), "\(path): \(foreign.text)")
            #expect(
                PolicyQuestion.comparable(foreign, [parent]) == PolicyQuestion.comparable(nothing, [absent]), "\(path)")
        }
        #expect(try await count() == before)
    }

    @Test func `nobody offers in the name of others, or opens what is another centre's to open`() async throws {
        let interface = try await TestInterface.shared
        let admin = interface.keys[.admin]
        let stranger = try await interface.ask(
            .post, "organisations", key: admin, Bodies.organisation("centre", "MA"),
            ["Idempotency-Key": UUID().uuidString])
        let foreign = try #require(stranger["id"].string)
        let offer = try await interface.register(
            "offers", as: .partner, Bodies.offer(interface.employer, interface.centre))
        let change = { (body: String) in
            try await interface.ask(.patch, "offers/\(offer)", as: .partner, body, ["If-Match": "\"1\""])
        }
        let given = try await change(#"{"organisation": "\#(foreign)"}"#)
        #expect(given.json.complaints == ["/organisation unknown_code"], "\(given.text)")
        #expect(try await change(#"{"centre": "\#(foreign)"}"#).code == "offer_not_published")
        let itself = try await change(#"{"centre": "\#(interface.employer)"}"#)
        #expect(itself.json.complaints == ["/centre unknown_code"], "\(itself.text)")
        for status in ["draft", "open"] {
            let alone = try await interface.ask(
                .post, "offers", as: .partner, Bodies.offer(interface.employer, interface.employer, status: status),
                ["Idempotency-Key": UUID().uuidString])
            #expect(alone.json.complaints == ["/centre unknown_code"], "\(alone.text)")
        }
        let kept = try await interface.register(
            "offers", as: .partner, Bodies.offer(interface.employer, interface.centre, status: "review"))
        try await interface.database.execute(
            "UPDATE bg.offer SET centre = organisation WHERE id = '\(literally: kept)'")
        let opened = try await interface.ask(
            .patch, "offers/\(kept)", as: .partner, #"{"status": "open"}"#, ["If-Match": "\"1\""])
        #expect(opened.json.complaints == ["/centre unknown_code"], "one from before that was asked: \(opened.text)")
        #expect(try await change(#"{"organisation": "\#(interface.centre)"}"#).status == 200)
    }

    @Test func `a draft offer exists for its own partner alone`() async throws {
        let interface = try await TestInterface.shared
        let draft = try await interface.register(
            "offers", as: .partner, Bodies.offer(interface.employer, interface.centre, status: "draft"))
        #expect(try await interface.ask(.get, "offers/\(draft)", as: .partner).status == 200)
        for role in [Role.anonymous, .member, .desk] {
            try await expectAbsent(interface, .get, "offers/\(draft)", draft, interface.keys[role])
        }
    }

    @Test func `a desk sees a member who shares nothing as a masked card`() async throws {
        let interface = try await TestInterface.shared
        let id = try await somebody(interface, consents: ["share_with_desk", "match"])
        let own = try await interface.memberKey(id)
        let whole = try await interface.ask(.get, "members/\(id)", as: .desk)
        #expect(whole["name"] == .string("Nadia Secretname"))
        let withdrawn = try await interface.ask(.delete, "members/\(id)/consents/share_with_desk", key: own)
        #expect(withdrawn["purposes"] == .array([.string("match")]))
        for role in [Role.desk, .admin] {
            let card = try await interface.ask(.get, "members/\(id)", as: role)
            #expect(card.status == 200)
            #expect(card["headline"] == .string("Fromagère"))
            #expect(card["residences"] == .array([.string("FR")]))
            let names = Set(card.json.object?.names ?? [])
            #expect(names.isDisjoint(with: ["name", "latin_name", "born", "origins", "language", "wish", "contact"]))
            #expect(!card.text.contains("Secretname"))
        }
        let blocked = try await interface.ask(.patch, "members/\(id)", as: .desk, "{}", ["If-Match": "\"1\""])
        #expect(blocked.code == "scope_missing")
        _ = try await interface.ask(.delete, "members/\(id)/consents/match", key: own)
        try await expectAbsent(interface, .get, "members/\(id)", id, interface.keys[.desk])
    }
}
