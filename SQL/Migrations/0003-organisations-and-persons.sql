-- Organisations, and persons with what is known of them in tables apart, so that each can be granted apart.
SET LOCAL ROLE bg_owner;

CREATE TABLE bg.organisation (
    id         uuid PRIMARY KEY,
    parent     uuid REFERENCES bg.organisation,
    kind       text NOT NULL CHECK (kind IN ('ministry', 'region', 'desk', 'centre', 'employer', 'unit', 'association')),
    name       jsonb NOT NULL CHECK (jsonb_typeof(name) = 'object' AND name <> '{}'),
    country    text NOT NULL REFERENCES ref.country,
    region     text REFERENCES ref.region,
    zone       text NOT NULL,
    status     text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'closing', 'closed')),
    path       uuid[] NOT NULL,
    version    int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK (region IS NULL OR left(region, 2) = country)
);
CREATE INDEX organisation_path ON bg.organisation USING gin (path);
CREATE INDEX organisation_parent ON bg.organisation (parent);
COMMENT ON COLUMN bg.organisation.path IS 'The ancestors from the root on, then the organisation itself; kept by a trigger.';

CREATE FUNCTION bg.keep_organisation_path() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    -- Two who are moved below one another at once would each see the other where it was: one moves after the other.
    PERFORM pg_advisory_xact_lock(hashtext('bg.organisation.path'));
    NEW.path := CASE WHEN NEW.parent IS NULL THEN ARRAY[NEW.id]
        ELSE (SELECT o.path FROM bg.organisation o WHERE o.id = NEW.parent) || NEW.id END;
    IF (SELECT count(*) FROM unnest(NEW.path) AS step WHERE step = NEW.id) > 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'BG002', MESSAGE = 'organisation_cycle';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER path BEFORE INSERT OR UPDATE OF parent ON bg.organisation
    FOR EACH ROW EXECUTE FUNCTION bg.keep_organisation_path();

CREATE FUNCTION bg.move_organisation_children() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    -- Touching the parent makes the trigger above compute each child's path anew, and so on downwards.
    UPDATE bg.organisation SET parent = parent WHERE parent = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER children AFTER UPDATE OF parent ON bg.organisation
    FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION bg.move_organisation_children();

CREATE TABLE bg.person (
    id         uuid PRIMARY KEY,
    name       text NOT NULL CHECK (name = btrim(name) AND char_length(name) BETWEEN 1 AND 200 AND name !~ '[[:cntrl:]]'),
    latin_name text CHECK (char_length(latin_name) BETWEEN 1 AND 200),
    born_year  smallint CHECK (born_year BETWEEN 1900 AND 2199),
    born_month smallint CHECK (born_month BETWEEN 1 AND 12),
    born_day   smallint,
    language   text,
    status     text NOT NULL DEFAULT 'live' CHECK (status IN ('live', 'restricted', 'erased')),
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (born_month IS NULL OR born_year IS NOT NULL),
    CHECK (born_day IS NULL OR born_month IS NOT NULL),
    CHECK (born_day BETWEEN 1 AND date_part('day', make_date(born_year, born_month, 1) + interval '1 month - 1 day'))
);

CREATE TABLE bg.person_contact (
    person uuid NOT NULL REFERENCES bg.person ON DELETE CASCADE,
    kind   text NOT NULL CHECK (kind IN ('email', 'phone', 'post')),
    value  text NOT NULL CHECK (char_length(value) BETWEEN 1 AND 500),
    PRIMARY KEY (person, kind)
);
CREATE TABLE bg.person_equality (
    person           uuid PRIMARY KEY REFERENCES bg.person ON DELETE CASCADE,
    sex              text CHECK (sex IN ('female', 'male', 'other')),
    age_band         text CHECK (age_band IN ('16-17', '18-24', '25-34', '35-49', '50-64', '65+')),
    disability       bool,
    migration_status text CHECK (migration_status IN ('regular', 'irregular', 'refugee', 'asylum_seeker', 'returned'))
);
COMMENT ON TABLE bg.person_equality IS 'Voluntary answers for statistics; scoring can never read them.';

CREATE TABLE bg.person_origin (
    person     uuid NOT NULL REFERENCES bg.person ON DELETE CASCADE,
    country    text NOT NULL REFERENCES ref.country,
    basis      text NOT NULL CHECK (basis IN ('birth', 'descent', 'marriage', 'naturalisation')),
    generation smallint CHECK (generation BETWEEN 1 AND 7),
    PRIMARY KEY (person, country, basis),
    CHECK ((basis = 'descent') = (generation IS NOT NULL))
);
CREATE TABLE bg.person_residence (
    person  uuid NOT NULL REFERENCES bg.person ON DELETE CASCADE,
    ordinal smallint NOT NULL CHECK (ordinal >= 0),
    country text NOT NULL REFERENCES ref.country,
    region  text REFERENCES ref.region,
    PRIMARY KEY (person, ordinal),
    UNIQUE NULLS NOT DISTINCT (person, country, region),
    CHECK (region IS NULL OR left(region, 2) = country)
);
COMMENT ON COLUMN bg.person_residence.ordinal IS '0 is the main residence.';

CREATE TABLE bg.consent (
    id           uuid PRIMARY KEY,
    person       uuid NOT NULL REFERENCES bg.person ON DELETE CASCADE,
    purpose      text NOT NULL CHECK (purpose IN ('match', 'share_with_desk', 'share_with_partner', 'contact', 'statistics')),
    text_version text NOT NULL,
    language     text NOT NULL,
    channel      text NOT NULL CHECK (channel IN ('web', 'paper', 'phone', 'import')),
    given_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX consent_person ON bg.consent (person, purpose);
CREATE TABLE bg.consent_withdrawal (
    consent uuid PRIMARY KEY REFERENCES bg.consent ON DELETE CASCADE,
    at      timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT, UPDATE ON bg.organisation, bg.person TO bg_work;
GRANT SELECT, INSERT, UPDATE, DELETE ON bg.person_contact, bg.person_origin, bg.person_residence TO bg_work;
GRANT INSERT, UPDATE, DELETE ON bg.person_equality TO bg_work;
-- Consents and their withdrawals are only ever added.
GRANT SELECT, INSERT ON bg.consent, bg.consent_withdrawal TO bg_work;

GRANT SELECT (id, status) ON bg.person TO bg_matcher;
GRANT SELECT (id, kind, country, region, path, status) ON bg.organisation TO bg_matcher;
GRANT SELECT ON bg.person_origin, bg.person_residence TO bg_matcher;
GRANT SELECT (id, person, purpose) ON bg.consent TO bg_matcher;
GRANT SELECT (consent) ON bg.consent_withdrawal TO bg_matcher;
