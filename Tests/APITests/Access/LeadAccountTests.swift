import Foundation
import HTTP
import Matching
import Model
import Store
import TestDatabase
import Testing

@testable import API

/// Leads manage the accounts of their desks, and no others.
@Suite struct LeadAccountTests {
    /// A desk of one's own with its lead.
    private struct Desk {
        let interface: TestInterface
        let id: String
        let lead: Staff.Session

        init(below parent: String? = nil) async throws {
            interface = try await TestInterface.shared
            id = try await interface.register(
                "organisations", as: .admin, Bodies.organisation("desk", "MA", parent: parent))
            lead = try await Staff.lead(of: id, interface)
        }

        func staff(leading: Bool = false) async throws -> Staff {
            try await Staff(interface, as: .desk([TestInterface.id(id)]), leading: leading ? id : nil)
        }

        func invite(
            _ login: String, to desk: String? = nil, in language: String? = nil, key: String = UUID().uuidString
        ) async throws -> Answer {
            let more = language.map { #", "language": "\#($0)""# } ?? ""
            return try await lead.ask(
                .post, "accounts", #"{"login": "\#(login)", "organisation": "\#(desk ?? id)"\#(more)}"#,
                ["Idempotency-Key": key])
        }

        func say(
            _ verb: String, _ account: String, as lead: Staff.Session? = nil, key: String = UUID().uuidString
        ) async throws -> Answer {
            try await (lead ?? self.lead).ask(.post, "accounts/\(account)/\(verb)", nil, ["Idempotency-Key": key])
        }

        /// The invitation that was sent last to whoever has a login.
        func sent(_ login: String) async throws -> String {
            let mails = try await Visitor(interface, at: login).messages
            return String(try #require(mails.last { $0.contains("bgi_") }?.firstMatch(of: /bgi_[\w-]{43}/)).output)
        }

        func accept(_ token: String, _ password: String = Staff.password) async throws -> Answer {
            try await interface.ask(
                .post, "invitations", #"{"invitation": "\#(token)", "password": "\#(password)"}"#)
        }

        /// What the lead reads of an account.
        func row(_ login: String) async throws -> JSONValue? {
            let answer = try await lead.ask(.get, "accounts")
            #expect(answer.status == 200, "\(answer.text)")
            return answer["items"].array?.first { $0["login"].string == login }
        }

        func account(_ login: String) async throws -> String {
            try #require(try await row(login)?["id"].string)
        }
    }

    private static var login: String { "led-\(UUID().uuidString.lowercased())@example.org" }

    @Test func `whom a lead invites is sent the invitation, signs in, and is staff of the desk`() async throws {
        let desk = try await Desk()
        let login = Self.login
        let (key, made) = ("invite-\(login)", login.uppercased())
        let answer = try await desk.invite(made, key: key)
        #expect(answer.status == 201 && answer["login"].string == login, "\(answer.text)")
        #expect(!answer.text.contains("bgi_"), "it is for the colleague alone")
        #expect(try await desk.invite(made, key: key).text == answer.text)
        #expect(try await desk.invite(login).code == "account_exists")
        let row = try #require(try await desk.row(login))
        #expect(row["active"] == .bool(true) && row["lead"] == .bool(false) && row["managed"] == .bool(true))
        #expect(row["organisations/0"].string == desk.id && row["invited_until"].string != nil)
        // Nobody signs in before, and the token is in the message alone.
        #expect(
            try await desk.interface.ask(
                .post, "sessions", Staff.body(login, Staff.password, "123456")
            ).status == 401)
        let token = try await desk.sent(login)
        let kept = try await desk.interface.database.owner.run(EveryTable())
        #expect(kept.split(separator: "\n").count { $0.contains(token) } == 1)
        let mails = try await Visitor(desk.interface, at: login).messages
        #expect(mails.count == 1, "a repetition sends nothing")
        let accepted = try await desk.accept(token)
        #expect(try await Visitor(desk.interface, at: login).messages.count == 2, "who chose hears of it")
        let code = try #require(accepted["recovery_codes/0"].string)
        let session = try Staff.session(
            try await desk.interface.ask(.post, "sessions", Staff.body(login, Staff.password, code)), desk.interface)
        let account = try await session.ask(.get, "account")
        #expect(account["role"].string == "desk" && account["organisations"].array == [.string(desk.id)])
        #expect(try await session.ask(.get, "accounts").status == 403)
        #expect(try await desk.row(login)?["invited_until"].isNull == true)
    }

    @Test func `whoever is invited is written to in the language that the lead names`() async throws {
        let desk = try await Desk()
        let login = Self.login
        #expect(try await desk.invite(login, in: "fr-MA").status == 201)
        #expect(try await desk.accept(try await desk.sent(login)).status == 201)
        #expect(try await desk.say("invitation", try await desk.account(login)).status == 201)
        let mails = try await Visitor(desk.interface, at: login).messages
        for text in ["Un responsable de Un desk vous invite", "a réinitialisé votre compte", "a été choisi"] {
            #expect(mails.count { $0.contains(text) } == 1, "\(mails)")
        }
        #expect(try await desk.invite(Self.login, in: "French").json.complaints == ["/language language_tag_invalid"])
    }

    @Test func `nobody is invited to another desk, nor under a login that is none`() async throws {
        let (desk, other) = (try await Desk(), try await Desk())
        let below = try await Desk(below: desk.id)
        let refused = try await desk.invite(Self.login, to: other.id)
        #expect(refused.status == 422 && refused.json.complaints == ["/organisation unknown_code"])
        let absent = try await desk.invite(Self.login, to: UUID().uuidString.lowercased())
        #expect(absent.json.complaints == refused.json.complaints)
        #expect(try await below.invite(Self.login, to: desk.id).status == 422)
        #expect(try await desk.invite(Self.login, to: below.id).status == 201)
        let long = String(repeating: "x", count: 255) + "@example.org"
        for login in ["x", "two words@example.org", "nowhere", "a@b", "ami\u{34F}na@example.org", long] {
            #expect(try await desk.invite(login).json.complaints == ["/login value_out_of_range"])
        }
        let higher = try await desk.lead.ask(
            .post, "accounts", #"{"login": "\#(Self.login)", "organisation": "\#(desk.id)", "role": "admin"}"#,
            ["Idempotency-Key": UUID().uuidString])
        #expect(higher.status == 422)
    }

    @Test func `who is disabled is out at once, by whatever way, and comes back with what they had`() async throws {
        let desk = try await Desk()
        let staff = try await desk.staff()
        let sessions = [try await staff.signIn(0), try await staff.signIn(1)]
        let account = try await desk.account(staff.login)
        #expect(try await desk.say("invitation", account).status == 201)
        #expect(try await desk.say("disable", account).status == 204)
        for session in sessions { #expect(try await session.ask(.get, "account").status == 401) }
        #expect(
            try await desk.interface.database.contents(
                of: "SELECT id FROM bg.session WHERE account = '\(literally: account)'") == [])
        #expect(try await staff.attempt(code: staff.recoveryCodes[2]).status == 401)
        let row = try await desk.row(staff.login)
        #expect(row?["active"] == .bool(false) && row?["invited_until"].isNull == true)
        #expect(try await desk.say("invitation", account).code == "account_disabled")
        #expect(try await desk.say("disable", account).status == 204)
        #expect(try await desk.say("enable", account).status == 204)
        #expect(try await sessions[0].ask(.get, "account").status == 401)
        #expect(try await staff.attempt(code: staff.recoveryCodes[3]).status == 201)
        let acts = try await desk.interface.database.contents(
            of: """
                SELECT operation, key IS NOT NULL AS by FROM log.audit WHERE subject = '\(literally: account)'
                    AND kind = 'account' AND 'status' = ANY (fields) ORDER BY id
                """)
        #expect(acts == ["disableAccount", "enableAccount"].map { #"{"by": true, "operation": "\#($0)"}"# })
    }

    @Test func `who lost a phone chooses both anew with what only they are sent; nobody resets the own account`()
        async throws
    {
        let desk = try await Desk()
        let staff = try await desk.staff()
        let session = try await staff.signIn()
        let account = try await desk.account(staff.login)
        #expect(try await desk.lead.ask(.post, "accounts/\(account)/invitation").code == "idempotency_key_missing")
        let first = try await desk.say("invitation", account, key: "first \(account)")
        let earlier = try await desk.sent(staff.login)
        #expect(first.status == 201 && first["login"].string == staff.login && !first.text.contains("bgi_"))
        #expect(try await desk.say("invitation", account, key: "first \(account)").text == first.text)
        #expect(try await desk.sent(staff.login) == earlier, "once, however often it is repeated")
        #expect(try await desk.say("invitation", account).status == 201)
        let token = try await desk.sent(staff.login)
        #expect(try await session.ask(.get, "account").status == 200)
        let other = "seven high clouds over rye"
        #expect(try await desk.accept(earlier, other).status == 422)
        let before = try await Visitor(desk.interface, at: staff.login).messages
        #expect(before.count { $0.contains("A lead of A desk has reset your account") } == 2, "\(before)")
        #expect(try await desk.accept(token, other).status == 201)
        #expect(try await desk.accept(token, other).status == 422)
        #expect(try await session.ask(.get, "account").status == 401)
        #expect(try await staff.attempt(code: staff.recoveryCodes[1]).status == 401)
        let after = try await Visitor(desk.interface, at: staff.login).messages
        #expect(after.last?.contains("A password was chosen") == true && after.count == before.count + 1)
        let leads = try await desk.lead.ask(.get, "accounts")["items"].array ?? []
        let own = try #require(leads.first { $0["lead"] == .bool(true) }?["id"].string)
        #expect(try await desk.say("invitation", own).status == 403)
    }

    @Test func `whose login is no address is an operator's to invite`() async throws {
        let desk = try await Desk()
        let login = "led\(UUID().uuidString.prefix(8).lowercased())"
        let owner = desk.interface.database.owner
        _ = try await InviteAccount(login, as: .desk([TestInterface.id(desk.id)])).run(in: owner)
        let account = try await desk.account(login)
        #expect(try await desk.say("invitation", account).code == "account_unreachable")
        #expect(try await desk.accept(try await InviteAccount(login).run(in: owner)).status == 201)
    }

    @Test func `whom an operator disabled no lead enables, whoever disabled the account first`() async throws {
        let desk = try await Desk()
        let operators = { (login: String, isActive: Bool) in
            try await desk.interface.database.owner.run(SetAccountStatus(of: login, isActive: isActive))
        }
        for isLedFirst in [true, false] {
            let staff = try await desk.staff()
            let account = try await desk.account(staff.login)
            if isLedFirst { #expect(try await desk.say("disable", account).status == 204) }
            try await operators(staff.login, false)
            for verb in ["enable", "disable", "invitation"] {
                #expect(try await desk.say(verb, account).code == "scope_missing", "\(verb)")
            }
            let row = try await desk.row(staff.login)
            #expect(row?["active"] == .bool(false) && row?["managed"] == .bool(false))
            try await operators(staff.login, true)
            #expect(try await staff.attempt(code: staff.recoveryCodes[0]).status == 201)
            // Once it is enabled it is the lead's to manage again.
            for verb in ["disable", "enable"] { #expect(try await desk.say(verb, account).status == 204) }
        }
    }

    @Test func `that a login exists is told twenty times a day, and what is told counts`() async throws {
        let desk = try await Desk()
        let known = try await desk.staff().login
        let answers = try await AtOnce.all(Array(0..<40)) { _ in try await desk.invite(known) }
        #expect(AtOnce.codes(answers) == ["account_exists": 20, "invitation_limit": 20])
        // Then both are told the same.
        for login in [known, Self.login] { #expect(try await desk.invite(login).code == "invitation_limit") }
    }

    @Test func `of forty invitations that a lead sends at once twenty go, and each is had again a day later`()
        async throws
    {
        let desk = try await Desk()
        let account = try await desk.account(try await desk.staff().login)
        let answers = try await AtOnce.all(Array(0..<40)) { number in
            number.isMultiple(of: 2) ? try await desk.say("invitation", account) : try await desk.invite(Self.login)
        }
        #expect(AtOnce.codes(answers) == ["201": 20, "invitation_limit": 20])
        let own = try await desk.lead.ask(.get, "account")["login"].string ?? ""
        // As if three had been sent a day ago: no more than three are to be had.
        try await desk.interface.database.execute(
            "UPDATE bg.account SET invites = invites[:17] || array_fill(now() - interval '1 day', '{3}') WHERE login = \(own)"
        )
        for status in [201, 201, 201, 409] { #expect(try await desk.say("invitation", account).status == status) }
        #expect(try await desk.invite(Self.login).code == "invitation_limit")
    }

    @Test func `what is of another desk is not there, and what others share is theirs as well`() async throws {
        let (desk, other) = (try await Desk(), try await Desk())
        let below = try await Desk(below: desk.id)
        let foreign = try await other.staff()
        let account = try await other.account(foreign.login)
        let nobody = UUID().uuidString.lowercased()
        for verb in ["disable", "enable", "invitation"] {
            let (refused, absent) = (try await desk.say(verb, account), try await desk.say(verb, nobody))
            #expect(refused.status == 404)
            #expect(PolicyQuestion.comparable(refused, [account]) == PolicyQuestion.comparable(absent, [nobody]))
        }
        #expect(try await desk.row(foreign.login) == nil)
        #expect(try await foreign.signIn().ask(.get, "account").status == 200)
        // Above and below.
        let lead = try await below.staff(leading: true)
        #expect(try await desk.row(lead.login)?["managed"] == .bool(true))
        let above = try await desk.staff(leading: true)
        #expect(try await below.row(above.login) == nil)
        // Somebody who works for both.
        try await desk.interface.database.owner.run(
            SetMembership(of: foreign.login, TestInterface.id(desk.id), .staff))
        #expect(try await desk.row(foreign.login)?["managed"] == .bool(false))
        let shared = try #require(try await desk.row(foreign.login)?["organisations"].array)
        #expect(shared == [.string(desk.id)])
        for verb in ["disable", "enable", "invitation"] { #expect(try await desk.say(verb, account).status == 403) }
        // Nobody of another role, whomever they work for.
        let partner = try await Staff(desk.interface, as: .partner([TestInterface.id(desk.id)]))
        #expect(try await desk.row(partner.login) == nil)
    }

    @Test func `a desk keeps a lead, whoever disables whom at once`() async throws {
        let desk = try await Desk()
        let own = try #require(try await desk.lead.ask(.get, "account")["login"].string)
        let account = try await desk.account(own)
        #expect(try await desk.say("disable", account).code == "last_lead")
        for _ in 0..<4 {
            let desk = try await Desk()
            let other = try await desk.staff(leading: true)
            let session = try await other.signIn()
            let own = try await desk.account(try #require(try await desk.lead.ask(.get, "account")["login"].string))
            let theirs = try await desk.account(other.login)
            async let first = desk.say("disable", theirs)
            async let second = desk.say("disable", own, as: session)
            let statuses = try await [first.status, second.status].sorted()
            #expect(statuses[0] == 204 && [401, 403, 404, 409].contains(statuses[1]), "\(statuses)")
            let left = try await desk.interface.database.contents(
                of: """
                    SELECT count(*) AS n FROM bg.membership m JOIN bg.account a ON a.id = m.account
                    WHERE m.organisation = '\(literally: desk.id)' AND m.lead AND a.status = 'active'
                    """)
            #expect(left == [#"{"n": 1}"#])
        }
        // With another who leads it, one may go.
        _ = try await desk.staff(leading: true)
        #expect(try await desk.say("disable", account).status == 204)
        #expect(try await desk.lead.ask(.get, "account").status == 401)
    }
}
