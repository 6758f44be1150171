import Demo
import Foundation
import Testing

/// What people at a desk type, on the demo.
@Suite(.serialized) struct CommandTests {
    @Test func `the demo's stories hold, as often as they are told`() throws {
        for _ in 0..<2 {
            let run = try DemoFolder.run("demo", "--check")
            #expect(run.exitCode == 0, "\(run.output)")
            #expect(run.output.split(separator: "\n").filter { $0.hasPrefix("ok ") }.count == 12)
        }
    }

    @Test func `the demo does not come twice, and its key stays`() throws {
        let key = try DemoFolder.key()
        let again = try DemoFolder.run("demo")
        #expect(again.exitCode == 0)
        #expect(again.errors.contains("loaded already"))
        #expect(try DemoFolder.key() == key)
    }

    @Test(arguments: ["gestion de projet", "gestión de proyectos", "project managment", "إدارة المشاريع"])
    func `a skill is found by what people type`(text: String) throws {
        let run = try DemoFolder.run("search", "skills", text, "--limit", "1")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.output.contains("project-management"))
    }

    @Test func `a text gives occupations with their skills, and skills`() throws {
        let run = try DemoFolder.run("suggest", "couturière à domicile", "--in", "fr", "--limit", "2")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.output.contains("couturier/couturière takes: "))
        let skills = try DemoFolder.run("suggest", "tenue des \"comptes\"", "--kind", "skills")
        #expect(skills.exitCode == 0, "\(skills.errors)")
        #expect(skills.output.contains("bookkeeping") || skills.output.contains("accounting"))
        #expect(!skills.output.contains("takes: "))
        #expect(try DemoFolder.run("suggest").exitCode == 2)
        #expect(try DemoFolder.run("suggest", "a", "--kind", "sectors").exitCode == 2)
    }

    @Test func `search finds mentors and offers by codes and words`() throws {
        let mentors = try DemoFolder.run("search", "mentors", "--skill", "5ba1d5b9", "--lang", "fr", "--limit", "5")
        #expect(mentors.exitCode == 0, "\(mentors.errors)")
        #expect(mentors.output.split(separator: "\n").count > 2)
        let offers = try DemoFolder.run("search", "offers", "welder")
        #expect(offers.exitCode == 0, "\(offers.errors)")
        #expect(offers.output.contains("offers"))
        let unknown = try DemoFolder.run("search", "mentors", "--skill", "there is no such skill")
        #expect(unknown.exitCode == 4)
        #expect(unknown.errors.contains("/skills"))
    }

    @Test func `match and explain give the same whether alone or by a service, and the interface's own bytes`()
        async throws
    {
        let venture = try #require(Story.firstVenture).description
        let alone = try DemoFolder.run("match", "venture", venture, "--seek", "mentors", "--limit", "3", "--json")
        #expect(alone.exitCode == 0, "\(alone.errors)")
        let service = try RunningService(data: DemoFolder.shared.get().path, words: ["--clock", "demo"])
        defer { _ = service.end(by: SIGTERM) }
        let key = try DemoFolder.key()
        let served = try DemoFolder.run(
            "match", "venture", venture, "--seek", "mentors", "--limit", "3", "--json", "--server",
            "http://\(service.address)", "--key", key)
        #expect(served.exitCode == 0, "\(served.errors)")
        #expect(Self.comparable(alone.output) == Self.comparable(served.output))

        for shown in [alone, served] {
            let log = try #require(Self.object(shown.output)["log"] as? String)
            let replay = try DemoFolder.run("explain", "--replay", log)
            #expect(replay.exitCode == 0, "\(replay.errors)")
            #expect(replay.output.contains("same bits") && replay.output.contains("equal"))
        }
        let none = try DemoFolder.run("explain", "--replay", UUID().uuidString)
        #expect(none.exitCode == 3)

        let list = try #require(Self.object(alone.output)["items"] as? [[String: Any]])
        let first = try #require(list.first?["id"] as? String)
        let why = try DemoFolder.run("explain", "venture", venture, "mentor", first)
        #expect(why.exitCode == 0, "\(why.errors)")
        #expect(why.output.contains("place 1"))
        let french = try DemoFolder.run("explain", "venture", venture, "mentor", first, "--in", "fr")
        #expect(french.output.contains("demandé"))
        let supposed = try DemoFolder.run(
            "explain", "venture", venture, "mentor", first, "--what-if", "language:fr:C2", "--what-if", "modes:return")
        #expect(supposed.output.contains("what if: French "), "\(supposed.output) \(supposed.errors)")
        #expect(supposed.output.components(separatedBy: "alone: ").count == 3)
        let asking = try DemoFolder.run("match", "mentor", first, "--seek", "offers", "--ask-next")
        #expect(asking.output.contains("ask next: "), "\(asking.output) \(asking.errors)")
        let listed = try DemoFolder.run("match", "mentor", first, "--seek", "offers", "--what-if", "language:fr:C2")
        #expect(listed.output.contains("what if: French "), "\(listed.output) \(listed.errors)")
    }

    @Test func `what is not there exits with 3, what may not be with 4`() throws {
        let nobody = UUID().uuidString
        #expect(try DemoFolder.run("match", "venture", nobody).exitCode == 3)
        #expect(try DemoFolder.run("export", "member", nobody).exitCode == 3)
        let venture = try #require(Story.firstVenture).description
        let wrong = try DemoFolder.run("match", "venture", venture, "--seek", "offers")
        #expect(wrong.exitCode == 4)
        #expect(wrong.errors.contains("/seek"))
    }

    @Test func `a key is made, works, is listed without itself, and ends when it is revoked`() async throws {
        let service = try RunningService(data: DemoFolder.shared.get().path, words: ["--clock", "demo"])
        defer { _ = service.end(by: SIGTERM) }
        let key = try DemoFolder.run("key", "create", "--role", "admin", "--days", "2").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await service.get("/v1/curation/skills", key: key).status == 200)
        let list = try DemoFolder.run("key", "list").output
        #expect(!list.contains(key))
        let line = try #require(list.split(separator: "\n").first { $0.contains("admin") })
        let id = try #require(line.split(separator: " ").first.map(String.init))
        #expect(try DemoFolder.run("key", "revoke", id).exitCode == 0)
        #expect(try await service.get("/v1/curation/skills", key: key).status == 401)
        #expect(try DemoFolder.run("key", "revoke", id).exitCode == 3)
    }

    @Test func `an account is made by an invitation, joins and leaves desks, has a language, and is disabled`() throws {
        let account = { (words: String...) in try DemoFolder.run(["account"] + words) }
        let desk = Population.organisation("MA", .desk).description
        let made = try account("create", " Omar@Example.org", "--role", "desk", "--organisation", desk)
        #expect(made.exitCode == 0, "\(made.errors)")
        #expect(made.output.contains(/^bgi_[A-Za-z0-9_\-]{43}\n$/))
        #expect(made.errors.contains("three days"))
        #expect(try account("create", "omar@example.org", "--role", "admin").exitCode == 4)
        #expect(try account("invite", "omar@example.org").output != made.output)
        #expect(try account("list").output.contains(/omar@example\.org +desk +\S+ +active/))
        #expect(try account("set", "Omar@example.org", "--language", "ar").exitCode == 0)
        #expect(try account("list").output.contains(/omar@example\.org +desk +\S+ +active +ar/))
        #expect(try account("set", "nobody@example.org", "--language", "ar").exitCode == 3)
        #expect(try account("leave", "omar@example.org", "--organisation", desk).exitCode == 0)
        #expect(try account("disable", "omar@example.org").exitCode == 0)
        #expect(try account("list").output.contains(/omar@example\.org +desk +disabled/))
        #expect(try account("disable", "nobody@example.org").exitCode == 3)
        let unknown = UUID().uuidString.lowercased()
        #expect(try account("join", "omar@example.org", "--organisation", unknown).exitCode == 4)
        for words in [
            [], ["create", "x@example.org"], ["create", "--role", "admin"], ["join", "omar@example.org"],
            ["set", "omar@example.org"], ["set", "omar@example.org", "--language", "-"], ["x"],
        ] {
            #expect(try DemoFolder.run(["account"] + words).exitCode == 2)
        }
    }

    @Test func `an import that is repeated changes nothing and says so`() throws {
        let run = try DemoFolder.run("import", "starter")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.output.contains("unchanged"))
    }

    @Test func `the doctor finds the database, its schema, its taxonomy and its people in order`() throws {
        let run = try DemoFolder.run("doctor")
        #expect(run.exitCode == 0, "\(run.output)")
        for word in ["schema", "taxonomy", "index"] { #expect(run.output.contains("\(word):")) }
    }

    private static func object(_ json: String) -> [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]) ?? [:]
    }

    /// Without what says when, the row of the log, and the cursor, which is sealed for whoever asks.
    private static func comparable(_ json: String) -> String {
        json.replacing(/"(asOf|next|log)":"[^"]*"/, with: "")
    }
}
