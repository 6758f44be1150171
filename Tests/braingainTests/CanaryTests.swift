import Demo
import Foundation
import FoundationNetworking
import Testing

/// A person of whom every field has a word that nothing else has, who goes through the operations and their refusals: no
/// log, no metric and no database's log has one of these words (checklist 15, 26, 35, 36, 37).
@Suite struct CanaryTests {
    private static let profile = #"{"skills": [{"skill": "canaryskill"}]}"#
    static let member = """
        {"name": "Canaryname", "latin_name": "Canarylatin", "headline": "canaryheadline", "profile": \(profile),
         "origins": [{"country": "MA", "by": "birth"}], "residences": ["FR"],
         "contact": {"email": "canary@example.org", "phone": "+212688417355", "post": "canarypost"},
         "consents": [{"purpose": "share_with_desk", "text_version": "canarytext", "language": "fr"}]}
        """

    /// Requests that are answered or refused, each with canaries wherever a caller can put some.
    private func requests(_ path: String) -> [(method: String, path: String, body: String?)] {
        [
            ("GET", path, nil), ("GET", "\(path)/export", nil), ("GET", "\(path)/matches?what_if=canary", nil),
            (
                "PATCH", path,
                #"{"headline": "canarychanged", "profile": {"places": ["canaryplace"], "occupation": "canaryjob"}}"#
            ),
            ("PATCH", path, #"{"headline": "canarychanged"}"#),
            ("PATCH", path, #"{"headline": "canary\r\n{\"level\":\"error\"}"}"#),
            // In every field a line of the log's own.
            (
                "POST", "members",
                Self.member.replacing(#/(?i)canary/#, with: { "\($0.output)" + #"\r\n{\"level\":\"error\"}"# })
            ),
            ("GET", "canary%0D%0A%7B%22level%22%7D", nil), ("GET", "offers?q=%0D%0A%7B%22level%22%7D", nil),
            ("GET", "offers?canary%0D%0A=%0D%0A%7B%22level%22%7D", nil), ("GET", "\(path)%0D%0Acanary", nil),
            ("PATCH", path, "{\"headline\": \"canary\0\"}"), ("PATCH", path, #"{"born": "1812-01", "canaryfield": 1}"#),
            ("POST", "members/search", #"{"skills": ["canaryskill"], "cursor": "canary"}"#),
            ("POST", "matches", #"{"seek": ["offers"], "profile": \#(Self.profile)}"#),
            ("POST", "matches", #"{"canary"#), ("POST", "skills/suggest", #"{"text": "canarytext"}"#),
            ("GET", "skills?q=canaryquery", nil), ("GET", "offers?canaryparameter=1", nil), ("GET", "canarypath", nil),
            ("GET", "offers?access_token=canarytoken", nil), ("GET", "offers?cursor=canarycursor", nil),
            ("POST", "mentors", #"{"member": "canarymember", "capacity": {"total": 1}}"#),
            ("POST", "\(path)/consents", #"{"purpose": "canarypurpose", "text_version": "1", "language": "fr"}"#),
            ("GET", "members/00000000-0000-7000-8000-00000000000c", nil), ("DELETE", path, nil),
            ("POST", "\(path)/erasure", nil),
        ]
    }

    @Test func `no log and no metric tells of a person, and each line is one of JSON`() async throws {
        let folder = try DemoFolder.shared.get()
        let service = try RunningService(data: folder.path, environment: ["BRAINGAIN_LOG": "debug"])
        let desk = try DemoFolder.key()
        let registered = try await service.get(
            "/v1/members", body: Self.member, key: desk, headers: ["Idempotency-Key": "canarykey"])
        let id = try #require(registered.body["id"] as? String, "\(registered.body)")
        let created = try DemoFolder.run("key", "create", "--role", "member", "--member", id)
        let own = try #require(created.output.split(separator: "\n").last.map(String.init), "\(created.errors)")
        var statuses: Set<Int> = []
        for key in ["canarywrong", desk, own] {
            for request in requests("members/\(id)") {
                var headers = ["Idempotency-Key": "canary", "X-Forwarded-For": "canary"]
                if request.method != "POST" { headers["If-Match"] = "\"1\"" }
                let answer = try await service.get(
                    "/v1/\(request.path)", method: request.method, body: request.body, key: key, headers: headers)
                statuses.insert(answer.status)
            }
        }
        #expect(statuses.isSuperset(of: [200, 204, 400, 401, 403, 404, 412, 422]), "\(statuses)")
        let keys = try DemoFolder.run("key", "list").output.split { $0.isWhitespace }.map(String.init)
            .filter { UUID(uuidString: $0) != nil }
        #expect(keys.count > 1)
        let metrics = try await URLSession.shared.data(from: #require(URL(string: "http://\(service.admin)/metrics"))).0
        #expect(service.end(by: SIGTERM) == 0)
        let log = service.log
        let database = try String(contentsOfFile: folder.path + "/postgres.log", encoding: .utf8)
        for text in [log, String(decoding: metrics, as: UTF8.self), database] {
            for secret in ["canary", "212688417355", id, desk, own] + keys {
                let hit = text.range(of: secret, options: .caseInsensitive)
                #expect(hit == nil, "\(secret): \(hit.map { text[$0.lowerBound...].prefix(200) } ?? "")")
            }
        }
        let lines = try log.split(separator: "\n").map {
            try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
        }
        let asked = lines.filter { $0["message"] == "request" }
        #expect(asked.count == 1 + 3 * requests("members/\(id)").count)
        // The desk, the member, and whoever proves nothing.
        #expect(Set(asked.compactMap { $0["asker"] }).count == 3)
        #expect(asked.contains { $0["route"] == "/v1/members/{id}" && $0["status"] == "200" })
        #expect(asked.filter { $0["status"] == "401" || $0["status"] == "403" }.allSatisfy { $0["level"] == "info" })
        #expect(asked.allSatisfy { $0["trace"]?.count == 32 })
    }

    /// What a request of somebody who leads the demo's desk carries, signed in over HTTP.
    private func lead(at service: RunningService) async throws -> [String: String] {
        let (login, password) = ("canarylead@example.org", "the goat eats wild thyme")
        let desk = Population.organisation("MA", .desk).description
        let made = try DemoFolder.run("account", "create", login, "--role", "desk", "--organisation", desk)
        try #require(made.exitCode == 0, "\(made.errors)")
        let joined = try DemoFolder.run("account", "join", login, "--organisation", desk, "--lead")
        try #require(joined.exitCode == 0, "\(joined.errors)")
        let token = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let accepted = try await service.get(
            "/v1/invitations", body: #"{"invitation": "\#(token)", "password": "\#(password)"}"#)
        let code = try #require((accepted.body["recovery_codes"] as? [String])?.first, "\(accepted.body)")
        var request = URLRequest(url: try #require(URL(string: "http://\(service.address)/v1/sessions")))
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data(#"{"login": "\#(login)", "password": "\#(password)", "code": "\#(code)"}"#.utf8)
        let (data, response) = try await URLSession(configuration: .ephemeral).data(for: request)
        let set = try #require((response as? HTTPURLResponse)?.value(forHTTPHeaderField: "Set-Cookie"))
        let body = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return ["Cookie": String(set.prefix { $0 != ";" }), "X-CSRF-Token": try #require(body["csrf"] as? String)]
    }

    @Test func `no log and no metric tells of who was made one with another, parted, and erased`() async throws {
        let folder = try DemoFolder.shared.get()
        let service = try RunningService(data: folder.path, environment: ["BRAINGAIN_LOG": "debug"])
        let desk = try DemoFolder.key()
        var (ids, keys): ([String], [String]) = ([], [])
        for number in 0..<2 {
            let registered = try await service.get(
                "/v1/members", body: Self.member.replacing("canary@", with: "canary\(number)@"), key: desk,
                headers: ["Idempotency-Key": "canarymerge\(number)"])
            ids.append(try #require(registered.body["id"] as? String, "\(registered.body)"))
            let created = try DemoFolder.run("key", "create", "--role", "member", "--member", ids[number])
            keys.append(try #require(created.output.split(separator: "\n").last.map(String.init), "\(created.errors)"))
        }
        let lead = try await lead(at: service)
        let ask = { (path: String, body: String?, key: String?) in
            try await service.get(
                "/v1/\(path)", method: body == nil ? nil : "POST", body: body, key: key,
                headers: key == nil ? lead : ["Idempotency-Key": "canary"])
        }
        let absorbing = #"{"absorbed": "\#(ids[1])"}"#
        let merge = try await ask("members/\(ids[0])/merge", absorbing, nil)
        #expect(merge.status == 200, "\(merge.body)")
        for key in [desk, keys[0], keys[1], "canarywrong"] {
            for path in ["members/\(ids[1])", "members/\(ids[0])/export", "duplicates?limit=100", "merges"] {
                _ = try await ask(path, nil, key)
            }
            _ = try await ask("members/\(ids[1])/merge", #"{"absorbed": "canary"}"#, key)
        }
        #expect(try await ask("merges/\(merge.body["id"] as? String ?? "")/undo", "", nil).status == 200)
        #expect(try await ask("members/\(ids[0])/merge", absorbing, nil).status == 200)
        #expect(try await ask("members/me/erasure", "", keys[1]).status == 204)
        let erased = try DemoFolder.run("erase", ids[0], "--sure")
        #expect(erased.exitCode == 0, "\(erased.errors)")
        let metrics = try await URLSession.shared.data(from: #require(URL(string: "http://\(service.admin)/metrics"))).0
        #expect(service.end(by: SIGTERM) == 0)
        let log = service.log
        let database = try String(contentsOfFile: folder.path + "/postgres.log", encoding: .utf8)
        for text in [log, String(decoding: metrics, as: UTF8.self), database] {
            for secret in ["canary", "212688417355"] + ids + keys + Array(lead.values) {
                let hit = text.range(of: secret, options: .caseInsensitive)
                #expect(hit == nil, "\(hit.map { text[$0.lowerBound...].prefix(200) } ?? "")")
            }
        }
        for route in ["/v1/members/{id}/merge", "/v1/merges/{id}/undo", "/v1/members/{id}/erasure"] {
            #expect(log.contains("\"\(route)\""), "\(route)")
        }
    }
}
