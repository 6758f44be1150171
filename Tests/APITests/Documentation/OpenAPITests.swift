import Foundation
import HTTP
import Testing

@testable import API

/// The description of the interface, as it is served.
@Suite struct OpenAPITests {
    private func document() async throws -> JSONValue {
        let answer = try await TestInterface.shared.ask(.get, "openapi.json")
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/json")
        return answer.json
    }

    /// Every operation of the document with its method and path.
    private func operations(_ document: JSONValue) -> [(line: String, operation: JSONValue)] {
        (document["paths"].object?.members ?? []).flatMap { path in
            (path.value.object?.members ?? []).map { ("\($0.name.uppercased()) \(path.name)", $0.value) }
        }
    }

    @Test func `it describes what there is, and nothing else`() async throws {
        let document = try await document()
        #expect(document["openapi"].string?.hasPrefix("3.1") == true)
        let lines = operations(document).map(\.line)
        #expect(lines.sorted() == API.Operation.all.map(\.line).sorted())
        let names = operations(document).compactMap { $0.operation["operationId"].string }
        #expect(names.count == lines.count)
        #expect(Set(names).count == names.count)
    }

    /// A program that computes opens none of these: no sheet of cells is answered anywhere (checklist 23).
    @Test func `every answer is of a media type that computes nothing`() async throws {
        var types: Set<String> = []
        for (line, operation) in operations(try await document()) {
            for answer in operation["responses"].object?.members ?? [] {
                let told = answer.value["content"].object?.names ?? []
                types.formUnion(told)
                #expect(answer.value["$ref"].isNull, "\(line)")
            }
        }
        #expect(types == ["application/json", "application/problem+json", "text/html"])
        let interface = try await TestInterface.shared
        for accept in ["text/csv", "application/vnd.ms-excel", "text/csv, */*;q=0.1"] {
            let answer = try await interface.ask(.get, "offers", as: .anonymous, nil, ["Accept": accept])
            #expect(answer.headers["content-type"] == "application/json")
        }
    }

    @Test func `every reference leads to a component, and every component is used`() async throws {
        let document = try await document()
        let components = ["schemas", "headers", "examples"].flatMap { kind in
            (document["components/\(kind)"].object?.names ?? []).map { "#/components/\(kind)/\($0)" }
        }
        // A method that a path lacks is refused before there is an operation.
        let references = Set(strings(document, under: "$ref") + ["#/components/examples/method_not_allowed"])
        #expect(references.count > 20)
        #expect(components.sorted() == references.sorted())
    }

    @Test func `an operation says in its security which roles may call it, and how far each reaches`() async throws {
        for (line, operation) in operations(try await document()) {
            let name = try #require(operation["operationId"].string)
            let told = operation["security"].array ?? []
            let roles = told.filter { $0["session"].isNull && $0["token"].isNull }.map {
                $0["key/0"].string ?? "anonymous"
            }
            let all = Policy.published.reach(of: name).map(\.role.rawValue)
            #expect(roles == all.filter { $0 != "lead" }, "\(line)")
            let tokens = told.compactMap { $0["token/0"].string }
            #expect(tokens == all.filter { ["desk", "lead", "partner", "admin", "auditor"].contains($0) }, "\(line)")
            let sessions = told.compactMap { $0["session/0"].string }
            #expect(sessions == all.filter { Role.signsIn.map(\.rawValue).contains($0) }, "\(line)")
            for (role, reach) in Policy.published.reach(of: name) {
                let told = operation["x-roles/\(role.rawValue)"].object?.members ?? []
                #expect(told.count == reach.count)
                #expect(told.contains { ["yes", "card"].contains($0.value.string) }, "\(line) is of no use to \(role)")
                for member in told {
                    #expect(member.value.string == reach[.init(rawValue: member.name) ?? .own]?.rawValue)
                }
            }
        }
        #expect(
            Policy.published.sentence(of: "readMember") == "member (own), desk (other, abroad masked), admin (masked)")
        #expect(Policy.published.sentence(of: "findOffersMatches") == "desk (public), admin")
        #expect(Policy.published.sentence(of: "replayMatches") == "desk (own, near), admin (own), auditor")
    }

    @Test func `the parameters of a path are described, and those of a query are the operation's own`() async throws {
        for (line, operation) in operations(try await document()) {
            let parameters = operation["parameters"].array ?? []
            let names = { (place: String) in
                parameters.filter { $0["in"] == .string(place) }.compactMap { $0["name"].string }.sorted()
            }
            let inPath = line.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                String($0.dropFirst().dropLast())
            }
            #expect(names("path") == inPath.sorted(), "\(line)")
            let own = API.Operation.all.first { $0.line == line }?.parameters.map(\.name) ?? []
            #expect(names("query") == own.sorted(), "\(line)")
            if line.hasPrefix("GET") || line.hasPrefix("DELETE") { #expect(operation["requestBody"].isNull, "\(line)") }
            #expect(parameters.allSatisfy { $0["description"].string?.isEmpty == false })
        }
    }

    @Test(arguments: ["openapi.json", "docs", "docs.css"])
    func `whoever has a page is answered without it`(page: String) async throws {
        let interface = try await TestInterface.shared
        let etag = try #require(try await interface.ask(.get, page).etag)
        let same = try await interface.ask(.get, page, as: .anonymous, nil, ["If-None-Match": etag])
        #expect(same.status == 304)
        #expect(same.etag == etag)
        #expect(same.body.isEmpty)
        #expect(try await interface.ask(.get, page, as: .anonymous, nil, ["If-None-Match": "\"old\""]).status == 200)
    }

    @Test func `the page runs no script and asks nobody else`() async throws {
        let page = try await TestInterface.shared.ask(.get, "docs")
        #expect(page.status == 200)
        #expect(page.headers["content-type"] == "text/html; charset=utf-8")
        let text = page.text.lowercased()
        for forbidden in ["<script", "javascript:", "onload=", "onclick=", "src=", "@import", "url(", "<iframe"] {
            #expect(!text.contains(forbidden), "\(forbidden)")
        }
        for part in text.components(separatedBy: "href=\"").dropFirst() {
            #expect(part.hasPrefix("#") || part.hasPrefix("/"), "\(part.prefix(60))")
        }
        for operation in API.Operation.all { #expect(page.text.contains(operation.summary), "\(operation.line)") }
    }

    /// All strings under a name, wherever it is.
    private func strings(_ value: JSONValue, under name: String) -> [String] {
        if let elements = value.array { return elements.flatMap { strings($0, under: name) } }
        return (value.object?.members ?? []).flatMap { member in
            member.name == name ? [member.value.string ?? "?"] : strings(member.value, under: name)
        }
    }
}
