import Foundation
import Matching
import Model
import Store

/// `braingain key`: makes, lists and revokes the keys that callers of the interface show.
struct KeyCommand: Command {
    static let name = "key"
    static let summary = "Make, list and revoke the keys of callers"
    static let forms = ["create --role ROLE [FLAG…]", "list", "revoke ID"]
    static let examples = [
        "braingain key create --role desk --organisation 3a9f0c1e-5b7d-8e2a-9c4f-0d1e2f3a4b5c --days 90",
        "braingain key list",
    ]
    static let role = Flag<String>("role", "ROLE", "what it may do: admin, desk, partner, member or auditor") {
        ["admin", "desk", "partner", "member", "auditor"].contains($0) ? $0 : nil
    }
    static let organisation = Flag<UUID>("organisation", "ID", "the desk's or the partner's") { UUID(uuidString: $0) }
    static let member = Flag<UUID>("member", "ID", "the person whose own records it opens") { UUID(uuidString: $0) }
    static let days = Flag("days", "N", "ends after so many days; 365 when left out", in: 1...CreateKey.longestDays)
    static let scope = Flag<Caller.Scope>(
        "scope", "SCOPE", "read: a key that changes nothing; write: that reads what it changes"
    ) {
        Caller.Scope(rawValue: $0)
    }
    static let flags: [any FlagDescription] = [role, organisation, member, days, scope]

    /// What is done with keys.
    enum Action {
        case create(CreateKey)
        case list
        case revoke(UUID)
    }

    private let action: Action

    init(_ arguments: Arguments) throws(UsageError) {
        let role = try arguments.value(of: Self.role)
        let organisation = try arguments.value(of: Self.organisation)
        let member = try arguments.value(of: Self.member)
        let days = try arguments.value(of: Self.days)
        switch arguments.operands.first {
        case "create":
            _ = try arguments.operands(1...1, "flags")
            guard let role else { throw UsageError("--role is missing: admin, desk, partner, member or auditor") }
            guard (organisation != nil) == ["desk", "partner"].contains(role) else {
                throw UsageError("--organisation goes with the roles desk and partner, which need it")
            }
            guard (member != nil) == (role == "member") else {
                throw UsageError("--member goes with the role member, which needs it")
            }
            let scopes = try arguments.value(of: Self.scope).map { [$0] } ?? Caller.Scope.allCases
            action = .create(
                CreateKey(for: Self.holder(role, organisation ?? member), days: days ?? 365, scopes: Set(scopes)))
        case "list":
            _ = try arguments.operands(1...1, "flags")
            action = .list
        case "revoke": action = .revoke(try Self.identifier(arguments.operands(2...2, "the key's ID")[1]))
        case let word?: throw .unknown("action", word: word, known: ["create", "list", "revoke"])
        case nil: throw UsageError("what to do with keys is missing: create, list or revoke")
        }
    }

    func run(_ context: Context) async throws {
        let backend = try Backend.open(context, as: .owner)
        defer { backend.close() }
        let store = backend.service.store
        do {
            switch action {
            case .create(let creating):
                context.console.print(try await creating.run(in: store))
                context.console.say("It is shown this once and kept nowhere.")
            case .list:
                var table = Table("id", "role", "of", "scopes", "last used", "ends", "revoked")
                for key in try await store.run(FindKeys()) {
                    table.add(
                        key.id.uuidString.lowercased(), key.role,
                        key.organisation?.description ?? key.person?.description ?? "",
                        key.scopes.joined(separator: " "), key.usedOn ?? "never",
                        key.expiresAt.formatted(.iso8601), key.revokedAt?.formatted(.iso8601) ?? "")
                }
                context.console.print(table)
            case .revoke(let id):
                try await store.run(RevokeKey(id: id, at: .now))
                context.console.print("The key is revoked.")
            }
        } catch let error as MatchingError {
            throw Failure(error)
        } catch let error as StoreError {
            throw Failure(MatchingError(error))
        }
    }

    private static func holder(_ role: String, _ of: UUID?) -> CreateKey.Holder {
        switch (role, of) {
        case ("desk", let id?): .desk(Identifier(id))
        case ("partner", let id?): .partner(Identifier(id))
        case ("member", let id?): .member(Identifier(id))
        case ("auditor", _): .auditor
        default: .admin
        }
    }
}
