import Postgres
import Testing

/// What the two working roles may read and write, column by column.
@Suite struct RightsTests {
    @Test func `the matcher reads what scoring needs and nothing else`() async throws {
        let database = try await MigratedDatabase()
        let readable = try database.texts(
            """
            SELECT n.nspname || '.' || c.relname || ' ' || string_agg(a.attname, ' ' ORDER BY a.attnum)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE n.nspname IN ('bg', 'ref', 'log', 'public') AND c.relkind IN ('r', 'v', 'm', 'p')
                AND has_column_privilege('bg_matcher', c.oid, a.attnum, 'SELECT')
            GROUP BY n.nspname, c.relname
            """)
        #expect(Set(readable).subtracting(Self.readableByMatcher) == [])
        #expect(Set(Self.readableByMatcher).subtracting(readable) == [])
    }

    @Test func `no role of the application reads equality data, and the matcher reads no name, contact or typed word`()
        async throws
    {
        let database = try await MigratedDatabase()
        for (role, column) in [
            ("bg_matcher", "name FROM bg.person"), ("bg_matcher", "born_year FROM bg.person"),
            ("bg_matcher", "value FROM bg.person_contact"), ("bg_matcher", "* FROM bg.api_key"),
            ("bg_matcher", "text FROM bg.criteria_skill"), ("bg_matcher", "headline FROM bg.member"),
            ("bg_matcher", "sex FROM bg.person_equality"), ("bg_work", "sex FROM bg.person_equality"),
            ("bg_matcher", "text FROM ref.unmapped"), ("bg_matcher", "body FROM log.idempotency"),
        ] {
            let connection = try database.connection("bg_app")
            defer { connection.close() }
            try connection.execute("SET ROLE \(role)")
            #expect(throws: PostgresError.self, "\(role): \(column)") { try connection.execute("SELECT \(column)") }
        }
    }

    @Test func `the matcher writes nothing but forgets old changes`() async throws {
        #expect(try await MigratedDatabase().texts(Self.written(by: "bg_matcher")) == ["log.change DELETE"])
    }

    @Test func `what is only ever added, revoked or imported cannot be changed otherwise`() async throws {
        let written = try await MigratedDatabase().texts(Self.written(by: "bg_work"))
        for table in ["bg.consent", "bg.consent_withdrawal", "ref.label"] {
            #expect(written.filter { $0.hasPrefix("\(table) ") } == ["\(table) INSERT"])
        }
        #expect(
            written.filter { $0.hasPrefix("bg.api_key ") } == ["bg.api_key INSERT", "bg.api_key UPDATE revoked_at"])
        #expect(written.filter { $0.hasPrefix("log.") && !$0.hasPrefix("log.idempotency ") } == [])
        #expect(
            written.filter { $0.hasPrefix("ref.") }
                == ["ref.label INSERT", "ref.unmapped INSERT", "ref.unmapped UPDATE"])
        #expect(written.filter { $0.hasPrefix("public.") } == [])
        #expect(!written.contains { $0.hasSuffix(" TRUNCATE") })
        for table in ["organisation", "person", "member", "mentor", "venture", "offer"] {
            #expect(!written.contains("bg.\(table) DELETE"))
        }
    }

    /// `table PRIVILEGE` for what a role may do to a whole table, and `table PRIVILEGE column` for what to a column alone.
    private static func written(by role: String) -> SQL {
        """
        SELECT t.name || ' ' || p.privilege FROM (
                SELECT c.oid, n.nspname || '.' || c.relname AS name
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname IN ('bg', 'ref', 'log', 'public') AND c.relkind = 'r') AS t,
            (VALUES ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS p (privilege)
        WHERE has_table_privilege(\(role), t.oid, p.privilege)
        UNION ALL
        SELECT n.nspname || '.' || c.relname || ' ' || p.privilege || ' ' || a.attname
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped,
            (VALUES ('INSERT'), ('UPDATE')) AS p (privilege)
        WHERE n.nspname IN ('bg', 'ref', 'log', 'public') AND c.relkind = 'r'
            AND has_column_privilege(\(role), c.oid, a.attnum, p.privilege)
            AND NOT has_table_privilege(\(role), c.oid, p.privilege)
        ORDER BY 1
        """
    }

    private static let readableByMatcher = [
        "bg.consent id person purpose", "bg.consent_withdrawal consent",
        "bg.criteria id side modes modes_must places_must period_from period_until hours_per_month",
        "bg.criteria_language criteria position tag language cefr must",
        "bg.criteria_place criteria position country region",
        "bg.criteria_sector criteria position scheme sector importance",
        "bg.criteria_skill criteria position concept level importance must", "bg.founder venture person lead",
        "bg.member id profile wish status version",
        "bg.mentor id profile capacity held reply_days desks status version",
        "bg.offer id organisation centre kind need gives places taken opens_at closes_at status version",
        "bg.offer_rule offer version valid clauses", "bg.organisation id kind country region status path",
        "bg.person id status", "bg.person_origin person country basis generation",
        "bg.person_residence person ordinal country region", "bg.venture id organisation need status version",
        "log.change xid seq kind id at", "log.epoch only_row epoch", "ref.code scheme code parent titles",
        "ref.concept id code uri kind transversal status own release", "ref.country code names",
        "ref.given_neighbour a b alike same_job", "ref.label concept language kind text normal",
        "ref.language tag names", "ref.neighbour concept others alike same_job",
        "ref.occupation id code uri isco isic release", "ref.occupation_label occupation language kind text normal",
        "ref.occupation_skill occupation concept essential", "ref.region code country name",
        "ref.relation a b kind", "ref.release version source sha256 loaded_at",
    ]
}
