/// A row or two in each table, for cases that break one rule each. `@7` stands for a UUID that ends in 7.
enum ValidRows {
    static let script = """
        INSERT INTO ref.release (version, source, sha256) VALUES ('r', 's', 'h');
        INSERT INTO ref.concept (id, code, uri, kind, release) VALUES (1, 'a', 'u:a', 'skill', 'r'), (2, 'b', 'u:b', 'skill', 'r');
        INSERT INTO ref.label VALUES (1, 'en', 'preferred', 'a', 'a');
        INSERT INTO ref.relation VALUES (1, 2, 'broader');
        INSERT INTO ref.given_neighbour VALUES (1, 2, 50, NULL);
        INSERT INTO ref.neighbour VALUES (1, '{2}', '{5}', '{-1}');
        INSERT INTO ref.occupation (id, code, uri, isco, release) VALUES (1, 'a', 'u:a', '1', 'r'), (2, 'b', 'u:b', '1', 'r');
        INSERT INTO ref.occupation_label VALUES (1, 'en', 'preferred', 'a', 'a');
        INSERT INTO ref.occupation_skill VALUES (1, 1, true);
        INSERT INTO ref.code VALUES ('isic', 'A', NULL, '{}'), ('isic', 'B', NULL, '{}');
        INSERT INTO ref.country VALUES ('MA', '{}'), ('FR', '{}');
        INSERT INTO ref.region VALUES ('MA-01', 'MA', 'Tanger');
        INSERT INTO ref.language VALUES ('fr', '{}'), ('ar', '{}'), ('es', '{}');
        INSERT INTO ref.unmapped (normal, text) VALUES ('x', 'x');
        INSERT INTO bg.organisation (id, kind, name, country, zone, parent) VALUES
            (@1, 'desk', '{"en": "x"}', 'MA', 'UTC', NULL), (@2, 'desk', '{"en": "x"}', 'MA', 'UTC', @1);
        INSERT INTO bg.person (id, name) VALUES (@11, 'x'), (@12, 'y');
        INSERT INTO bg.person_contact VALUES (@11, 'email', 'x@example.org');
        INSERT INTO bg.person_equality (person) VALUES (@11);
        INSERT INTO bg.person_origin VALUES (@11, 'MA', 'birth', NULL);
        INSERT INTO bg.person_residence VALUES (@11, 0, 'MA', 'MA-01');
        INSERT INTO bg.consent (id, person, purpose, text_version, language, channel) VALUES (@21, @11, 'match', '1', 'fr', 'web');
        INSERT INTO bg.consent_withdrawal (consent) VALUES (@21);
        INSERT INTO bg.criteria (id, side, owner, kind) SELECT ('00000000-0000-0000-0000-0000000000' || n)::uuid,
            CASE WHEN n < 40 THEN 'need' ELSE 'profile' END, @11, 1 FROM generate_series(31, 49) AS n;
        INSERT INTO bg.criteria_skill (criteria, position, text, concept, owner, kind) VALUES (@31, 0, 'a', 1, @11, 1), (@31, 1, 'b', 2, @11, 1);
        INSERT INTO bg.criteria_sector (criteria, position, sector, owner, kind) VALUES (@31, 0, 'A', @11, 1), (@31, 1, 'B', @11, 1);
        INSERT INTO bg.criteria_language (criteria, position, tag, owner, kind) VALUES (@31, 0, 'fr', @11, 1), (@31, 1, 'ar', @11, 1);
        INSERT INTO bg.criteria_place (criteria, position, country, region, owner, kind) VALUES (@31, 0, 'MA', NULL, @11, 1), (@31, 1, 'MA', 'MA-01', @11, 1);
        INSERT INTO bg.member (id, profile, wish) VALUES (@11, @41, @31), (@12, @42, NULL);
        INSERT INTO bg.mentor (id, profile, capacity) VALUES (@11, @43, 1);
        INSERT INTO bg.venture (id, organisation, name, stage, need) VALUES (@51, @1, 'x', 'idea', @32), (@52, @1, 'y', 'idea', @33);
        INSERT INTO bg.founder VALUES (@51, @11, true), (@51, @12, false);
        INSERT INTO bg.offer (id, organisation, centre, kind, title, need, gives, opens_at, closes_at, zone) VALUES
            (@61, @1, @1, 'post', '{"en": "x"}', @34, @44, '2026-01-01', '2099-01-01', 'UTC'),
            (@62, @1, @1, 'post', '{"en": "y"}', @35, @45, '2026-01-01', '2099-01-01', 'UTC');
        INSERT INTO bg.offer_rule VALUES (@61, 1, '[2026-01-01, 2027-01-01)', '[]'), (@61, 2, '[2027-01-01,)', '[]');
        INSERT INTO bg.api_key (id, role, hash, expires_at) VALUES
            (@71, 'admin', decode(repeat('01', 32), 'hex'), 'infinity'), (@72, 'admin', decode(repeat('02', 32), 'hex'), 'infinity');
        ALTER TABLE bg.introduction DISABLE TRIGGER USER;
        INSERT INTO bg.webhook (id, organisation, url, secret) VALUES (@97, @1, 'https://example.org/', sha256('x'));
        INSERT INTO log.event (webhook, type, subject) VALUES (@97, 'x', @97);
        INSERT INTO bg.introduction (id, venture, mentor, organisation, venture_accepted_at, accepted_by) VALUES (@95, @52, @11, @1, now(), @12);
        ALTER TABLE bg.application DISABLE TRIGGER USER;
        INSERT INTO bg.application (id, offer, person, organisation, submitted_at, offered_at, respond_by, accepted_at) VALUES
            (@85, @61, @11, @1, now(), now(), 'infinity', now());
        INSERT INTO bg.cohort (id, organisation, name, ventures) VALUES (@91, @1, 'x', ARRAY[@51::uuid]);
        INSERT INTO bg.assignment VALUES (@91, 1, 1, now(), '1', 't');
        INSERT INTO bg.assignment_venture VALUES (@91, 1, 0, @51, @11, false, 1, @11, 1, NULL);
        INSERT INTO bg.assignment_mentor VALUES (@91, 1, @11, 1, false, 0);
        INSERT INTO bg.assignment_forbid VALUES (@91, 1, @52, @11);
        INSERT INTO bg.account (id, login, role) VALUES (@73, 'amina', 'desk'), (@74, 'omar', 'admin');
        UPDATE bg.account SET invitation = sha256(login::bytea), invited_until = 'infinity';
        INSERT INTO bg.membership VALUES (@73, @1);
        INSERT INTO bg.recovery_code VALUES (@73, sha256('x'));
        INSERT INTO bg.account_link VALUES (@73, 'https://a', sha256('x')), (@73, 'https://b', sha256('y'));
        INSERT INTO bg.session (id, account, hash, idle_until, ends_at) VALUES
            (@75, @73, sha256('x'), 'infinity', 'infinity'), (@76, @73, sha256('y'), 'infinity', 'infinity');
        INSERT INTO log.idempotency (caller, key, route, body_hash) VALUES (@81, 'k', 'r', 'h');
        INSERT INTO log.match_shape VALUES (1, 'x');
        INSERT INTO log.match (id, weights, taxonomy, as_of, asked, shown, entries) VALUES (@82, '1', 't', now(), '', ARRAY[@11::uuid], ARRAY['x'::bytea]);
        INSERT INTO bg.contest (id, person, log, offer, text) VALUES (@83, @11, @82, NULL, 'x');
        UPDATE bg.offer SET status = 'closed' WHERE id = @61;
        INSERT INTO bg.contest (id, person, log, offer, text) VALUES (@84, @11, NULL, @61, 'x');
        INSERT INTO bg.merge (id, kept, absorbed, organisation, principal) VALUES (@86, @11, @12, @1, @73);
        INSERT INTO bg.told_apart VALUES (@11, @12, @73);
        """.withIdentifiers
}

extension String {
    /// The text with `@7` written out as a UUID in SQL.
    var withIdentifiers: String {
        replacing(/@(\d+)/) { match in
            "'00000000-0000-0000-0000-\(String(repeating: "0", count: 12 - match.output.1.count))\(match.output.1)'"
        }
    }
}
