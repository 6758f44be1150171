import Foundation
import Postgres
import Store
import Testing

/// Which rows somebody sees and changes is the database's to say, whatever a statement asks for.
@Suite struct RowSecurityTests {
    /// Somebody of the first of two tenants.
    struct Somebody: CustomTestStringConvertible, Sendable {
        let role: String
        let settings: [String: String]
        /// The tables in which there is something of theirs.
        let own: [String]
        /// What of others they may know, by the beginning of the table's name.
        var known: [String] = []
        var testDescription: String { role }

        private static func id(_ number: String) -> String { "@\(number)".inhabited(by: "a").replacing("'", with: "") }
        private static let key = ["braingain.key": id("71")]

        static let all = [
            Somebody(
                role: "bg_desk", settings: ["braingain.organisations": "{\(id("1"))}"].merging(key) { $1 },
                own: [
                    "bg.person", "bg.person_origin", "bg.person_residence", "bg.consent", "bg.member",
                    "bg.mentor", "bg.venture", "bg.founder", "bg.criteria", "bg.criteria_skill", "bg.criteria_sector",
                    "bg.criteria_language", "bg.criteria_place", "bg.introduction", "bg.application", "bg.cohort",
                    "bg.assignment",
                    "bg.assignment_venture",
                    "bg.assignment_mentor", "bg.assignment_forbid", "log.idempotency", "bg.account", "bg.membership",
                    "bg.session", "bg.webhook", "log.match", "bg.contest", "bg.merge",
                ]),
            Somebody(
                role: "bg_partner", settings: ["braingain.organisations": "{\(id("2"))}"].merging(key) { $1 },
                own: [
                    "bg.offer", "bg.offer_rule", "bg.criteria", "bg.criteria_place", "bg.application",
                    "log.idempotency",
                ]),
            Somebody(
                role: "bg_member", settings: ["braingain.person": id("11")].merging(key) { $1 },
                own: [
                    "bg.person", "bg.person_contact", "bg.person_origin", "bg.person_residence", "bg.consent",
                    "bg.consent_withdrawal", "bg.member", "bg.venture", "bg.founder", "bg.criteria",
                    "bg.criteria_skill", "bg.introduction", "bg.application", "log.idempotency", "bg.contest",
                ]),
            Somebody(
                role: "bg_member", settings: ["braingain.person": id("12")],
                own: ["bg.mentor", "bg.criteria", "bg.introduction"]),
            Somebody(
                role: "bg_anonymous",
                settings: [
                    "braingain.shown": Data(repeating: 0xaa, count: 32).base64EncodedString(),
                    "braingain.organisations": "{\(id("1"))}",
                ], own: ["bg.api_key", "bg.account", "bg.account_link", "bg.membership", "bg.session"]),
            Somebody(
                role: "bg_admin", settings: key,
                own: ["bg.venture", "bg.offer", "bg.cohort", "log.match"],
                known: [
                    "bg.mentor", "bg.venture", "bg.founder", "bg.offer", "bg.cohort", "bg.assignment", "bg.criteria",
                ]),
        ]
    }

    /// Tables without row-level security that binds their owner too, or without a policy for anybody but the owner.
    private static let unguarded: SQL = """
        SELECT c.oid::regclass::text FROM pg_class c
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text IN ('bg', 'ref', 'log', 'public')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity
                OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))
        ORDER BY 1
        """

    @Test func `every table has row-level security, forced, and a policy`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all).owner
            #expect(try Probe.texts(Self.unguarded, owner) == [])
            try owner.execute(
                """
                CREATE TABLE bg.forgotten (n int);
                ALTER TABLE ref.concept NO FORCE ROW LEVEL SECURITY;
                ALTER TABLE bg.person DISABLE ROW LEVEL SECURITY;
                DROP POLICY select_bg_work ON public.migration;
                DROP POLICY select_bg_app ON public.migration;
                DROP POLICY owner ON public.migration
                """)
            #expect(
                try Probe.texts(Self.unguarded, owner) == ["bg.forgotten", "bg.person", "migration", "ref.concept"])
        }
    }

    @Test func `a condition calls no function of ours but once a statement`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all).owner
            let conditions = try Probe.texts(
                "SELECT coalesce(qual, '') || ' ' || coalesce(with_check, '') FROM pg_policies", owner)
            #expect(conditions.contains { $0.contains("( SELECT bg.own_organisations()") })
            for condition in conditions {
                let once = condition.replacing(/\( SELECT bg\.\w+\(\) AS \w+\)/, with: "")
                #expect(!once.contains(/\b(bg|ref|log|public)\.\w+\(/), "\(condition)")
            }
        }
    }

    @Test func `what runs with the owner's rights is on this list, and finds names in no schema of the caller's`()
        async throws
    {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all).owner
            let functions = try Probe.texts(
                """
                SELECT p.oid::regproc::text || CASE WHEN 'search_path=""' = ANY(p.proconfig) THEN '' ELSE ' unpinned' END
                FROM pg_proc p WHERE p.prosecdef AND p.pronamespace::regnamespace::text IN ('bg', 'ref', 'log', 'public')
                ORDER BY 1
                """, owner)
            #expect(
                functions == [
                    "bg.absent_from", "bg.add_account", "bg.address_contest", "bg.agree_to_founders", "bg.applicant",
                    "bg.await_proposals",
                    "bg.check_application", "bg.check_centre", "bg.check_consents", "bg.check_contests",
                    "bg.check_introduction", "bg.check_registrations", "bg.check_settler",
                    "bg.check_step",
                    "bg.count_invitation", "bg.end_applications",
                    "bg.end_grants",
                    "bg.end_introductions", "bg.end_merge", "bg.end_own_introductions", "bg.erase_person",
                    "bg.expire_introductions",
                    "bg.find_duplicates", "bg.find_kept", "bg.find_liveness", "bg.find_purposes",
                    "bg.forget_contests", "bg.forget_founder", "bg.forget_mentor", "bg.forget_person",
                    "bg.heed_withdrawal",
                    "bg.introduced", "bg.introduced_mentors", "bg.is_merging", "bg.keep_liveness", "bg.keep_matched",
                    "bg.keep_offer_places", "bg.keep_places", "bg.keep_purposes", "bg.keep_rest", "bg.know_ventures",
                    "bg.lapse_applications", "bg.leave_introductions",
                    "bg.led_accounts", "bg.led_organisations", "bg.lock_application", "bg.lock_consents",
                    "bg.lock_introduction", "bg.lock_mentors", "bg.lock_merging", "bg.lock_offer", "bg.merge_persons",
                    "bg.own_file", "bg.own_merges", "bg.pack_criteria", "bg.part_from",
                    "bg.part_unshared", "bg.register_once", "bg.repeat_union",
                    "bg.require_led", "bg.require_mentors",
                    "bg.reset_account",
                    "bg.separate_own",
                    "bg.set_account_active", "bg.settle_absence",
                    "bg.tell_apart", "bg.tell_leads", "bg.tell_of_address",
                    "bg.tell_of_application", "bg.tell_of_contest",
                    "bg.tell_of_introduction", "bg.tell_of_password", "bg.undo_merge",
                    "log.acts_on_me", "log.end_event", "log.forget_matches", "log.keep_key", "log.record_act",
                    "log.record_change",
                    "log.record_move",
                    "log.record_reading", "log.record_revocation", "log.record_withdrawal",
                    "log.seal_audit", "log.shown_of_me", "log.sweep_erased",
                    "log.take_events", "log.tell_webhooks",
                ])
        }
    }

    @Test(arguments: Somebody.all)
    func `nobody sees a row of another tenant, and everybody the own ones`(somebody: Somebody) async throws {
        try await Blocking.run {
            let database = try Probe()
            let seen = try database.seen(by: somebody.role, somebody.settings)
            #expect(seen.others.filter { name in !somebody.known.contains { name.hasPrefix($0) } } == [])
            #expect(Set(somebody.own).subtracting(seen.own) == [])
        }
    }

    @Test(arguments: Somebody.all)
    func `nobody changes, removes or adds a row of another tenant`(somebody: Somebody) async throws {
        try await Blocking.run {
            let database = try Probe()
            #expect(try database.changed(by: somebody.role, somebody.settings) == [])
            for statement in TwoWorlds.additions[somebody.role] ?? [] {
                #expect(try database.isRefused(statement, to: somebody.role, somebody.settings), "\(statement)")
                #expect(try !database.isRefused(statement, to: "bg_owner", [:]), "\(statement)")
            }
        }
    }

    @Test(arguments: ["bg_anonymous", "bg_member", "bg_desk", "bg_partner"])
    func `who has told nothing sees nobody's rows`(role: String) async throws {
        try await Blocking.run {
            let database = try Probe()
            let seen = try database.seen(by: role, [:])
            #expect(seen.own + seen.others == [])
            let after = try database.seen(
                by: role, ["braingain.person": "", "braingain.organisations": "", "braingain.key": ""])
            #expect(after.own + after.others == [], "a setting of a transaction that is over is empty, not null")
        }
    }

    @Test func `a policy that is too wide, or is not there, is noticed`() async throws {
        try await Blocking.run {
            let database = try Probe()
            let desk = Somebody.all[0]
            try database.owner.execute("ALTER POLICY select_bg_desk ON bg.venture USING (true)")
            #expect(try database.seen(by: desk.role, desk.settings).others.contains("bg.venture"))
            try database.owner.execute("DROP POLICY select_bg_desk ON bg.venture")
            #expect(try !database.seen(by: desk.role, desk.settings).own.contains("bg.venture"))
            try database.owner.execute("ALTER POLICY update_bg_desk ON bg.cohort USING (true) WITH CHECK (true)")
            try database.owner.execute("ALTER POLICY select_bg_desk ON bg.cohort USING (true)")
            #expect(try database.changed(by: desk.role, desk.settings) == ["bg.cohort"])
            try database.owner.execute("ALTER POLICY insert_bg_desk ON bg.cohort WITH CHECK (true)")
            let addition = TwoWorlds.additions[desk.role]?.first { $0.contains("bg.cohort ") } ?? ""
            #expect(try !database.isRefused(addition, to: desk.role, desk.settings))
        }
    }

    @Test func `a desk completes whom it registers, and nobody whom another has`() async throws {
        try await Blocking.run {
            let database = try Probe()
            let desk = Somebody.all[0]
            let registering = """
                INSERT INTO bg.person (id, name) VALUES (@15, 'x');
                INSERT INTO bg.consent (id, person, purpose, text_version, language, channel, organisation)
                    VALUES (@25, @15, 'share_with_desk', '1', 'fr', 'web', DESK);
                INSERT INTO bg.member (id, profile) VALUES (@15, @46);
                INSERT INTO bg.person_contact VALUES (@15, 'email', 'y@example.org');
                INSERT INTO bg.criteria (id, side, owner, kind) VALUES (@46, 'profile', @15, 1);
                INSERT INTO bg.criteria_skill (criteria, position, text, owner, kind) VALUES (@46, 0, 'x', @15, 1)
                """.inhabited(by: "c")
            let own = registering.replacing("DESK", with: "@1".inhabited(by: "a"))
            #expect(try !database.isRefused(own, to: desk.role, desk.settings))
            for silent in [
                registering.replacing("share_with_desk", with: "contact").replacing("DESK", with: "NULL"),
                registering.replacing("DESK", with: "NULL"),
                registering.replacing("DESK", with: "@1".inhabited(by: "b")),
            ] { #expect(try database.isRefused(silent, to: desk.role, desk.settings)) }
        }
    }
}
