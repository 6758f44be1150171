import Foundation
import HTTP
import Matching
import Model
import Testing

@testable import API

/// Whom the examples of signing in are of: what is new each time takes the place of what they show.
struct ExampleStaff {
    private static let signedIn = ["readAccount", "changePassword", "listSessions", "endSession"]
    private static let shownInvitation = "bgi_T2NjYXNpb25hbGx5IGEgdG9rZW4gaXMganVzdCBhIHRl"
    /// Where answers have what nobody could foresee.
    static let secrets = [
        "/csrf", "/secret", "/otpauth", "/recovery_codes", "/items/0/trace", "/items/1/trace", "/invitation",
        "/items/2/login",
    ]

    private static let shownIntroduction = "01977420-dc03-7b35-a959-ad1b205197b6"
    private static let shownApplication = "01977420-dc03-7b35-a959-ad1b205197b7"
    /// Until when a place waits in an example.
    private static let shownAnswerBy = "2026-07-01T18:00:00Z"

    private let invitation: String
    private var introduction = ""
    private var application = ""
    private var codes: [String] = []
    private var sentCode = ""
    /// Of the last matches that were shown, and the last contest, in the place of those that examples show.
    private var log = ""
    private var contest = ""
    private static let shownContest = "019aab9c-1e4b-7d06-9f52-6b8d1c4e2a70"
    /// The webhook that was added last, in the place of the one that an example shows.
    private var webhook = ""
    private static let shownWebhook = "019aab9b-a3d2-7bc5-8a3a-0f5f3a1f7f62"
    /// Three of one name, and the merge of two of them, in the place of those that examples show.
    private var alike: [String] = []
    private var merge = ""
    private static let shownAlike = (1...3).map { "019aab9c-5a0\($0)-7c10-8b1e-2f6d0c7a9e0\($0)" }
    private static let shownMerge = "019aab9c-5a04-7c10-8b1e-2f6d0c7a9e04"
    private let lead: Staff.Session
    /// The account that a lead made, in the place of the one that examples show.
    private var account = ""
    private static let shownAccount = "019aab9c-5a05-7c10-8b1e-2f6d0c7a9e05"
    private static let shownLog = "019aab9b-a3d2-7bc5-8a3a-0f5f3a1f7f61"
    private var headers: [String: String] = [:]

    init(_ interface: TestInterface, at desk: Identifier<Organisation>) async throws {
        // Who is told of a record that is opened.
        _ = try await InviteAccount("auditor@example.org", as: .auditor).run(in: interface.database.owner)
        lead = try await Staff.lead(of: desk.description, interface)
        invitation = try await InviteAccount("amina@example.org", as: .desk([desk])).run(in: interface.database.owner)
    }

    /// Has the code sent that an example shows, and learns it; does once more what an example has ended.
    mutating func prepare(
        _ example: Example, _ interface: TestInterface, _ keys: [API.Operation.Role: String]
    ) async throws {
        switch example.operation {
        case "acceptIntroduction":
            try await again("proposeIntroduction", interface, keys)
        case "applyToOffer":
            // The demo's offers have closed since, by the clock that judges.
            try await interface.database.execute("UPDATE bg.offer SET closes_at = '2099-01-01' WHERE status = 'open'")
            let offer = example.body?["offer"].string ?? ""
            let organisation = try await interface.ask(.get, "offers/\(offer)")["organisation"].string ?? ""
            let world = ApplicationWorld(interface: interface)
            try await world.share(.init(id: "", key: keys[.member] ?? ""), with: organisation)
        case "shortlistApplication":
            try await again("applyToOffer", interface, keys)
        case "submitApplication":
            try await again("applyToOffer", interface, keys) {
                $0.replacing("{\"offer\"", with: "{\"draft\":true,\"offer\"")
            }
        default: break
        }
        if example.operation == "listDuplicates" {
            for _ in 0..<3 {
                let answer = try await interface.ask(
                    .post, "members", key: keys[.desk],
                    Bodies.member("Salma (invented)", consents: ["share_with_desk"]),
                    ["Idempotency-Key": UUID().uuidString])
                if let id = answer["id"].string { alike.append(id) }
            }
        }
        guard example.operation == "changeAddress" else { return }
        let visitor = Visitor(interface, at: "+212661020304")
        _ = try await visitor.requestCode()
        sentCode = try await visitor.code
    }

    /// Asks what an example asks, with another key to repeat it by.
    private mutating func again(
        _ operation: String, _ interface: TestInterface, _ keys: [API.Operation.Role: String],
        _ change: (String) -> String = { $0 }
    ) async throws {
        let example = try #require(Example.published[operation])
        let body = String(decoding: JSONWriter.bytes { $0.value(example.body ?? .null) }, as: UTF8.self)
        learn(
            try await interface.ask(
                .post, String(example.path.dropFirst("/v1/".count)), key: keys[example.role], change(body),
                ["Idempotency-Key": UUID().uuidString]))
    }

    /// The body of an example as it is asked here.
    func body(_ text: String?) -> String? {
        text.map(known)?.replacing(Self.shownLog, with: log).replacing(
            Self.shownAnswerBy, with: Instant.text(Date.now.addingTimeInterval(86_400))
        ).replacing("12345678\"}", with: "\(sentCode)\"}").replacing(
            Self.shownInvitation, with: invitation
        )
        .replacing("123456", with: codes.first ?? "")
        .replacing("654321", with: codes.last ?? "")
    }

    func path(_ text: String) -> String {
        known(text).replacing(Self.shownLog, with: log).replacing(Self.shownIntroduction, with: introduction)
            .replacing(Self.shownContest, with: contest).replacing(Self.shownApplication, with: application)
            .replacing(Self.shownWebhook, with: webhook)
    }

    private func known(_ text: String) -> String {
        zip(Self.shownAlike + [Self.shownMerge, Self.shownAccount], alike + [merge, account]).reduce(text) {
            $0.replacing($1.0, with: $1.1)
        }
    }

    func isSigned(_ example: Example) -> Bool { Self.signedIn.contains(example.operation) }

    func headers(_ example: Example) -> [String: String] {
        if example.role == .lead { return example.headers.merging(lead.headers) { $1 } }
        return isSigned(example) ? example.headers.merging(headers) { $1 } : example.headers
    }

    mutating func learn(_ answer: Answer) {
        if let log = answer["log"].string ?? answer["items/0/log"].string { self.log = log }
        if answer["secret"].string != nil, let id = answer["id"].string { webhook = id }
        if answer["login"].string != nil, let id = answer["id"].string { account = id }
        if answer["absorbed"].string != nil, let id = answer["id"].string { merge = id }
        if answer["proposed_at"].string != nil, let id = answer["id"].string { introduction = id }
        if answer["share"].array != nil, let id = answer["id"].string { application = id }
        if answer.json.object?["outcome"] == .null, answer["organisation"].string != nil, let id = answer["id"].string {
            contest = id
        }
        if let codes = answer["recovery_codes"].array { self.codes = codes.compactMap(\.string) }
        guard let cookie = answer.headers["set-cookie"], let csrf = answer["csrf"].string else { return }
        headers = ["Cookie": String(cookie.prefix { $0 != ";" }), "X-CSRF-Token": csrf]
    }
}
