/// Two tenants with a row in each table that holds somebody's data. All identifiers of the one begin with `aaaaaaaa`, all of
/// the other with `bbbbbbbb`; whoever sees a row of the other sees that. One
/// of each shares with the desk of the same tenant; nobody consents to be matched.
enum TwoWorlds {
    static let script =
        """
        INSERT INTO ref.release (version, source, sha256) VALUES ('r', 's', 'h');
        INSERT INTO ref.concept (id, code, kind, release) VALUES (1, 'a', 'skill', 'r');
        INSERT INTO ref.code VALUES ('isic', 'A', NULL, '{}');
        INSERT INTO ref.country VALUES ('MA', '{}');
        INSERT INTO ref.language VALUES ('fr', '{}');
        """ + world.inhabited(by: "a") + world.inhabited(by: "b")

    private static let world = """
        INSERT INTO bg.organisation (id, kind, name, country, zone) VALUES
            (@1, 'desk', '{"en": "x"}', 'MA', 'UTC'), (@2, 'centre', '{"en": "x"}', 'MA', 'UTC');
        INSERT INTO bg.person (id, name, created_at) VALUES (@11, 'x', '2026-01-01'), (@12, 'y', '2026-01-01'), (@13, 'z', '2026-01-01'),
            (@14, 'w', '2026-01-01');
        INSERT INTO bg.consent (id, person, purpose, text_version, language, channel) VALUES
            (@21, @11, 'contact', '1', 'fr', 'web'), (@22, @11, 'match', '1', 'fr', 'web'),
            (@23, @11, 'share_with_desk', '1', 'fr', 'web');
        INSERT INTO bg.consent_withdrawal (consent) VALUES (@22), (@23);
        INSERT INTO bg.consent (id, person, purpose, text_version, language, channel, organisation) VALUES
            (@27, @14, 'share_with_desk', '1', 'fr', 'web', @1), (@28, @12, 'share_with_desk', '1', 'fr', 'web', @1);
        INSERT INTO bg.member (id, profile, wish) VALUES (@11, @41, @31), (@12, @42, NULL), (@14, @47, NULL);
        INSERT INTO bg.person_origin VALUES (@14, 'MA', 'birth', NULL);
        INSERT INTO bg.person_residence VALUES (@14, 0, 'MA', NULL);
        INSERT INTO bg.person_contact VALUES (@11, 'email', 'x@example.org');
        INSERT INTO bg.person_equality (person) VALUES (@11);
        INSERT INTO bg.person_origin VALUES (@11, 'MA', 'birth', NULL);
        INSERT INTO bg.person_residence VALUES (@11, 0, 'MA', NULL);
        INSERT INTO bg.mentor (id, profile, capacity, desks, status) VALUES (@12, @43, 1, ARRAY[@1::uuid], 'open');
        INSERT INTO bg.venture (id, organisation, name, stage, need, status) VALUES (@51, @1, 'x', 'idea', @32, 'incubated');
        INSERT INTO bg.founder VALUES (@51, @11, true);
        INSERT INTO bg.offer (id, organisation, centre, kind, title, need, gives, opens_at, closes_at, zone) VALUES
            (@61, @2, @2, 'post', '{"en": "x"}', @33, @44, '2026-01-01', '2099-01-01', 'UTC');
        INSERT INTO bg.offer_rule VALUES (@61, 1, '[2026-01-01, 2027-01-01)', '[]');
        INSERT INTO bg.criteria (id, side, owner, kind) VALUES (@41, 'profile', @11, 1), (@31, 'need', @11, 1),
            (@42, 'profile', @12, 1), (@43, 'profile', @12, 2), (@32, 'need', @51, 3), (@33, 'need', @61, 4),
            (@44, 'profile', @61, 4), (@47, 'profile', @14, 1);
        INSERT INTO bg.criteria_skill (criteria, position, text, concept, owner, kind)
            SELECT id, 0, 'x', 1, owner, kind FROM bg.criteria WHERE NOT EXISTS (SELECT FROM bg.criteria_skill s WHERE s.criteria = id);
        INSERT INTO bg.criteria_sector (criteria, position, sector, owner, kind) SELECT criteria, 0, 'A', owner, kind FROM bg.criteria_skill
            ON CONFLICT DO NOTHING;
        INSERT INTO bg.criteria_language (criteria, position, tag, owner, kind) SELECT criteria, 0, 'fr', owner, kind FROM bg.criteria_skill
            ON CONFLICT DO NOTHING;
        INSERT INTO bg.criteria_place (criteria, position, country, owner, kind) SELECT criteria, 0, 'MA', owner, kind FROM bg.criteria_skill
            ON CONFLICT DO NOTHING;
        INSERT INTO bg.webhook (id, organisation, url, secret) VALUES (@97, @1, 'https://example.org/', sha256('x'));
        ALTER TABLE bg.introduction DISABLE TRIGGER USER;
        INSERT INTO bg.introduction (id, venture, mentor, organisation, ending, ended_at) VALUES (@95, @51, @12, @1, 'void', now());
        ALTER TABLE bg.introduction ENABLE TRIGGER USER;
        ALTER TABLE bg.application DISABLE TRIGGER USER;
        INSERT INTO bg.application (id, offer, person, organisation, submitted_at) VALUES
            (@85, @61, @14, @2, now()), (@86, @61, @11, @2, now());
        ALTER TABLE bg.application ENABLE TRIGGER USER;
        INSERT INTO bg.cohort (id, organisation, name, ventures) VALUES (@91, @1, 'x', ARRAY[@51::uuid]);
        INSERT INTO bg.assignment VALUES (@91, 1, 1, now(), '1', 't');
        INSERT INTO bg.assignment_venture VALUES (@91, 1, 0, @51, @12, false, 1, @12, 1, NULL);
        INSERT INTO bg.assignment_mentor VALUES (@91, 1, @12, 1, false, 0);
        INSERT INTO bg.assignment_forbid VALUES (@91, 1, @51, @12);
        INSERT INTO bg.api_key (id, role, organisation, hash, expires_at) VALUES (@71, 'desk', @1, decode(repeat(left(@71, 2), 32), 'hex'), 'infinity');
        INSERT INTO log.idempotency (caller, key, route, body_hash) VALUES (@71, 'k', 'r', 'h');
        INSERT INTO bg.account (id, login, role) VALUES (@71, @71 || '', 'desk');
        INSERT INTO bg.membership VALUES (@71, @1);
        INSERT INTO bg.recovery_code VALUES (@71, sha256('x'));
        INSERT INTO bg.account_link VALUES (@71, 'https://a', decode(repeat(left(@71, 2), 32), 'hex'));
        INSERT INTO bg.session (id, account, hash, idle_until, ends_at)
            VALUES (@75, @71, decode(repeat(left(@71, 2), 32), 'hex'), 'infinity', 'infinity');
        INSERT INTO log.match (id, organisation, key, weights, taxonomy, as_of, asked, shown, entries) VALUES
            (@77, @1, NULL, '1', 't', now(), '', ARRAY[@12::uuid, @14::uuid], ARRAY['x'::bytea, 'x']),
            (@78, NULL, @71, '1', 't', now(), '', ARRAY[@12::uuid], ARRAY['x'::bytea]),
            (@79, @1, NULL, '1', 't', now(), '', ARRAY[@11::uuid], ARRAY['x'::bytea]);
        INSERT INTO bg.contest (id, person, log, text) VALUES (@94, @12, @77, 'x'), (@95, @11, @79, 'x');
        INSERT INTO bg.person (id, name, status, merged_into, created_at) VALUES (@15, 'v', 'merged', @12, '2026-01-01');
        INSERT INTO bg.merge (id, kept, absorbed, organisation, principal) VALUES (@86, @12, @15, @1, @71);
        INSERT INTO bg.told_apart VALUES (@12, @14, @71);

        """

    /// What each sort of caller must not be able to add, though nothing else speaks against it: to the second tenant, as
    /// somebody of the first.
    static let additions: [String: [String]] = [
        "bg_desk": [
            "INSERT INTO bg.venture (id, organisation, name, stage, need) VALUES (@53, @1, 'x', 'idea', @35)",
            "INSERT INTO bg.founder VALUES (@51, @12, false)",
            "INSERT INTO bg.webhook (id, organisation, url, secret) VALUES (@98, @1, 'https://example.org/x', sha256('x'))",
            "INSERT INTO bg.cohort (id, organisation, name, ventures) VALUES (@92, @1, 'x', ARRAY[@51::uuid])",
            "INSERT INTO bg.assignment VALUES (@91, 2, 1, now(), '1', 't')",
            "INSERT INTO bg.mentor (id, profile, capacity) VALUES (@11, @35, 1)",
            "INSERT INTO bg.member (id, profile) VALUES (@13, @35)",
            "INSERT INTO bg.consent (id, person, purpose, text_version, language, channel, organisation) VALUES (@24, @11, 'share_with_desk', '1', 'fr', 'web', @1)",
            "INSERT INTO bg.person_contact VALUES (@14, 'phone', '1')",
            "INSERT INTO bg.mentor (id, profile, capacity) VALUES (@14, @35, 1)",
            "INSERT INTO bg.criteria_skill (criteria, position, text, owner, kind) VALUES (@47, 1, 'x', @14, 1)",
            "INSERT INTO bg.person_origin VALUES (@14, 'MA', 'marriage', NULL)",
            "INSERT INTO bg.person_origin VALUES (@11, 'MA', 'marriage', NULL)",
            "INSERT INTO bg.criteria (id, side, owner, kind) VALUES (@36, 'need', @51, 3)",
            "INSERT INTO bg.criteria_skill (criteria, position, text, owner, kind) VALUES (@32, 1, 'x', @51, 3)",
            "INSERT INTO bg.criteria_skill (criteria, position, text, owner, kind) VALUES (@41, 1, 'x', @11, 1)",
            "INSERT INTO log.idempotency (caller, key, route, body_hash) VALUES (@71, 'l', 'r', 'h')",
            "INSERT INTO bg.merge (id, kept, absorbed, organisation, principal) VALUES (@87, @12, @14, @1, @71)",
            "INSERT INTO bg.told_apart VALUES (@11, @12, @71)",
            "INSERT INTO log.match (id, organisation, weights, taxonomy, as_of, asked, shown, entries) VALUES (@80, @1, '1', 't', now(), '', '{}', '{}')",
        ],
        "bg_partner": [
            "INSERT INTO bg.offer (id, organisation, centre, kind, title, need, gives, opens_at, closes_at, zone) VALUES (@62, @2, @2, 'post', '{\"en\": \"x\"}', @35, @45, '2026-01-01', '2099-01-01', 'UTC')",
            "INSERT INTO bg.offer_rule VALUES (@61, 2, '[2028-01-01, 2029-01-01)', '[]')",
            "INSERT INTO bg.criteria (id, side, owner, kind) VALUES (@36, 'need', @61, 4)",
            "INSERT INTO bg.criteria_skill (criteria, position, text, owner, kind) VALUES (@33, 1, 'x', @61, 4)",
            "INSERT INTO log.idempotency (caller, key, route, body_hash) VALUES (@71, 'l', 'r', 'h')",
        ],
        "bg_member": [
            "INSERT INTO bg.consent (id, person, purpose, text_version, language, channel) VALUES (@24, @11, 'match', '1', 'fr', 'web')",
            "INSERT INTO bg.consent_withdrawal (consent) VALUES (@21)",
            "INSERT INTO bg.person_contact VALUES (@11, 'phone', '1')",
            "INSERT INTO bg.person_equality (person) VALUES (@12)",
            "INSERT INTO bg.mentor (id, profile, capacity) VALUES (@11, @35, 1)",
            "INSERT INTO bg.criteria (id, side, owner, kind) VALUES (@36, 'need', @11, 1)",
            "INSERT INTO bg.criteria_skill (criteria, position, text, owner, kind) VALUES (@32, 1, 'x', @51, 3)",
            "INSERT INTO bg.founder VALUES (@51, @12, false)",
            "INSERT INTO bg.contest (id, person, log, text) VALUES (@96, @14, @77, 'x')",
        ],
        "bg_anonymous": ["INSERT INTO bg.person (id, name) VALUES (@16, 'x')"],
        "bg_admin": [
            "INSERT INTO bg.person (id, name) VALUES (@16, 'x')",
            "INSERT INTO bg.founder VALUES (@51, @12, false)",
            "INSERT INTO bg.person_contact VALUES (@11, 'phone', '1')",
            "INSERT INTO log.match (id, organisation, weights, taxonomy, as_of, asked, shown, entries) VALUES (@80, @1, '1', 't', now(), '', '{}', '{}')",
        ],
    ].mapValues { $0.map { $0.inhabited(by: "b") } }
}

extension String {
    /// The text with `@7` written out as the UUID that ends in 7, of a world.
    func inhabited(by letter: Character) -> String {
        replacing(/@(\d+)/) { match in
            "'\(String(repeating: letter, count: 8))-0000-0000-0000-\(String(repeating: "0", count: 12 - match.output.1.count))\(match.output.1)'"
        }
    }
}
