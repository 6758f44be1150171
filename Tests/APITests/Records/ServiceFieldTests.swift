import Foundation
import HTTP
import Testing

@testable import API

/// What only the service sets is refused in what callers send, unless it is what they read (checklist 4).
@Suite struct ServiceFieldTests {
    /// By resource: who may, and a body.
    private func bodies(_ interface: TestInterface) async throws -> [(resource: String, role: Role, body: String)] {
        let member = try await interface.register("members", as: .desk, Bodies.member("Of The Service"))
        return [
            ("organisations", .admin, Bodies.organisation("desk", "MA")), ("members", .desk, Bodies.member("Another")),
            ("mentors", .desk, Bodies.mentor(member)), ("ventures", .desk, Bodies.venture(interface.desk)),
            ("offers", .partner, Bodies.offer(interface.employer, interface.centre)),
        ]
    }

    @Test func `at registration they are unknown fields`() async throws {
        let interface = try await TestInterface.shared
        for (resource, role, body) in try await bodies(interface) {
            for name in ["id", "version", "score", "role", "created_at", "taken"] {
                let more = body.replacing("{", with: "{\"\(name)\": 1, ", maxReplacements: 1)
                let refused = try await interface.ask(
                    .post, resource, as: role, more, ["Idempotency-Key": UUID().uuidString])
                #expect(refused.status == 422, "\(resource) \(name)")
                #expect(refused.json.complaints == ["/\(name) unknown_field"])
            }
        }
    }

    @Test func `in a change they are what was read, or refused`() async throws {
        let interface = try await TestInterface.shared
        for (resource, role, body) in try await bodies(interface) {
            let path = "\(resource)/\(try await interface.register(resource, as: role, body))"
            var set = [#"{"id": "\#(UUID())"}"#: "/id", #"{"version": 7}"#: "/version"]
            if resource == "mentors" {
                set[#"{"capacity": {"held": 1}}"#] = "/capacity/held"
                set[#"{"capacity": {"free": 9}}"#] = "/capacity/free"
            }
            if resource == "offers" { set[#"{"taken": 1}"#] = "/taken" }
            for (patch, pointer) in set {
                let refused = try await interface.ask(.patch, path, as: role, patch, ["If-Match": "\"1\""])
                #expect(refused.status == 422, "\(resource) \(patch)")
                #expect(refused.json.complaints == ["\(pointer) field_read_only"])
            }
        }
    }

    @Test func `what answers tell of a code is of its type`() async throws {
        let interface = try await TestInterface.shared
        let body = #"{"profile": {"skills": [{"skill": "accounting", "label": 1, "unmapped": "no"}]}}"#
        let refused = try await interface.ask(.post, "matches", as: .anonymous, body)
        #expect(
            Set(refused.json.complaints) == [
                "/profile/skills/0/label type_mismatch", "/profile/skills/0/unmapped type_mismatch",
            ])
    }
}
