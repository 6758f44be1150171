-- Who is matched: members, mentors, ventures and offers.
SET LOCAL ROLE bg_owner;

CREATE TABLE bg.member (
    id           uuid PRIMARY KEY REFERENCES bg.person,
    headline     text CHECK (char_length(headline) BETWEEN 1 AND 200),
    profile      uuid NOT NULL UNIQUE,
    profile_side text NOT NULL GENERATED ALWAYS AS ('profile') STORED,
    wish         uuid UNIQUE,
    wish_side    text GENERATED ALWAYS AS (CASE WHEN wish IS NOT NULL THEN 'need' END) STORED,
    status       text NOT NULL DEFAULT 'live' CHECK (status IN ('live', 'paused', 'retired')),
    version      int NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (profile, profile_side) REFERENCES bg.criteria (id, side),
    FOREIGN KEY (wish, wish_side) REFERENCES bg.criteria (id, side)
);
COMMENT ON TABLE bg.member IS 'One a person, by the person''s id.';

CREATE TABLE bg.mentor (
    id           uuid PRIMARY KEY REFERENCES bg.member,
    headline     text CHECK (char_length(headline) BETWEEN 1 AND 200),
    profile      uuid NOT NULL UNIQUE,
    profile_side text NOT NULL GENERATED ALWAYS AS ('profile') STORED,
    capacity     smallint NOT NULL CHECK (capacity BETWEEN 0 AND 20),
    held         smallint NOT NULL DEFAULT 0 CHECK (held BETWEEN 0 AND 99),
    reply_days   smallint CHECK (reply_days BETWEEN 1 AND 90),
    desks        uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(desks) <= 20),
    status       text NOT NULL DEFAULT 'offered' CHECK (status IN ('offered', 'open', 'paused', 'dormant', 'retired')),
    version      int NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (profile, profile_side) REFERENCES bg.criteria (id, side)
);
COMMENT ON TABLE bg.mentor IS 'One a member, by the member''s id.';
COMMENT ON COLUMN bg.mentor.held IS 'Ventures accompanied now; may exceed a capacity that was lowered, since nobody is dropped.';

CREATE TABLE bg.venture (
    id             uuid PRIMARY KEY,
    organisation   uuid NOT NULL REFERENCES bg.organisation,
    name           text NOT NULL CHECK (name = btrim(name) AND char_length(name) BETWEEN 1 AND 200 AND name !~ '[[:cntrl:]]'),
    stage          text NOT NULL CHECK (stage IN ('idea', 'prototype', 'launched', 'growing')),
    collective     bool NOT NULL DEFAULT false,
    mentors_wanted smallint NOT NULL DEFAULT 1 CHECK (mentors_wanted BETWEEN 1 AND 3),
    need           uuid NOT NULL UNIQUE,
    need_side      text NOT NULL GENERATED ALWAYS AS ('need') STORED,
    status         text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'incubated', 'graduated', 'dormant', 'closed')),
    version        int NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (need, need_side) REFERENCES bg.criteria (id, side)
);
CREATE INDEX venture_organisation ON bg.venture (organisation);
CREATE TABLE bg.founder (
    venture uuid NOT NULL REFERENCES bg.venture ON DELETE CASCADE,
    person  uuid NOT NULL REFERENCES bg.person,
    lead    bool NOT NULL,
    PRIMARY KEY (venture, person)
);
CREATE UNIQUE INDEX founder_lead ON bg.founder (venture) WHERE lead;
CREATE INDEX founder_person ON bg.founder (person);

CREATE TABLE bg.offer (
    id               uuid PRIMARY KEY,
    organisation     uuid NOT NULL REFERENCES bg.organisation,
    centre           uuid NOT NULL REFERENCES bg.organisation,
    kind             text NOT NULL CHECK (kind IN ('post', 'assignment', 'remote_mission', 'apprenticeship', 'training', 'grant', 'reward')),
    title            jsonb NOT NULL CHECK (jsonb_typeof(title) = 'object' AND title <> '{}'),
    need             uuid NOT NULL UNIQUE,
    need_side        text NOT NULL GENERATED ALWAYS AS ('need') STORED,
    gives            uuid NOT NULL UNIQUE,
    gives_side       text NOT NULL GENERATED ALWAYS AS ('profile') STORED,
    places           int NOT NULL DEFAULT 1 CHECK (places BETWEEN 1 AND 100000),
    taken            int NOT NULL DEFAULT 0 CHECK (taken BETWEEN 0 AND places),
    opens_at         timestamptz NOT NULL,
    closes_at        timestamptz NOT NULL,
    zone             text NOT NULL,
    status           text NOT NULL DEFAULT 'draft'
        CHECK (status IN ('draft', 'review', 'open', 'suspended', 'closed', 'filled', 'withdrawn')),
    committed_places int CHECK (committed_places > 0),
    version          int NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (need, need_side) REFERENCES bg.criteria (id, side),
    FOREIGN KEY (gives, gives_side) REFERENCES bg.criteria (id, side),
    CHECK (closes_at > opens_at)
);
CREATE INDEX offer_organisation ON bg.offer (organisation);
CREATE TABLE bg.offer_rule (
    offer   uuid NOT NULL REFERENCES bg.offer ON DELETE CASCADE,
    version smallint NOT NULL CHECK (version > 0),
    valid   tstzrange NOT NULL CHECK (NOT isempty(valid) AND lower_inc(valid) AND NOT lower_inf(valid)),
    clauses jsonb NOT NULL CHECK (jsonb_typeof(clauses) = 'array'),
    PRIMARY KEY (offer, version),
    EXCLUDE USING gist (offer WITH =, valid WITH &&)
);
COMMENT ON TABLE bg.offer_rule IS 'The rules of eligibility by version; two versions of one offer are never in force at once.';

GRANT SELECT, INSERT, UPDATE ON bg.member, bg.mentor, bg.venture, bg.offer TO bg_work;
GRANT SELECT, INSERT, UPDATE, DELETE ON bg.founder, bg.offer_rule TO bg_work;
GRANT SELECT (id, profile, wish, status, version) ON bg.member TO bg_matcher;
GRANT SELECT (id, profile, capacity, held, reply_days, desks, status, version) ON bg.mentor TO bg_matcher;
GRANT SELECT (id, organisation, need, status, version) ON bg.venture TO bg_matcher;
GRANT SELECT ON bg.founder TO bg_matcher;
GRANT SELECT (id, organisation, centre, kind, need, gives, places, taken, opens_at, closes_at, status, version)
    ON bg.offer TO bg_matcher;
GRANT SELECT ON bg.offer_rule TO bg_matcher;
