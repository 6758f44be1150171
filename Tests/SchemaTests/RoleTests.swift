import Postgres
import Testing

/// Each role can do what it is for and nothing else.
@Suite struct RoleTests {
    @Test func `the application owns nothing and has no power of its own`() async throws {
        let database = try await MigratedDatabase()
        #expect(
            try database.texts(
                """
                SELECT classid::regclass::text || ' ' || objid FROM pg_shdepend
                WHERE refclassid = 'pg_authid'::regclass AND deptype = 'o'
                    AND refobjid::regrole::text IN ('bg_app', 'bg_work', 'bg_matcher')
                """) == [])
        #expect(
            try database.texts(
                """
                SELECT rolname::text FROM pg_roles WHERE rolname IN ('bg_app', 'bg_work', 'bg_matcher', 'bg_owner')
                    AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls) ORDER BY 1
                """) == ["bg_app", "bg_matcher", "bg_owner", "bg_work"])
        #expect(
            try database.texts(
                """
                SELECT member::regrole || ' ' || roleid::regrole FROM pg_auth_members
                WHERE member::regrole::text LIKE 'bg\\_%' ORDER BY 1
                """) == ["bg_app bg_matcher", "bg_app bg_work"])
    }

    @Test func `only the application can log in`() async throws {
        let database = try await MigratedDatabase()
        try database.connection("bg_app").execute("SELECT 1")
        for role in ["bg_owner", "bg_work", "bg_matcher"] {
            let connection = try database.connection(role)
            #expect(throws: PostgresError.self, "\(role)") { try connection.execute("SELECT 1") }
        }
        #expect(
            try database.texts("SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'bg\\_%' AND rolcanlogin")
                == ["bg_app"])
    }

    @Test(arguments: ["bg_app", "bg_work", "bg_matcher"])
    func `nobody but the owner can change the schema`(role: String) async throws {
        let connection = try await MigratedDatabase().connection("bg_app")
        defer { connection.close() }
        try connection.execute("SET ROLE \(role)")
        for statement in Self.definitions {
            let error = #expect(throws: PostgresError.self, "\(statement)") { try connection.execute(statement) }
            guard case .insufficientPrivilege = error else {
                Issue.record("\(statement): \(String(reflecting: error))")
                continue
            }
        }
    }

    private static let definitions = [
        "CREATE TABLE bg.x (a int)", "CREATE TABLE ref.x (a int)", "CREATE TABLE log.x (a int)",
        "CREATE TABLE public.x (a int)", "CREATE TEMPORARY TABLE x (a int)", "CREATE SCHEMA x", "CREATE ROLE x",
        "CREATE DATABASE x", "CREATE EXTENSION citext SCHEMA bg", "CREATE VIEW bg.x AS SELECT 1",
        "CREATE FUNCTION bg.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION bg.folded(text text) RETURNS text LANGUAGE sql AS 'SELECT 1'",
        "CREATE INDEX ON bg.person (name)", "ALTER TABLE bg.person ADD x int",
        "ALTER TABLE bg.person DISABLE TRIGGER feed_update", "ALTER TABLE bg.person OWNER TO bg_app",
        "DROP TABLE bg.person_equality", "DROP SCHEMA log CASCADE", "DROP TRIGGER feed_update ON bg.person",
        "TRUNCATE bg.person_equality", "COMMENT ON TABLE bg.person IS 'x'",
        "CREATE TRIGGER x AFTER INSERT ON bg.person EXECUTE FUNCTION log.record_change('member', 'id')",
        "GRANT bg_owner TO bg_app", "SET ROLE bg_owner", "SET SESSION AUTHORIZATION bg_owner",
        "SET session_replication_role = replica", "COPY ref.language TO PROGRAM 'true'",
    ]
}
