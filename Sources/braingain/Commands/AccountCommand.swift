import Foundation
import Matching
import Model
import Store

/// `braingain account`: who of the staff can sign in, and for which organisations.
struct AccountCommand: Command {
    static let name = "account"
    static let summary = "Invite staff who sign in, and say for whom they work"
    static let forms = [
        "create LOGIN --role ROLE [--organisation ID] [--language TAG]", "invite LOGIN", "list", "disable LOGIN",
        "enable LOGIN",
        "join LOGIN --organisation ID [--lead]", "leave LOGIN --organisation ID", "set LOGIN --language TAG",
        "link LOGIN --issuer URL --subject SUBJECT", "unlink LOGIN --issuer URL",
    ]
    static let examples = [
        "braingain account create amina@example.org --role admin",
        "braingain account create omar@example.org --role desk --organisation 3a9f0c1e-5b7d-8e2a-9c4f-0d1e2f3a4b5c",
        "braingain account list",
        "braingain account link omar@example.org --issuer https://login.example.org/realms/desk --subject 0f6c",
    ]
    static let role = Flag<String>("role", "ROLE", "what the account may do: admin, desk, partner or auditor") {
        ["admin", "desk", "partner", "auditor"].contains($0) ? $0 : nil
    }
    static let organisation = Flag<UUID>("organisation", "ID", "for whom the account works") { UUID(uuidString: $0) }
    static let lead = Switch("lead", "who answers for the organisation, and is told when records are opened")
    static let language = Flag<LanguageTag>("language", "TAG", "in which the holder is written to: en, fr, es or ar") {
        try? LanguageTag($0)
    }
    static let issuer = Flag<String>("issuer", "URL", "whose tokens open the account, as they have it in iss")
    static let subject = Flag<String>("subject", "SUBJECT", "whom these tokens name, as they have it in sub")
    static let flags: [any FlagDescription] = [role, organisation, lead, language, issuer, subject]

    /// What is done with accounts.
    enum Action {
        case invite(InviteAccount)
        case list
        case enable(SetAccountStatus)
        case employ(SetMembership)
        case set(SetAccountLanguage)
        case link(LinkAccount)
    }

    private let action: Action

    init(_ arguments: Arguments) throws(UsageError) {
        let role = try arguments.value(of: Self.role)
        let organisation = try arguments.value(of: Self.organisation).map { Identifier<Organisation>($0) }
        let isLead = arguments.has(Self.lead)
        let word = arguments.operands.first ?? ""
        let login = { () throws(UsageError) in
            InviteAccount(try arguments.operands(2...2, "the account's login")[1]).login
        }
        switch word {
        case "create":
            guard let role else { throw UsageError("--role is missing: admin, desk, partner or auditor") }
            guard (organisation != nil) == ["desk", "partner"].contains(role) else {
                throw UsageError("--organisation goes with the roles desk and partner, which need it")
            }
            let organisations = organisation.map { [$0] } ?? []
            let kind: InviteAccount.Role =
                switch role {
                case "desk": .desk(organisations)
                case "partner": .partner(organisations)
                case "auditor": .auditor
                default: .admin
                }
            action = .invite(InviteAccount(try login(), as: kind, in: try arguments.value(of: Self.language)))
        case "invite": action = .invite(InviteAccount(try login()))
        case "list":
            _ = try arguments.operands(1...1, "flags")
            action = .list
        case "disable", "enable": action = .enable(SetAccountStatus(of: try login(), isActive: word == "enable"))
        case "join", "leave":
            guard let organisation else { throw UsageError("--organisation is missing: for whom the account works") }
            action = .employ(
                SetMembership(of: try login(), organisation, word == "leave" ? .none : isLead ? .lead : .staff))
        case "set":
            guard let language = try arguments.value(of: Self.language) else {
                throw UsageError("--language is missing: in which the holder is written to")
            }
            action = .set(SetAccountLanguage(of: try login(), language))
        case "link", "unlink":
            let subject = try arguments.value(of: Self.subject)
            guard let issuer = try arguments.value(of: Self.issuer), (subject != nil) == (word == "link") else {
                throw UsageError("link takes --issuer and --subject, unlink --issuer alone")
            }
            action = .link(LinkAccount(try login(), with: subject, of: issuer))
        case "": throw UsageError("what to do with accounts is missing: \(Self.known.joined(separator: ", "))")
        default: throw .unknown("action", word: word, known: Self.known)
        }
    }

    private static let known = [
        "create", "invite", "list", "disable", "enable", "join", "leave", "set", "link", "unlink",
    ]

    func run(_ context: Context) async throws {
        let backend = try Backend.open(context, as: .owner)
        defer { backend.close() }
        let store = backend.service.store
        do {
            switch action {
            case .invite(let invitation):
                context.console.print(try await invitation.run(in: store))
                context.console.say(
                    "The invitation is shown this once and stands for three days: who has it chooses the password, with POST /v1/invitations."
                )
            case .list:
                var table = Table("login", "role", "works for", "status", "language", "tokens of")
                let links = try await store.run(FindLinks())
                for account in try await store.run(FindAccounts()) {
                    table.add(
                        account.login, account.role,
                        account.organisations.map(\.description).joined(separator: " "),
                        account.isActive ? "active" : "disabled", account.language ?? "",
                        links[account.login, default: []].joined(separator: " "))
                }
                context.console.print(table)
            case .enable(let status):
                try await store.run(status)
                context.console.print(
                    status.isActive ? "The account can sign in." : "The account is disabled; its sessions have ended.")
            case .employ(let membership):
                try await store.run(membership)
                context.console.print("It counts from the next request on.")
            case .set(let language):
                try await store.run(language)
                context.console.print("It counts from the next message on.")
            case .link(let link):
                try await link.run(in: store)
                context.console.print("It counts from the next request on.")
            }
        } catch let error as MatchingError {
            throw Failure(error)
        } catch let error as StoreError {
            throw Failure(MatchingError(error))
        }
    }
}
