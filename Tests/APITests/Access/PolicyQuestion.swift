import Foundation
import HTTP
import Matching
import Model
import Testing

@testable import API

/// A line of the policy as a request: an operation that somebody asks for a record of a relation.
struct PolicyQuestion: Sendable {
    let operation: API.Operation
    /// Whether the second record of the path is the one that the relation is of.
    let isOfOther: Bool
    let role: Role
    let relation: Policy.Relation

    /// What the interface answers, and what that means.
    func ask(_ tenants: Tenants) async throws -> (answer: Answer, outcome: String) {
        if let staff { return try await ask(signedInAs: staff(tenants), tenants) }
        if role == .member, isOfSession { return try await askSignedIn(tenants) }
        let interface = tenants.interface
        let (key, body) = try await keyAndBody(tenants)
        let asking = role == .lead ? tenants.homes[.own]?.lead.headers ?? [:] : [:]
        let answer = try await interface.ask(
            method, try await path(tenants), key: key, body,
            // Stale, so that nothing is changed by who may change it.
            asking.merging(["If-Match": "\"999\"", "Idempotency-Key": UUID().uuidString]) { $1 })
        // Who is asked about afterwards must be found.
        if operation.name == "restrictMember" { _ = try await interface.ask(.delete, path(tenants), key: key) }
        switch answer.status {
        case 200..<300, 412: return (answer, try shown(answer, tenants))
        default: return (answer, "\(answer.status)")
        }
    }

    /// Who asks about the own account and sessions; null where a key asks.
    private var staff: ((Tenants) throws -> InviteAccount.Role)? {
        guard isOfSession, ["account", "sessions"].contains(resource) else { return nil }
        switch role {
        case .admin: return { _ in .admin }
        case .auditor: return { _ in .auditor }
        case .desk: return { .desk([try TestInterface.id($0.interface.desk)]) }
        case .partner: return { .partner([try TestInterface.id($0.interface.centre)]) }
        case .lead, .anonymous, .member: return nil
        }
    }

    /// Whether a session alone can be asked with.
    private var isOfSession: Bool {
        ["account", "sessions"].contains(resource) && operation.name != "signIn"
            || ["registerMember", "changeAddress"].contains(operation.name) && role == .member
    }

    /// As a member who has just signed in, and may have to register yet.
    private func askSignedIn(_ tenants: Tenants) async throws -> (answer: Answer, outcome: String) {
        let visitor = Visitor(tenants.interface)
        let isNew = operation.name == "registerMember"
        let asking = isNew ? try await visitor.signIn() : try await visitor.register("Asking Person").session
        var path = operation.path.replacing("/v1/", with: "")
        var body = Bodies.member("New Person", consents: ["match"])
        if operation.name == "changeAddress" {
            let new = Visitor(tenants.interface)
            try await visitor.waitForAnotherCode()
            _ = try await (visitor.requestCode(), new.requestCode())
            path = path.replacing("{id}", with: relation == .own ? "me" : tenants.records[relation]?["members"] ?? "")
            body = try await #"{"address": "\#(new.address)", "code": "\#(new.code)", "old_code": "\#(visitor.code)"}"#
        } else if operation.name == "endSession" {
            let other = relation == .own ? visitor : Visitor(tenants.interface)
            let id = try await other.signIn().ask(.get, "sessions")["items/0/id"].string
            path = path.replacing("{id}", with: relation == .absent ? UUID().uuidString.lowercased() : id ?? "")
        }
        let answer = try await asking.ask(
            method, path, operation.body.map { _ in body }, ["Idempotency-Key": UUID().uuidString])
        return (answer, (200..<300).contains(answer.status) ? "yes" : "\(answer.status)")
    }

    private func ask(
        signedInAs kind: InviteAccount.Role, _ tenants: Tenants
    ) async throws -> (answer: Answer, outcome: String) {
        let staff = try await Staff(tenants.interface, as: kind)
        let asking = try await staff.signIn(0)
        let other: Staff.Session? =
            switch (relation, tenants.homes[relation]) {
            case (.own, _): try await staff.signIn(1)
            case (_, let home?):
                try await Staff(tenants.interface, as: .desk([try TestInterface.id(home.desk)])).signIn()
            default: nil
            }
        let id = try await other?.ask(.get, "sessions")["items/0/id"].string ?? UUID().uuidString
        let body =
            #"{"old": "\#(Staff.password)", "code": "\#(staff.recoveryCodes[2])", "password": "seven high clouds"}"#
        let path = operation.path.replacing("/v1/", with: "").replacing("{id}", with: id)
        let answer = try await asking.ask(method, path, operation.body.map { _ in body })
        return (answer, (200..<300).contains(answer.status) ? "yes" : "\(answer.status)")
    }

    /// The answer without what is another each time.
    static func comparable(_ answer: Answer, _ ids: [String]) -> String {
        let text = ids.reduce(answer.text.replacing(answer["trace"].string ?? "?", with: "")) {
            $0.replacing($1, with: "")
        }
        let headers = answer.headers.filter {
            !["date", "traceparent"].contains($0.key) && !$0.value.contains("trace")
        }
        return "\(answer.status) \(text) \(headers.sorted { $0.key < $1.key })"
    }

    private var method: Method { Method(rawValue: operation.method) ?? .get }
    private var resource: String { operation.tag }
    /// The record of a relation: one of the role's own where such are other than everybody's.
    private func record(of relation: Policy.Relation, _ tenants: Tenants) -> String? {
        tenants.records[relation]?["\(role.rawValue) \(resource)"] ?? tenants.records[relation]?[resource]
    }

    private var isList: Bool { operation.name.hasPrefix("list") || operation.name.hasPrefix("search") }

    /// In a list the row counts, and of a member whether the name is told.
    private func shown(_ answer: Answer, _ tenants: Tenants) throws -> String {
        let id = record(of: relation, tenants) ?? UUID().uuidString
        if isList, tenants.records[.own]?[resource] != nil, !answer.text.contains(id) { return "404" }
        guard method == .get || isList, ["members", "mentors"].contains(resource) else { return "yes" }
        guard ["readMember", "searchMembers", "searchMentors"].contains(operation.name) else { return "yes" }
        return answer.text.contains(Tenants.secret) || answer["name"].string != nil ? "yes" : "card"
    }

    /// The path; where the question would change what the next one asks about, with a record made for it.
    private func path(_ tenants: Tenants) async throws -> String {
        if operation.name == "removeWebhook", let home = tenants.homes[relation], let hooks = hooks(home) {
            let url = "https://example.org/\(UUID().uuidString)"
            let added = try await tenants.interface.ask(
                .post, "webhooks", key: hooks.key, #"{"organisation": "\#(hooks.organisation)", "url": "\#(url)"}"#,
                ["Idempotency-Key": UUID().uuidString])
            return "webhooks/\(try #require(added["id"].string, "\(added.text)"))"
        }
        if let home = tenants.homes[relation] {
            switch operation.name {
            case "mergeMember":
                return
                    "members/\(try await Tenants.unmatched("\(Tenants.secret) twice", at: home, tenants.interface))/merge"
            case "disableAccount", "enableAccount", "resetAccount":
                let id = try await Tenants.account(at: home, tenants.interface)
                return operation.path.replacing("/v1/", with: "").replacing("{id}", with: id)
            case "undoMerge": return "merges/\(try await Tenants.merge(at: home, tenants.interface))/undo"
            default: break
            }
        }
        if resource == "applications", method == .post, operation.path.contains("{id}"),
            let home = tenants.homes[relation]
        {
            let state: Application.State =
                switch operation.name {
                case "submitApplication": .draft
                case "acceptApplication": .offered
                case "placeApplicant": .accepted
                default: .submitted
                }
            let own = role == .member && relation == .own ? try Tenants.own(tenants.interface) : nil
            let id = try await Tenants.application(at: home, tenants.interface, by: own, state)
            return operation.path.replacing("/v1/", with: "").replacing("{id}", with: id)
        }
        guard ["accept", "decline", "close"].contains(where: { operation.name == "\($0)Introduction" }),
            let home = tenants.homes[relation], let venture = tenants.records[relation]?["ventures"]
        else { return try standingPath(tenants) }
        let id = try await Tenants.introduction(to: venture, at: home, tenants.interface)
        if operation.name == "closeIntroduction", role == .member {
            let mentor = try await tenants.interface.ask(.get, "introductions/\(id)", key: home.deskKey)["mentor"]
                .string
            let key = try await tenants.interface.memberKey(try #require(mentor))
            for key in [key, home.deskKey] {
                _ = try await tenants.interface.ask(.post, "introductions/\(id)/accept", key: key)
            }
        }
        return operation.path.replacing("/v1/", with: "").replacing("{id}", with: id)
    }

    /// Of whom, and by whom, webhooks are of a home.
    private func hooks(_ home: Tenants.Home) -> (organisation: String, key: String)? {
        switch role {
        case .desk: (home.desk, home.deskKey)
        case .partner: (home.organisation, home.partnerKey)
        default: nil
        }
    }

    private func standingPath(_ tenants: Tenants) throws -> String {
        let own = try #require(tenants.records[.own])
        let asked = try #require(tenants.records[relation])
        let steps = try operation.path.split(separator: "/").dropFirst().map { step in
            switch step {
            case "{id}": record(of: isOfOther ? .own : relation, tenants) ?? UUID().uuidString.lowercased()
            case "{other}": try #require(seeksOffers ? tenants.openOffer : (isOfOther ? asked : own)[other])
            case "{code}": "accounting"
            case "{purpose}": "statistics"
            default: String(step)
            }
        }
        return steps.joined(separator: "/") + query
    }

    private var seeksOffers: Bool { resource == "members" || resource == "mentors" && role == .member }

    /// The resource of the second record of the path.
    private var other: String {
        switch resource {
        case "ventures": "mentors"
        case "offers": "members"
        default: "ventures"
        }
    }

    private var query: String {
        switch operation.name {
        case "findMentorsMatches": "?seek=offers"
        case "explainMentorsMatch" where role == .member: "?kind=offers"
        // A mentor is a member, too.
        case "explainVenturesMatch": "?kind=mentors"
        case "findSkills": "?q=accounting"
        case "listWebhooks", "listAccounts": ""
        case let name where name.hasPrefix("list") && (Tenants.resources + ["contests"]).contains(resource):
            "?limit=100"
        default: ""
        }
    }

    /// The role's key, or that of a member made for the question; and the body.
    private func keyAndBody(_ tenants: Tenants) async throws -> (key: String?, body: String?) {
        let interface = tenants.interface
        let key = interface.keys[role]
        let home = tenants.homes[relation]
        let nobody = UUID().uuidString.lowercased()
        switch operation.name {
        case "registerOrganisation": return (key, Bodies.organisation("desk", "MA"))
        case "registerMember": return (key, Bodies.member("New Person"))
        case "registerMentor":
            guard let home else { return (key, Bodies.mentor(nobody, status: "offered")) }
            let member = try await Tenants.member("New Mentor", at: home, interface)
            let own = role == .member && relation == .own ? try await interface.memberKey(member) : key
            return (own, Bodies.mentor(member, status: "offered"))
        case "registerVenture": return (key, Bodies.venture(home?.desk ?? nobody))
        case "registerOffer":
            return (key, Bodies.offer(home?.organisation ?? nobody, home?.centre ?? nobody, status: "draft"))
        case "registerCohort":
            let venture = tenants.records[relation]?["ventures"] ?? nobody
            return (key, Tenants.cohort(home?.desk ?? nobody, venture))
        case "proposeIntroduction":
            let venture = tenants.records[relation]?["ventures"] ?? nobody
            var mentor = nobody
            if let home { mentor = try await Tenants.mentor(at: home, interface) }
            return (key, #"{"venture": "\#(venture)", "mentor": "\#(mentor)", "reason": "they know one another"}"#)
        case "addWebhook":
            let url = "https://example.org/\(nobody)"
            let organisation = home.flatMap(hooks)?.organisation ?? nobody
            return (key, #"{"organisation": "\#(organisation)", "url": "\#(url)"}"#)
        case "inviteAccount":
            return (key, #"{"login": "\#(nobody)@example.org", "organisation": "\#(home?.desk ?? nobody)"}"#)
        case "mergeMember":
            let own = try #require(tenants.homes[.own])
            let absorbed = try await Tenants.unmatched("\(Tenants.secret) twice", at: home ?? own, interface)
            return (key, #"{"absorbed": "\#(absorbed)"}"#)
        case "dismissDuplicate":
            let own = try #require(tenants.records[.own]?["members"])
            let other =
                relation == .own
                ? try await Tenants.unmatched("Other Person", at: #require(home), interface)
                : tenants.records[relation]?["members"]
            return (key, #"{"one": "\#(own)", "other": "\#(other ?? nobody)"}"#)
        case "applyToOffer":
            guard role == .member, let home else { return (key, #"{"offer": "\#(nobody)"}"#) }
            let world = ApplicationWorld(interface: interface)
            _ = try await Tenants.applicant(Tenants.own(interface), at: home, world)
            let offer = try await world.offer(of: home.organisation, centre: home.centre, key: home.partnerKey)
            return (key, #"{"offer": "\#(offer)"}"#)
        case "offerPlace": return (key, ApplicationWorld.place())
        case "rejectApplication": return (key, #"{"reason": "other"}"#)
        case "declineIntroduction": return (key, #"{"reason": "no_time"}"#)
        case "closeIntroduction": return (key, #"{"outcome": "not_stated"}"#)
        case "giveConsent": return (key, #"{"purpose": "statistics", "text_version": "1", "language": "fr"}"#)
        case "searchMembers", "searchMentors": return (key, #"{"limit": 100}"#)
        case "askMatches": return (key, #"{"seek": ["offers"], "profile": \#(Bodies.profile)}"#)
        case "breakGlass":
            // To whom else the record stays closed.
            let asking = role == .admin ? try await CreateKey(for: .admin).run(in: interface.database.owner) : key
            return (asking, #"{"reason": "a letter of the person asks for it"}"#)
        case "requestCode": return (key, #"{"address": "\#(nobody)@example.org"}"#)
        case "acceptInvitation":
            let token = try await InviteAccount("\(nobody)", as: .admin).run(in: interface.database.owner)
            return (key, #"{"invitation": "\#(token)", "password": "\#(Staff.password)"}"#)
        case "signIn":
            let staff = try await Staff(interface, as: .admin)
            return (key, Staff.body(staff.login, Staff.password, staff.recoveryCodes[0]))
        case "contestMatch": return (key, #"{"offer": "\#(tenants.openOffer)", "text": "It is what I do."}"#)
        case "answerContest": return (key, #"{"outcome": "rejected", "reason": "the need asks for more"}"#)
        case "suggestSkills": return (key, #"{"text": "comptable"}"#)
        case "mapWaitingSkill": return (key, try await waitingWords(tenants))
        default: return (key, operation.body.map { _ in "{}" })
        }
    }

    /// A body that maps words which a profile has just brought in.
    private func waitingWords(_ tenants: Tenants) async throws -> String {
        let word = "skill\(UUID().uuidString.prefix(8).lowercased())"
        _ = try await tenants.interface.register(
            "members", as: .desk,
            Bodies.member("New Words", profile: Bodies.profile.replacing(#""accounting""#, with: "\"\(word)\"")))
        return #"{"normal": "\#(word)", "concept": "accounting"}"#
    }
}
