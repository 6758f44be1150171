-- The one shape that needs and profiles share. What owns a set of criteria refers to it by (id, side), so that a need can
-- never stand where a profile belongs.
SET LOCAL ROLE bg_owner;

CREATE TABLE bg.criteria (
    id              uuid PRIMARY KEY,
    side            text NOT NULL CHECK (side IN ('need', 'profile')),
    modes           smallint NOT NULL DEFAULT 0 CHECK (modes BETWEEN 0 AND 7),
    modes_must      bool NOT NULL DEFAULT false,
    places_must     bool NOT NULL DEFAULT false,
    period_from     int,
    period_until    int,
    hours_per_month smallint CHECK (hours_per_month BETWEEN 1 AND 744),
    UNIQUE (id, side),
    CHECK (period_until >= period_from),
    CHECK (NOT modes_must OR modes <> 0),
    CHECK (side = 'need' OR NOT (modes_must OR places_must))
);
COMMENT ON COLUMN bg.criteria.modes IS 'Bits: 1 remote, 2 visit, 4 return; 0 where nothing is stated.';
COMMENT ON COLUMN bg.criteria.period_from IS 'Months since January of the year 0, as is period_until; null is open.';

CREATE TABLE bg.criteria_skill (
    criteria   uuid NOT NULL REFERENCES bg.criteria ON DELETE CASCADE,
    position   smallint NOT NULL CHECK (position >= 0),
    text       text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 200),
    concept    int REFERENCES ref.concept,
    level      smallint CHECK (level BETWEEN 1 AND 4),
    importance smallint NOT NULL DEFAULT 2 CHECK (importance BETWEEN 1 AND 3),
    must       bool NOT NULL DEFAULT false,
    PRIMARY KEY (criteria, position),
    UNIQUE (criteria, concept),
    CHECK (NOT must OR concept IS NOT NULL)
);
COMMENT ON COLUMN bg.criteria_skill.text IS 'The words as they were typed; kept when no concept answers them.';
CREATE INDEX criteria_skill_concept ON bg.criteria_skill (concept);

CREATE TABLE bg.criteria_sector (
    criteria   uuid NOT NULL REFERENCES bg.criteria ON DELETE CASCADE,
    position   smallint NOT NULL CHECK (position >= 0),
    scheme     text NOT NULL GENERATED ALWAYS AS ('isic') STORED,
    sector     text NOT NULL,
    importance smallint NOT NULL DEFAULT 2 CHECK (importance BETWEEN 1 AND 3),
    PRIMARY KEY (criteria, position),
    UNIQUE (criteria, sector),
    FOREIGN KEY (scheme, sector) REFERENCES ref.code (scheme, code)
);
CREATE TABLE bg.criteria_language (
    criteria uuid NOT NULL REFERENCES bg.criteria ON DELETE CASCADE,
    position smallint NOT NULL CHECK (position >= 0),
    tag      text NOT NULL,
    language text NOT NULL GENERATED ALWAYS AS (split_part(tag, '-', 1)) STORED REFERENCES ref.language,
    cefr     smallint CHECK (cefr BETWEEN 1 AND 6),
    must     bool NOT NULL DEFAULT false,
    PRIMARY KEY (criteria, position),
    UNIQUE (criteria, language)
);
COMMENT ON COLUMN bg.criteria_language.cefr IS '1 to 6 for A1 to C2; null is unknown.';
CREATE TABLE bg.criteria_place (
    criteria uuid NOT NULL REFERENCES bg.criteria ON DELETE CASCADE,
    position smallint NOT NULL CHECK (position >= 0),
    country  text NOT NULL REFERENCES ref.country,
    region   text REFERENCES ref.region,
    PRIMARY KEY (criteria, position),
    UNIQUE NULLS NOT DISTINCT (criteria, country, region),
    CHECK (region IS NULL OR left(region, 2) = country)
);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON bg.criteria, bg.criteria_skill, bg.criteria_sector, bg.criteria_language, bg.criteria_place TO bg_work;
GRANT SELECT ON bg.criteria, bg.criteria_sector, bg.criteria_language, bg.criteria_place TO bg_matcher;
GRANT SELECT (criteria, position, concept, level, importance, must) ON bg.criteria_skill TO bg_matcher;
