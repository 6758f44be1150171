import Postgres
import Store
import Testing

/// What is written to people: each message in four languages, and no more in any than in English.
@Suite struct MessageTests {
    private static let languages = ["ar", "en", "es", "fr"]
    /// What is filled in of each.
    private static let filling = [
        "account_invited": ["DESKS", "TOKEN"], "account_reset": ["DESKS", "TOKEN"], "address_changed": [],
        "application_again": [], "application_ended": [], "application_further": [], "application_offered": ["UNTIL"],
        "contest_answered": [], "introduction_accepted": [], "introduction_again": [], "introduction_ended": [],
        "introduction_proposed": ["UNTIL"], "introduction_waits": ["UNTIL"], "password_chosen": [],
        "record_opened": ["MEMBER", "UNTIL", "REASON"], "records_merged": ["DESK", "UNTIL"],
        "records_parted": ["DESK"],
    ]

    @Test func `every message is there in four languages, and says what is filled in as the English does`() async throws
    {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all).owner
            let known = try Probe.texts("SELECT message || ' ' || language FROM bg.messages() ORDER BY 1", owner)
            let all = Self.filling.keys.flatMap { message in Self.languages.map { "\(message) \($0)" } }
            #expect(known == all.sorted())
            for (message, said) in Self.filling {
                var written: Set<String> = []
                for language in Self.languages {
                    let text = try Self.text(message, language, said, owner)
                    written.insert(text)
                    for word in said {
                        #expect(text.split(separator: word, omittingEmptySubsequences: false).count == 2, "\(text)")
                        // What reads from the left is set apart, but for what is copied from a line of its own.
                        let isApart = text.contains("\u{2068}\(word)\u{2069}")
                        #expect(isApart == (language == "ar" && word != "TOKEN"), "\(text)")
                    }
                    let rest = said.reduce(text) { $0.replacing($1, with: "") }.replacing(
                        /BrainGain|POST|UTC/, with: "")
                    #expect(!rest.contains("%") && !rest.contains(/[A-Z]{2}/), "\(text)")
                    #expect(rest.contains(/\p{Arabic}/) == (language == "ar"), "\(text)")
                }
                #expect(written.count == Self.languages.count, "\(message) has a text that is not translated")
            }
        }
    }

    @Test func `a dialect reads its language, and who reads none of ours, or said nothing, English`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all).owner
            for (message, said) in Self.filling {
                for (tag, language) in [("fr-CA", "fr"), ("ar-MA", "ar"), ("uk", "en"), (nil, "en"), ("frr", "en")] {
                    #expect(
                        try Self.text(message, tag, said, owner) == Self.text(message, language, said, owner),
                        "\(message) in \(tag ?? "no language")")
                }
            }
        }
    }

    /// - Parameter said: what is filled in; that it reads like another place changes nothing.
    private static func text(
        _ message: String, _ language: String?, _ said: [String], _ owner: Connection
    ) throws(PostgresError) -> String {
        try Probe.texts(
            """
            SELECT subject || ' / ' || body FROM bg.words(\(message), \(language), VARIADIC \(said)::text[])
            """, owner
        ).joined(separator: " and ")
    }
}
