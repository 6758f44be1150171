import Foundation
import Postgres
import Store
import Testing

/// A migration takes along what is in the database.
@Suite struct EarlierRowsTests {
    private static let earlier = """
        INSERT INTO ref.release (version, source, sha256) VALUES ('r', 's', 'h');
        INSERT INTO ref.concept (id, code, kind, release) VALUES (1, 'a', 'skill', 'r');
        INSERT INTO ref.country VALUES ('MA', '{}');
        INSERT INTO bg.organisation (id, kind, name, country, zone) VALUES (@1, 'desk', '{"en": "x"}', 'MA', 'UTC');
        INSERT INTO bg.person (id, name) VALUES (@11, 'x'), (@12, 'y');
        INSERT INTO bg.consent (id, person, purpose, text_version, language, channel) VALUES
            (@21, @11, 'match', '1', 'fr', 'web'), (@22, @11, 'share_with_desk', '1', 'fr', 'web'),
            (@23, @12, 'match', '1', 'fr', 'web');
        INSERT INTO bg.consent_withdrawal (consent) VALUES (@22);
        INSERT INTO bg.criteria (id, side) VALUES (@41, 'profile'), (@31, 'need'), (@42, 'profile'), (@43, 'profile'),
            (@32, 'need'), (@33, 'need'), (@44, 'profile'), (@49, 'profile');
        INSERT INTO bg.criteria_skill (criteria, position, text, concept) SELECT id, 0, 'x', 1 FROM bg.criteria;
        INSERT INTO bg.member (id, profile, wish) VALUES (@11, @41, @31), (@12, @42, NULL);
        INSERT INTO bg.mentor (id, profile, capacity) VALUES (@12, @43, 1);
        INSERT INTO bg.venture (id, organisation, name, stage, need) VALUES (@51, @1, 'x', 'idea', @32);
        INSERT INTO bg.offer (id, organisation, centre, kind, title, need, gives, opens_at, closes_at, zone) VALUES
            (@61, @1, @1, 'post', '{"en": "x"}', @33, @44, '2026-01-01', '2099-01-01', 'UTC');
        """

    @Test func `rows from before the policies say whose they are and which consents stand`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all.filter { $0.name < "0017" }).owner
            try owner.execute(Self.earlier.inhabited(by: "a"))
            _ = try owner.migrate(SchemaMigrations.all)
            let owned = try Probe.texts(
                """
                SELECT right(c.id::text, 2) || ' of ' || right(c.owner::text, 2) || ' ' || c.kind FROM bg.criteria c
                JOIN bg.criteria_skill s ON (s.criteria, s.owner, s.kind) = (c.id, c.owner, c.kind) ORDER BY 1
                """, owner)
            #expect(
                owned == [
                    "31 of 11 1", "32 of 51 3", "33 of 61 4", "41 of 11 1", "42 of 12 1", "43 of 12 2", "44 of 61 4",
                ])
            let standing = try Probe.texts(
                "SELECT right(id::text, 2) || ' ' || matched || ' ' || cardinality(granted) FROM bg.member ORDER BY 1",
                owner)
            #expect(standing == ["11 true 0", "12 true 0"])
        }
    }

    @Test func `of earlier accounts, what leads were shown opens none, and whom an operator disabled no lead enables`()
        async throws
    {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all.filter { $0.name < "0043" }).owner
            try owner.execute(
                """
                INSERT INTO bg.account (id, login, role, invitation, invited_until) VALUES
                    (@70, 'led', 'desk', sha256('a'), 'infinity'), (@71, 'invited', 'desk', sha256('b'), 'infinity');
                INSERT INTO bg.account (id, login, role) VALUES (@72, 'disabled', 'desk'), (@73, 'barred', 'desk');
                UPDATE bg.account SET status = 'disabled' WHERE id IN (@72, @73);
                INSERT INTO log.audit (operation, act, kind, subject, fields) VALUES
                    ('resetAccount', 'update', 'account', @70, '{invitation}'),
                    ('disableAccount', 'update', 'account', @72, '{status}'),
                    ('disableAccount', 'update', 'account', @73, '{status}'), (NULL, 'update', 'account', @73, '{status}');
                """.inhabited(by: "a"))
            _ = try owner.migrate(SchemaMigrations.all)
            let left = try Probe.texts(
                "SELECT login || ' ' || barred || ' ' || (invitation IS NOT NULL) FROM bg.account ORDER BY 1", owner)
            #expect(left == ["barred true false", "disabled false false", "invited false true", "led false false"])
        }
    }

    @Test func `lists from before they were packed are packed`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all.filter { $0.name < "0052" }).owner
            try owner.execute(ValidRows.script)
            let rows: SQL = """
                SELECT right(id::text, 2) || concat_ws(';', '', array_to_string(words, ','), sectors, languages, places)
                FROM bg.criteria WHERE words IS NOT NULL OR sectors IS NOT NULL ORDER BY 1
                """
            _ = try owner.migrate(SchemaMigrations.all)
            #expect(try Probe.texts(rows, owner) == ["31;a,b;A:2 B:2;fr:0 ar:0;MA MA-01"])
            let logged: SQL = "SELECT count(*)::text FROM log.change WHERE kind = 'criteria'"
            let before = try Probe.texts(logged, owner)
            try owner.execute("UPDATE bg.criteria_language SET cefr = 4, must = true WHERE tag = 'fr'")
            #expect(try Probe.texts(rows, owner) == ["31;a,b;A:2 B:2;fr:4! ar:0;MA MA-01"])
            #expect(try Probe.texts(logged, owner) != before)
        }
    }

    @Test func `of earlier logins of one form one stays, and the others let nobody in`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all.filter { $0.name < "0053" }).owner
            try owner.execute(
                """
                INSERT INTO bg.account (id, login, role, created_at) VALUES (@70, U&'am\\00E9lie', 'admin', now()),
                    (@71, U&'ame\\0301lie', 'admin', '2020-01-01'), (@72, U&'noe\\0308l', 'admin', now()),
                    (@73, U&'\\FB01ona', 'admin', '2021-01-01'), (@74, U&'\\FF46iona', 'admin', '2020-01-01'),
                    (@75, U&'o\\00B4neil', 'admin', now()), (@76, U&'zoe\\0308', 'desk', now());
                UPDATE bg.account SET status = 'disabled' WHERE id = @76;
                UPDATE bg.account SET barred = false WHERE id = @76;
                """.inhabited(by: "a"))
            _ = try owner.migrate(SchemaMigrations.all)
            let left = try Probe.texts(
                "SELECT right(id::text, 2) || ' ' || (CASE login WHEN id::text THEN '' ELSE login END) || ' ' || status || ' ' || barred FROM bg.account ORDER BY 1",
                owner)
            #expect(
                left == [
                    "70 amélie active false", "71  disabled true", "72 noël active false", "73  disabled true",
                    "74 fiona active false", "75  disabled true", "76 zoë disabled false",
                ])
        }
    }

    @Test func `mentors from before their rows said it are matched as their members are`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all.filter { $0.name < "0054" }).owner
            try owner.execute(ValidRows.script)
            try owner.execute("UPDATE bg.member SET matched = true")
            _ = try owner.migrate(SchemaMigrations.all)
            #expect(try Probe.texts("SELECT DISTINCT matched::text FROM bg.mentor", owner) == ["true"])
        }
    }

    private static let undecided = """
        INSERT INTO ref.country VALUES ('MA', '{}');
        INSERT INTO bg.organisation (id, kind, name, country, zone) VALUES (@1, 'desk', '{"en": "x"}', 'MA', 'UTC');
        INSERT INTO bg.person (id, name) VALUES (@11, 'x');
        INSERT INTO bg.criteria (id, side, owner, kind) VALUES (@33, 'need', @61, 4), (@44, 'profile', @61, 4);
        INSERT INTO bg.offer (id, organisation, centre, kind, title, need, gives, opens_at, closes_at, zone, status) VALUES
            (@61, @1, @1, 'post', '{"en": "x"}', @33, @44, now() - interval '90 days', now() - interval '60 days', 'UTC', 'open');
        ALTER TABLE bg.application DISABLE TRIGGER check_application;
        INSERT INTO bg.application (id, offer, person, organisation, submitted_at)
            VALUES (@85, @61, @11, @1, now() - interval '70 days');
        ALTER TABLE bg.application ENABLE TRIGGER check_application;
        """

    @Test func `what nobody had decided on before such ended has a month from then on`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all.filter { $0.name < "0044" }).owner
            try owner.execute(Self.undecided.inhabited(by: "a"))
            _ = try owner.migrate(SchemaMigrations.all)
            for (days, state) in [(0, "submitted"), (29, "submitted"), (2, "lapsed")] {
                try owner.execute("UPDATE bg.application SET waits_since = waits_since - \(days) * interval '1 day'")
                try owner.execute("SELECT bg.lapse_applications()")
                #expect(try Probe.texts("SELECT state FROM bg.application", owner) == [state])
            }
            try owner.execute("ALTER TABLE bg.application DISABLE TRIGGER check_application")
            try owner.execute(
                "INSERT INTO bg.application (id, offer, person, organisation) SELECT gen_random_uuid(), offer, person, organisation FROM bg.application"
            )
            #expect(try Probe.texts("SELECT state FROM bg.application WHERE waits_since IS NULL", owner) == ["draft"])
        }
    }

    private static let selfPublished = """
        INSERT INTO ref.country VALUES ('MA', '{}');
        INSERT INTO bg.organisation (id, kind, name, country, zone) VALUES (@1, 'employer', '{"en": "x"}', 'MA', 'UTC'),
            (@2, 'centre', '{"en": "y"}', 'MA', 'UTC');
        INSERT INTO bg.criteria (id, side, owner, kind) VALUES (@33, 'need', @61, 4), (@44, 'profile', @61, 4),
            (@34, 'need', @62, 4), (@45, 'profile', @62, 4);
        INSERT INTO bg.offer (id, organisation, centre, kind, title, need, gives, opens_at, closes_at, zone, status) VALUES
            (@61, @1, @1, 'post', '{"en": "x"}', @33, @44, '2026-01-01', '2099-01-01', 'UTC', 'open'),
            (@62, @1, @2, 'post', '{"en": "x"}', @34, @45, '2026-01-01', '2099-01-01', 'UTC', 'open');
        """

    @Test func `what an employer had published itself waits for a centre`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all.filter { $0.name < "0077" }).owner
            try owner.execute(Self.selfPublished.inhabited(by: "a"))
            _ = try owner.migrate(SchemaMigrations.all)
            #expect(try Probe.texts("SELECT status FROM bg.offer ORDER BY id", owner) == ["review", "open"])
        }
    }

    private static let merged = """
        INSERT INTO ref.country VALUES ('MA', '{}');
        INSERT INTO bg.organisation (id, kind, name, country, zone) VALUES (@1, 'desk', '{"en": "x"}', 'MA', 'UTC');
        INSERT INTO bg.person (id, name) VALUES (@11, 'x'), (@12, 'y');
        INSERT INTO bg.person_contact VALUES (@12, 'email', 'y@example.org');
        INSERT INTO bg.consent (id, person, purpose, text_version, language, channel)
            VALUES (@21, @11, 'match', '1', 'fr', 'web');
        INSERT INTO bg.criteria (id, side, owner, kind) VALUES (@41, 'profile', @11, 1), (@42, 'profile', @12, 1),
            (@43, 'profile', @11, 2), (@44, 'profile', @12, 2), (@31, 'need', @51, 3);
        INSERT INTO bg.member (id, profile) VALUES (@11, @41), (@12, @42);
        INSERT INTO bg.mentor (id, profile, capacity, status) VALUES (@11, @43, 1, 'open'), (@12, @44, 1, 'open');
        INSERT INTO bg.venture (id, organisation, name, stage, need, status)
            VALUES (@51, @1, 'x', 'idea', @31, 'incubated');
        INSERT INTO bg.introduction (id, venture, mentor) VALUES (@61, @51, @11);
        UPDATE bg.person SET status = 'merged', merged_into = @11 WHERE id = @12;
        INSERT INTO bg.merge (id, kept, absorbed, organisation, principal, snapshot) VALUES (@86, @11, @12, @1, @71,
            jsonb_build_object('moved', ARRAY[@61], 'made', @43, 'founded', '[]'::jsonb, 'open', '[]'::jsonb, 'held', 0));
        INSERT INTO bg.person (id, name, status, merged_into) VALUES (@13, 'z', 'merged', @11);
        INSERT INTO bg.merge (id, kept, absorbed, organisation, principal, snapshot, at, undo_until)
            VALUES (@87, @11, @13, @1, @71, '{}', now() - interval '40 days', now() - interval '10 days');
        """

    @Test func `what a merge had moved is where it was, and both are told, or ends as it had begun`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all.filter { $0.name < "0042" }).owner
            try owner.execute(Self.merged.inhabited(by: "a"))
            _ = try owner.migrate(SchemaMigrations.all)
            let moved = try Probe.texts("SELECT right(mentor::text, 2) FROM bg.introduction", owner)
            #expect(moved == ["12"])
            let rows = try Probe.texts(
                """
                SELECT p.status || ' ' || coalesce(m.id::text, 'no mentor') || (SELECT count(*) FROM bg.merge WHERE undone_at IS NULL)
                FROM bg.person p LEFT JOIN bg.mentor m ON m.id = p.id ORDER BY p.id
                """, owner)
            #expect(
                rows == [
                    "live no mentor0", "live \("@12".inhabited(by: "a").filter { $0 != "'" })0", "merged no mentor0",
                ])
            let forgotten = try Probe.texts("SELECT name FROM bg.person WHERE status = 'merged'", owner)
            #expect(forgotten == ["–"])
            let mail = try Probe.texts("SELECT subject FROM log.outbox WHERE address = 'y@example.org'", owner)
            #expect(mail.contains("BrainGain: two records again"), "\(mail)")
        }
    }

    private static let introduced = """
        INSERT INTO ref.country VALUES ('MA', '{}');
        INSERT INTO bg.organisation (id, kind, name, country, zone) VALUES (@1, 'desk', '{"en": "x"}', 'MA', 'UTC');
        INSERT INTO bg.person (id, name) VALUES (@11, 'x'), (@12, 'y'), (@13, 'z');
        INSERT INTO bg.consent (id, person, purpose, text_version, language, channel)
            VALUES (@21, @11, 'match', '1', 'fr', 'web');
        INSERT INTO bg.criteria (id, side, owner, kind) VALUES (@41, 'profile', @11, 1), (@42, 'profile', @12, 1),
            (@45, 'profile', @13, 1), (@43, 'profile', @11, 2), (@31, 'need', @51, 3);
        INSERT INTO bg.member (id, profile) VALUES (@11, @41), (@12, @42), (@13, @45);
        INSERT INTO bg.mentor (id, profile, capacity, status) VALUES (@11, @43, 2, 'open');
        INSERT INTO bg.venture (id, organisation, name, stage, need, status)
            VALUES (@51, @1, 'x', 'idea', @31, 'incubated');
        INSERT INTO bg.founder (venture, person, lead) VALUES (@51, @12, true);
        INSERT INTO bg.introduction (id, venture, mentor) VALUES (@61, @51, @11);
        UPDATE bg.introduction SET mentor_accepted_at = now();
        UPDATE bg.introduction SET ending = 'closed', ended_at = now();
        INSERT INTO bg.introduction (id, venture, mentor) VALUES (@62, @51, @11);
        UPDATE bg.introduction SET mentor_accepted_at = now() WHERE id = @62;
        """

    @Test func `who was introduced before it was kept to whom is introduced to the founders of that day`() async throws
    {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all.filter { $0.name < "0061" }).owner
            try owner.execute(Self.introduced.inhabited(by: "a"))
            _ = try owner.migrate(SchemaMigrations.all)
            let agreed: SQL =
                "SELECT right(id::text, 2) || ' ' || right(founders[1]::text, 2) FROM bg.introduction ORDER BY id"
            #expect(try Probe.texts(agreed, owner) == ["61 12", "62 12"])
            try owner.execute(
                "INSERT INTO bg.founder (venture, person, lead) SELECT @51, @13, false".inhabited(by: "a"))
            #expect(try Probe.texts(agreed, owner) == ["61 12", "62 12"])
            try owner.execute("DELETE FROM bg.founder WHERE person = @12".inhabited(by: "a"))
            let open = try Probe.texts("SELECT coalesce(end_reason, 'none') FROM bg.introduction ORDER BY id", owner)
            #expect(open == ["none", "founders_left"])
        }
    }

    @Test func `what a mentor had agreed to with nobody is over, but where the desk stands for the venture`()
        async throws
    {
        try await Blocking.run {
            for (leaving, end) in [
                ("UPDATE bg.member SET status = 'retired' WHERE id = @12", "founders_left"),
                ("DELETE FROM bg.founder WHERE person = @12", "none"),
            ] {
                let owner = try FreshDatabase.make(SchemaMigrations.all.filter { $0.name < "0071" }).owner
                // Until then nobody is agreed to.
                let last = "UPDATE bg.introduction SET mentor_accepted_at = now() WHERE id = @62"
                try owner.execute(Self.introduced.replacing(last, with: "\(leaving); \(last)").inhabited(by: "a"))
                _ = try owner.migrate(SchemaMigrations.all)
                let ends = try Probe.texts(
                    "SELECT coalesce(end_reason, 'none') FROM bg.introduction ORDER BY id", owner)
                #expect(ends == ["none", end])
            }
        }
    }
}
