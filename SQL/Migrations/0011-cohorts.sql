-- Cohorts of ventures, and their assignments to mentors: previews, numbered, from which nothing follows by itself.
SET LOCAL ROLE bg_owner;

CREATE TABLE bg.cohort (
    id           uuid PRIMARY KEY,
    organisation uuid NOT NULL REFERENCES bg.organisation,
    name         text NOT NULL CHECK (name = btrim(name) AND char_length(name) BETWEEN 1 AND 200 AND name !~ '[[:cntrl:]]'),
    ventures     uuid[] NOT NULL CHECK (cardinality(ventures) BETWEEN 1 AND 5000),
    mentors      uuid[] CHECK (cardinality(mentors) BETWEEN 1 AND 5000),
    status       text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    version      int NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX cohort_organisation ON bg.cohort (organisation);
COMMENT ON COLUMN bg.cohort.mentors IS 'Null for all that the desk sees.';

CREATE TABLE bg.assignment (
    cohort         uuid NOT NULL REFERENCES bg.cohort,
    revision       int NOT NULL CHECK (revision > 0),
    cohort_version int NOT NULL,
    as_of          timestamptz NOT NULL,
    weights        text NOT NULL,
    taxonomy       text NOT NULL,
    PRIMARY KEY (cohort, revision)
);
CREATE TABLE bg.assignment_venture (
    cohort     uuid NOT NULL,
    revision   int NOT NULL,
    position   smallint NOT NULL,
    venture    uuid NOT NULL REFERENCES bg.venture,
    mentor     uuid REFERENCES bg.mentor,
    pinned     bool NOT NULL,
    score      int CHECK (score BETWEEN 0 AND 62500),
    best       uuid REFERENCES bg.mentor,
    best_score int CHECK (best_score BETWEEN 0 AND 62500),
    why        text CHECK (why IN ('pinned', 'forbidden', 'full', 'taken', 'nobody', 'not_open')),
    PRIMARY KEY (cohort, revision, venture),
    FOREIGN KEY (cohort, revision) REFERENCES bg.assignment,
    CHECK ((mentor IS NULL) = (score IS NULL)),
    CHECK ((best IS NULL) = (best_score IS NULL))
);
COMMENT ON COLUMN bg.assignment_venture.why IS 'Why the venture did not get the mentor who is best for it; null where it did.';
CREATE TABLE bg.assignment_mentor (
    cohort   uuid NOT NULL,
    revision int NOT NULL,
    mentor   uuid NOT NULL REFERENCES bg.mentor,
    capacity smallint NOT NULL CHECK (capacity BETWEEN 0 AND 20),
    given    bool NOT NULL,
    held     smallint NOT NULL CHECK (held BETWEEN 0 AND 99),
    PRIMARY KEY (cohort, revision, mentor),
    FOREIGN KEY (cohort, revision) REFERENCES bg.assignment
);
COMMENT ON COLUMN bg.assignment_mentor.given IS 'Whether staff gave the capacity in the place of the mentor''s own.';
CREATE TABLE bg.assignment_forbid (
    cohort   uuid NOT NULL,
    revision int NOT NULL,
    venture  uuid NOT NULL REFERENCES bg.venture,
    mentor   uuid NOT NULL REFERENCES bg.mentor,
    PRIMARY KEY (cohort, revision, venture, mentor),
    FOREIGN KEY (cohort, revision) REFERENCES bg.assignment
);

GRANT SELECT, INSERT, UPDATE ON bg.cohort TO bg_work;
GRANT SELECT, INSERT ON bg.assignment, bg.assignment_venture, bg.assignment_mentor, bg.assignment_forbid TO bg_work;
