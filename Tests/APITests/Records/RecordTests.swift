import HTTP
import Testing

@testable import API

/// What holds of every kind of record alike.
@Suite struct RecordTests {
    /// One kind: who registers it and with what, and a change of it.
    struct Kind: Sendable, CustomStringConvertible {
        let resource: String
        let role: Role
        let body: @Sendable (TestInterface) async throws -> String
        let patch: String
        /// The path of what the patch changes, and what it is then.
        let changed: (path: String, value: JSONValue)
        /// Its state once it is retired.
        let retired: String

        var description: String { resource }
    }

    static let kinds = [
        Kind(
            resource: "organisations", role: .admin, body: { _ in Bodies.organisation("association", "MA") },
            patch: #"{"place": "MA-01"}"#, changed: ("place", .string("MA-01")), retired: "closed"),
        Kind(
            resource: "members", role: .desk, body: { _ in Bodies.member("Zineb Tazi") },
            patch: #"{"headline": "Directrice"}"#, changed: ("headline", .string("Directrice")), retired: "retired"),
        Kind(
            resource: "mentors", role: .desk,
            body: { Bodies.mentor(try await $0.register("members", as: .desk, Bodies.member("Zineb Tazi"))) },
            patch: #"{"capacity": {"total": 5}}"#, changed: ("capacity/free", .integer(5)), retired: "retired"),
        Kind(
            resource: "ventures", role: .desk, body: { Bodies.venture($0.desk) },
            patch: #"{"need": {"skills": [{"skill": "accounting"}]}}"#,
            changed: ("need/skills/0/importance", .integer(2)), retired: "closed"),
        Kind(
            resource: "offers", role: .partner, body: { Bodies.offer($0.employer, $0.centre) },
            patch: #"{"title": {"fr": null, "ar": "مهمة"}}"#, changed: ("title/ar", .string("مهمة")),
            retired: "withdrawn"),
    ]

    @Test(arguments: kinds)
    func `what is registered is read as it was answered`(kind: Kind) async throws {
        let interface = try await TestInterface.shared
        let registered = try await interface.ask(
            .post, kind.resource, as: kind.role, try await kind.body(interface), ["Idempotency-Key": "read-\(kind)"])
        #expect(registered.status == 201, "\(registered.text)")
        let id = try #require(registered["id"].string)
        #expect(registered.headers["location"] == "/v1/\(kind)/\(id)")
        #expect(registered.etag == "\"1\"")
        #expect(registered["version"] == .integer(1))
        let read = try await interface.ask(.get, "\(kind)/\(id)", as: kind.role)
        #expect(read.status == 200)
        #expect(read.etag == "\"1\"")
        #expect(read.body == registered.body)
    }

    @Test(arguments: kinds)
    func `a reader who has the version is answered without it`(kind: Kind) async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register(kind.resource, as: kind.role, try await kind.body(interface))
        for known in ["\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"] {
            let same = try await interface.ask(.get, "\(kind)/\(id)", as: kind.role, nil, ["If-None-Match": known])
            #expect(same.status == 304, "\(known)")
            #expect(same.etag == "\"1\"")
            #expect(same.body.isEmpty)
        }
        let other = try await interface.ask(.get, "\(kind)/\(id)", as: kind.role, nil, ["If-None-Match": "\"2\""])
        #expect(other.status == 200)
    }

    @Test(arguments: kinds)
    func `a change names the version that it changes`(kind: Kind) async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register(kind.resource, as: kind.role, try await kind.body(interface))
        let path = "\(kind)/\(id)"
        let blind = try await interface.ask(.patch, path, as: kind.role, kind.patch)
        #expect(blind.status == 428)
        #expect(blind.code == "if_match_missing")
        let before = try await interface.ask(.get, path, as: kind.role)
        let changed = try await interface.ask(.patch, path, as: kind.role, kind.patch, ["If-Match": "\"1\""])
        #expect(changed.status == 200, "\(changed.text)")
        #expect(changed.etag == "\"2\"")
        #expect(before[kind.changed.path] != kind.changed.value)
        #expect(changed[kind.changed.path] == kind.changed.value)
        let stale = try await interface.ask(.patch, path, as: kind.role, kind.patch, ["If-Match": "\"1\""])
        #expect(stale.status == 412)
        #expect(stale.code == "version_stale")
        #expect(stale.etag == "\"2\"")
        let read = try await interface.ask(.get, path, as: kind.role)
        #expect(read.body == changed.body)
    }

    @Test(arguments: kinds)
    func `whoever prefers it is answered without the record`(kind: Kind) async throws {
        let interface = try await TestInterface.shared
        let body = try await kind.body(interface)
        let headers = ["Idempotency-Key": "minimal-\(kind)", "Prefer": "wait=1, return=minimal; a=b"]
        let made = try await interface.ask(.post, kind.resource, as: kind.role, body, headers)
        #expect(made.status == 201, "\(made.text)")
        #expect(made.body.isEmpty)
        #expect(made.headers["preference-applied"] == "return=minimal")
        #expect(made.etag == "\"1\"")
        let path = try #require(made.headers["location"]).dropFirst("/v1/".count)
        let again = try await interface.ask(
            .post, kind.resource, as: kind.role, body, ["Idempotency-Key": "minimal-\(kind)"])
        #expect(again["id"].string == path.split(separator: "/").last.map(String.init))
        let changed = try await interface.ask(
            .patch, String(path), as: kind.role, kind.patch, ["If-Match": "\"1\"", "Prefer": "Return=\"minimal\""])
        #expect(changed.status == 204, "\(changed.text)")
        #expect(changed.etag == "\"2\"")
        let whole = try await interface.ask(
            .patch, String(path), as: kind.role, kind.patch,
            ["If-Match": "\"2\"", "Prefer": "return=representation, return=minimal"])
        #expect(whole.status == 200)
        #expect(whole[kind.changed.path] == kind.changed.value)
    }

    @Test(arguments: kinds)
    func `what is retired is kept and says so`(kind: Kind) async throws {
        let interface = try await TestInterface.shared
        let id = try await interface.register(kind.resource, as: kind.role, try await kind.body(interface))
        let path = "\(kind)/\(id)"
        #expect(try await interface.ask(.delete, path, as: kind.role).status == 428)
        #expect(try await interface.ask(.delete, path, as: kind.role, nil, ["If-Match": "\"3\""]).status == 412)
        let retired = try await interface.ask(.delete, path, as: kind.role, nil, ["If-Match": "\"1\""])
        #expect(retired.status == 204)
        #expect(retired.body.isEmpty)
        let read = try await interface.ask(.get, path, as: kind.role)
        #expect(read["status"] == .string(kind.retired))
    }

    @Test(arguments: kinds)
    func `an unknown field is refused by its place`(kind: Kind) async throws {
        let interface = try await TestInterface.shared
        let body = try await kind.body(interface).dropLast(while: { $0 != "}" }).dropLast() + #", "nickname/a": 1}"#
        let refused = try await interface.ask(
            .post, kind.resource, as: kind.role, String(body), ["Idempotency-Key": "unknown-\(kind)"])
        #expect(refused.status == 422, "\(refused.text)")
        #expect(refused.json.complaints == ["/nickname~1a unknown_field"])
        let id = try await interface.register(kind.resource, as: kind.role, try await kind.body(interface))
        let patched = try await interface.ask(
            .patch, "\(kind)/\(id)", as: kind.role, #"{"nickname": 1}"#, ["If-Match": "\"1\""])
        #expect(patched.status == 422)
        #expect(patched.json.complaints == ["/nickname unknown_field"])
    }
}

extension String {
    fileprivate func dropLast(while drop: (Character) -> Bool) -> Substring {
        var text = self[...]
        while let last = text.last, drop(last) { text.removeLast() }
        return text
    }
}
