import Foundation
import HTTP
import Matching
import Model
import Testing

@testable import API

/// A person reads who was shown them and why, and contests it; the desk answers with a reason.
@Suite struct ContestTests {
    private static let answer = #"{"outcome": "upheld", "reason": "the level was written down wrongly"}"#

    /// Contests for the first time, or once more.
    private func contest(
        _ interface: TestInterface, _ key: String, _ body: String, once: String = UUID().uuidString
    ) async throws -> Answer {
        try await interface.ask(.post, "contests", key: key, body, ["Idempotency-Key": once])
    }

    @Test func `a member reads which desk was shown what of the member, with the reasons and nobody else`() async throws
    {
        let world = try await CohortWorld()
        let interface = world.interface
        let key = try await interface.memberKey(world.mentors[0])
        let page = try await interface.ask(.get, "ventures/\(world.ventures[0])/matches?seek=mentors", as: .desk)
        let member = try await interface.ask(.get, "members/\(world.mentors[0])/matches?seek=ventures", as: .admin)
        let shown = try await interface.ask(.get, "members/me/shown", key: key)
        #expect(shown.status == 200, "\(shown.text)")
        let items = shown["items"].array ?? []
        #expect(items.map { $0["log"] } == [member["log"], page["log"]])
        #expect(items.map { $0["as"] } == [.string("subject"), .string("match")])
        #expect(items.map { $0["organisation"] } == [.null, .string(interface.desk)])
        let match = try #require(page["items"].array?.first { $0["id"].string == world.mentors[0] })
        #expect(items[1]["matches/0/score"] == match["score"])
        #expect(items[1]["matches/0/parts"] == match["parts"])
        #expect(!shown.text.contains(world.mentors[1]) && !shown.text.contains(world.ventures[0]))
        let first = try await interface.ask(.get, "members/me/shown?limit=1", key: key)
        let next = try #require(first["next"].string)
        let second = try await interface.ask(.get, "members/me/shown?limit=1&cursor=\(next)", key: key)
        #expect(second["items"].array?.map { $0["log"] } == [page["log"]] && second["next"].isNull)
        #expect(try await interface.ask(.get, "members/\(world.mentors[0])/shown", as: .desk).status == 403)
        #expect(try await interface.ask(.get, "members/\(world.mentors[0])/shown", as: .member).status == 404)
        let export = try await interface.ask(.get, "members/me/export", key: key)
        #expect(export["shown"].array?.map { $0["log"] } == items.map { $0["log"] })
    }

    @Test func `what is contested is answered once, by who was shown it, and the member reads why`() async throws {
        let world = try await CohortWorld()
        let interface = world.interface
        let (key, other) = (
            try await interface.memberKey(world.mentors[0]), try await interface.memberKey(interface.member)
        )
        let page = try await interface.ask(.get, "ventures/\(world.ventures[0])/matches?seek=mentors", as: .desk)
        let log = try #require(page["log"].string)
        let body = #"{"log": "\#(log)", "text": "I have done this for ten years."}"#
        // Who was not shown may not, as if there were no such thing.
        for unknown in [body, body.replacing(log, with: UUID().uuidString)] {
            let refused = try await self.contest(interface, other, unknown)
            #expect(refused.status == 422 && refused.json.complaints == ["/log unknown_code"], "\(refused.text)")
        }
        let contest = try await self.contest(interface, key, body, once: "contesting")
        #expect(contest.status == 201, "\(contest.text)")
        // A repetition is answered as the first; another contest of the same is none.
        #expect(try await self.contest(interface, key, body, once: "contesting").json == contest.json)
        #expect(try await self.contest(interface, key, body).code == "contest_exists")
        #expect(try await interface.ask(.post, "contests", key: key, body).code == "idempotency_key_missing")
        let id = try #require(contest["id"].string)
        #expect(contest.headers["location"] == "/v1/contests/\(id)")
        #expect(try await interface.ask(.get, "contests/\(id)", key: key).json == contest.json)
        #expect(try await interface.ask(.get, "contests/\(id)", key: other).status == 404)
        let asDesk = try await interface.ask(.get, "contests?open=true", as: .desk)
        #expect(asDesk["items"].array?.map { $0["id"] } == [.string(id)])
        #expect(try await interface.ask(.get, "contests", key: interface.otherDeskKey)["items"] == .array([]))
        let path = "contests/\(id)/answer"
        #expect(try await interface.ask(.post, path, key: interface.otherDeskKey, Self.answer).status == 404)
        #expect(try await interface.ask(.post, path, key: key, Self.answer).status == 403)
        let short = try await interface.ask(.post, path, as: .desk, #"{"outcome": "upheld", "reason": "no"}"#)
        #expect(short.json.complaints == ["/reason value_out_of_range"])
        let answered = try await interface.ask(.post, path, as: .desk, Self.answer)
        #expect(answered.status == 200, "\(answered.text)")
        #expect(try await interface.ask(.post, path, as: .desk, Self.answer).code == "contest_answered")
        #expect(try await interface.ask(.get, "contests?open=true", as: .desk)["items"] == .array([]))
        let read = try await interface.ask(.get, "contests", key: key)
        #expect(read["items/0"] == answered.json)
        #expect(read["items/0/reason"].string == "the level was written down wrongly")
        let export = try await interface.ask(.get, "members/me/export", key: key)
        #expect(export["contests/0"] == answered.json)
        let audit = try await interface.ask(.get, "audit/\(world.mentors[0])?limit=100", as: .auditor)
        let acts = (audit["items"].array ?? []).filter { $0["kind"].string == "contest" }
        #expect(acts.map { $0["operation"].string } == ["answerContest", "contestMatch"])
    }

    @Test func `who has proved an address and is not registered contests nothing`() async throws {
        let interface = try await TestInterface.shared
        let offer = try await interface.register(
            "offers", as: .partner, Bodies.offer(interface.employer, interface.centre, status: "open"))
        let session = try await Visitor(interface).signIn()
        let refused = try await session.ask(
            .post, "contests", #"{"offer": "\#(offer)", "text": "I am eligible."}"#,
            ["Idempotency-Key": UUID().uuidString])
        #expect(refused.json.complaints == ["/member unknown_code"], "\(refused.text)")
    }

    @Test func `a match with an offer is contested at its centre, and a draft is none`() async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register(
            "members", as: .desk, Bodies.member("Contesting Person").replacing("someone@", with: "contesting@"))
        let key = try await interface.memberKey(id)
        for (status, expected) in [("open", 201), ("draft", 422)] {
            let offer = try await interface.register(
                "offers", as: .partner, Bodies.offer(interface.employer, interface.centre, status: status))
            let contest = try await self.contest(
                interface, key, #"{"offer": "\#(offer)", "text": "I am eligible."}"#)
            #expect(contest.status == expected, "\(contest.text)")
            guard let contested = contest["id"].string else { continue }
            let answer = try await interface.ask(.post, "contests/\(contested)/answer", as: .partner, Self.answer)
            #expect(answer.status == 200, "\(answer.text)")
            let told = try await interface.database.contents(
                of: """
                    SELECT o.subject, o.body FROM log.outbox o JOIN bg.person_contact c ON c.value = o.address
                    WHERE c.person = '\(literally: id)'
                    """)
            #expect(
                told == [
                    #"{"body": "Une de vos contestations a reçu une réponse. Connectez-vous pour la lire, avec son motif.", "subject": "BrainGain : une réponse à votre contestation"}"#
                ])
            #expect(answer["member"].isNull, "an applicant is known by what is shared")
            let page = try await interface.ask(.get, "contests?limit=100", as: .partner)
            #expect(page.text.contains(contested) && !page.text.contains(id))
        }
        for body in [#"{"text": "x"}"#, #"{"log": "\#(id)", "offer": "\#(id)", "text": "x"}"#, #"{"log": "\#(id)"}"#] {
            #expect(try await contest(interface, key, body).status == 422)
        }
    }

    @Test func `what staff of several desks are shown is that of the venture's desk, or of the oldest of theirs`()
        async throws
    {
        let world = try await CohortWorld()
        let interface = world.interface
        try await world.handOver(world.ventures[1], world.mentors[1])
        try await interface.service.load()
        let (desk, other): (Identifier<Organisation>, Identifier<Organisation>) = (
            try TestInterface.id(interface.desk), try TestInterface.id(interface.otherDesk)
        )
        let staff = Caller(role: .desk([desk, other]), principal: nil)
        let answers = try Interface(interface.service)
        for (path, expected) in [
            (["ventures", world.ventures[0]], interface.desk), (["ventures", world.ventures[1]], interface.otherDesk),
            (["mentors", world.mentors[1]], min(interface.desk, interface.otherDesk)),
        ] {
            try await interface.database.execute("DELETE FROM log.match")
            #expect(await answers.answer(Request(.get, ["v1"] + path + ["matches"]), as: staff).status == .ok)
            let rows = try await interface.database.contents(of: "SELECT organisation FROM log.match")
            #expect(rows == [#"{"organisation": "\#(expected)"}"#])
        }
    }

    @Test func `an export holds the latest thousand of what was shown, and says where it goes on`() async throws {
        let world = try await CohortWorld()
        let interface = world.interface
        let key = try await interface.memberKey(world.mentors[0])
        _ = try await interface.ask(.get, "ventures/\(world.ventures[0])/matches?seek=mentors", as: .desk)
        try await interface.database.execute(
            """
            INSERT INTO log.match (id, at, organisation, subject, weights, taxonomy, as_of, asked, shown, entries)
            SELECT gen_random_uuid(), at - n * interval '1 second', organisation, subject, weights, taxonomy, as_of, asked,
                shown, entries FROM log.match, generate_series(1, 3000) AS n
            """)
        let export = try await interface.ask(.get, "members/me/export", key: key)
        #expect(export.status == 200 && export["shown"].array?.count == 1_000)
        var seen = Set((export["shown"].array ?? []).compactMap { $0["log"].string })
        var next = export["shown_next"].string
        while let cursor = next {
            let page = try await interface.ask(.get, "members/me/shown?limit=100&cursor=\(cursor)", key: key)
            try #require(page.status == 200, "\(page.text)")
            seen.formUnion((page["items"].array ?? []).compactMap { $0["log"].string })
            next = page["next"].string
        }
        #expect(seen.count == 3_001)
    }

    @Test func `of contests at once a member makes twenty a day, and goes on the day after`() async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register("members", as: .desk, Bodies.member("Contesting Everything"))
        let key = try await interface.memberKey(id)
        var bodies: [String] = []
        for _ in 0..<26 {
            let offer = try await interface.register(
                "offers", as: .partner, Bodies.offer(interface.employer, interface.centre, status: "open"))
            bodies.append(#"{"offer": "\#(offer)", "text": "I am eligible."}"#)
        }
        let atOnce = bodies[14...]
        for body in bodies[..<14] { #expect(try await contest(interface, key, body).status == 201) }
        let answers = try await AtOnce.all(Array(atOnce)) { try await self.contest(interface, key, $0) }
        #expect(AtOnce.codes(answers) == ["201": 6, "contest_limit": 6])
        let refused = try #require(zip(atOnce, answers).first { $0.1.status != 201 }).0
        try await interface.database.execute(
            "UPDATE bg.contest SET at = now() - interval '25 hours' WHERE person = '\(literally: id)'")
        #expect(try await contest(interface, key, refused).status == 201)
    }
}
