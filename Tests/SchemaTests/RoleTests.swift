import Foundation
import Postgres
import Store
import Testing

/// Who may do what in the database, whatever the program says.
@Suite struct RoleTests {
    /// A statement as the service's login, in one of the roles that it may take, undone again.
    private static func run(_ script: String, as role: String?, _ app: Connection) throws(PostgresError) {
        try app.transaction(TransactionSettings(role: role), wrap: { $0 }) { transaction throws(PostgresError) in
            try transaction.connection.execute("SAVEPOINT before")
            defer { try? transaction.connection.execute("ROLLBACK TO before") }
            try transaction.connection.execute(script)
        }
    }

    private static func connect() throws -> (owner: Connection, app: Connection) {
        let (name, owner) = try FreshDatabase.make(SchemaMigrations.all)
        return (owner, Connection(conninfo: try ThrowawayCluster.shared().conninfo(user: "bg_app", database: name)))
    }

    private static func texts(_ sql: SQL, _ connection: Connection) throws(PostgresError) -> [String] {
        var texts: [String] = []
        for row in try connection.query(sql) {
            var row = row
            texts.append(try row.next())
        }
        return texts
    }

    private static func isForbidden(_ script: String, as role: String?, _ app: Connection) -> Bool {
        do throws(PostgresError) {
            try run(script, as: role, app)
            return false
        } catch {
            if case .insufficientPrivilege = error { return true }
            return false
        }
    }

    @Test func `the service owns nothing, is nobody special, and cannot become the owner`() async throws {
        try await Blocking.run {
            let (owner, app) = try Self.connect()
            let owned = try Self.texts(
                """
                SELECT classid::regclass::text || ' ' || objid FROM pg_shdepend
                WHERE deptype = 'o' AND refclassid = 'pg_authid'::regclass
                    AND refobjid::regrole::text LIKE 'bg\\_%' AND refobjid <> 'bg_owner'::regrole
                """, owner)
            #expect(owned == [])
            let special = try Self.texts(
                """
                SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'bg\\_%'
                    AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication OR rolinherit AND
                        rolname = 'bg_app' OR rolcanlogin <> (rolname = 'bg_app'))
                """, owner)
            #expect(special == [])
            let taken = try Self.texts(
                """
                SELECT member::regrole || ' is ' || string_agg(roleid::regrole::text
                    || CASE WHEN admin_option THEN ' to give' ELSE '' END, ' ' ORDER BY roleid::regrole::text)
                FROM pg_auth_members WHERE member::regrole::text LIKE 'bg\\_%' GROUP BY member ORDER BY 1
                """, owner)
            #expect(
                taken == [
                    "bg_admin is bg_work", "bg_anonymous is bg_work",
                    "bg_app is bg_admin bg_anonymous bg_auditor bg_clock bg_curator bg_desk bg_matcher bg_member bg_partner"
                        + " bg_sign_in",
                    "bg_auditor is bg_work", "bg_desk is bg_work", "bg_member is bg_work", "bg_partner is bg_work",
                ])
            #expect(Self.isForbidden("SET ROLE bg_owner", as: nil, app))
            #expect(Self.isForbidden("SET ROLE braingain", as: nil, app))
        }
    }

    @Test func `the service may run no DDL, in any role`() async throws {
        try await Blocking.run {
            let (_, app) = try Self.connect()
            let statements = [
                "CREATE TABLE public.t (n int)", "CREATE TABLE bg.t (n int)", "CREATE TABLE ref.t (n int)",
                "CREATE TABLE log.t (n int)", "CREATE TEMP TABLE t (n int)", "CREATE SCHEMA t",
                "ALTER TABLE bg.person ADD note text", "ALTER TABLE bg.person DISABLE TRIGGER ALL",
                "DROP TABLE bg.person", "TRUNCATE bg.person", "DROP TRIGGER feed_update ON bg.person",
                "CREATE INDEX ON bg.person (name)", "COMMENT ON TABLE bg.person IS 'mine'",
                "CREATE ROLE t", "ALTER ROLE bg_app SUPERUSER",
                "CREATE OR REPLACE FUNCTION bg.folded(text text) RETURNS text LANGUAGE sql AS 'SELECT 1::text'",
                "DELETE FROM public.migration",
            ]
            for role in [nil, "bg_anonymous", "bg_member", "bg_desk", "bg_partner", "bg_admin", "bg_matcher"] {
                for statement in statements {
                    #expect(Self.isForbidden(statement, as: role, app), "\(role ?? "bg_app"): \(statement)")
                }
            }
        }
    }

    @Test func `without a role the service reads nothing`() async throws {
        try await Blocking.run {
            let (owner, app) = try Self.connect()
            for table in try Self.texts(
                "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('bg', 'ref', 'log')",
                owner)
            { #expect(Self.isForbidden("SELECT FROM \(table)", as: nil, app), "\(table)") }
        }
    }

    @Test func `the matching role reads these columns of persons and records, and not one more`() async throws {
        try await Blocking.run {
            let (owner, app) = try Self.connect()
            let readable = try Self.texts(
                """
                SELECT c.relname || ': ' || string_agg(a.attname, ' ' ORDER BY a.attnum)
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relnamespace::regnamespace::text IN ('bg', 'log', 'public') AND c.relkind IN ('r', 'v', 'm', 'p')
                    AND has_column_privilege('bg_matcher', c.oid, a.attnum, 'SELECT')
                GROUP BY c.oid, c.relname ORDER BY c.relname
                """, owner)
            #expect(readable == Self.matcherReads)
            let written = try Self.texts(
                """
                SELECT c.oid::regclass || ' ' || privilege FROM pg_class c,
                    unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
                WHERE c.relnamespace::regnamespace::text IN ('bg', 'ref', 'log', 'public') AND c.relkind IN ('r', 'v', 'm', 'p')
                    AND (has_table_privilege('bg_matcher', c.oid, privilege)
                        OR privilege IN ('INSERT', 'UPDATE', 'REFERENCES')
                            AND has_any_column_privilege('bg_matcher', c.oid, privilege))
                ORDER BY 1
                """, owner)
            #expect(written == ["log.change DELETE", "log.feed_mark DELETE", "log.feed_mark INSERT"])
            for statement in [
                "SELECT value FROM bg.person_contact", "SELECT FROM bg.person_equality", "SELECT name FROM bg.person",
                "SELECT born_year FROM bg.person", "SELECT text FROM bg.criteria_skill",
                "SELECT words FROM bg.criteria",
                "SELECT FROM ref.unmapped",
                "SELECT hash FROM bg.api_key", "SELECT body FROM log.idempotency", "SELECT headline FROM bg.member",
            ] { #expect(Self.isForbidden(statement, as: "bg_matcher", app), "\(statement)") }
        }
    }

    private static let matcherReads = [
        "change: xid seq kind id at",
        "criteria: id modes modes_must places_must period_from period_until hours_per_month occupation skills sectors"
            + " languages places",
        "epoch: only_row epoch",
        "feed_mark: at epoch snapshot",
        "founder: venture person lead", "member: id profile wish status version granted granted_until",
        "mentor: id profile capacity held reply_days desks status version named",
        "offer: id organisation centre kind need gives places taken opens_at closes_at status version",
        "offer_rule: offer version valid clauses", "organisation: id kind country region status path",
        "person_origin: person country basis generation",
        "person_residence: person ordinal country region", "venture: id organisation need status version",
    ]

    @Test func `the use cases cannot undo consents, read answers about equality, or edit the feed`() async throws {
        try await Blocking.run {
            let (_, app) = try Self.connect()
            for statement in [
                "UPDATE bg.consent SET purpose = 'match'", "DELETE FROM bg.consent",
                "DELETE FROM bg.consent_withdrawal",
                "UPDATE bg.consent_withdrawal SET at = now()", "SELECT FROM bg.person_equality",
                "DELETE FROM bg.person", "UPDATE bg.api_key SET role = 'admin'", "DELETE FROM bg.api_key",
                "DELETE FROM log.change", "INSERT INTO log.change (kind) VALUES ('taxonomy')",
                "UPDATE log.epoch SET epoch = gen_random_uuid()", "DELETE FROM log.feed_mark",
                "UPDATE ref.concept SET own = true",
                "DELETE FROM ref.label", "INSERT INTO ref.country VALUES ('ZZ', '{}')",
            ] { #expect(Self.isForbidden(statement, as: "bg_admin", app), "\(statement)") }
        }
    }

    @Test func `the use cases write lists, and only triggers what is packed of them`() async throws {
        try await Blocking.run {
            let (_, app) = try Self.connect()
            for column in ["skills", "words", "sectors", "languages", "places"] {
                for role in ["bg_member", "bg_desk", "bg_partner", "bg_admin"] {
                    #expect(
                        Self.isForbidden("UPDATE bg.criteria SET \(column) = NULL", as: role, app), "\(role), \(column)"
                    )
                    #expect(
                        Self.isForbidden("INSERT INTO bg.criteria (\(column)) VALUES (NULL)", as: role, app),
                        "\(role), \(column)")
                }
            }
        }
    }
}
