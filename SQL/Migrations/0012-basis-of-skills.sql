-- What a skill rests on, and the occupation whose skills were proposed to a person.
SET LOCAL ROLE bg_owner;

ALTER TABLE bg.criteria ADD occupation text REFERENCES ref.occupation (code) ON UPDATE CASCADE;
ALTER TABLE bg.criteria ADD CONSTRAINT criteria_occupation_side_check CHECK (side = 'profile' OR occupation IS NULL);
COMMENT ON COLUMN bg.criteria.occupation IS 'What the person named; its essential skills were proposed.';

ALTER TABLE bg.criteria_skill ADD basis smallint NOT NULL DEFAULT 1 CHECK (basis BETWEEN 0 AND 4);
COMMENT ON COLUMN bg.criteria_skill.basis IS
    'What a profile''s skill rests on: 0 proposed, 1 own word, 2 diagnosis, 3 reference, 4 certificate. Not read in needs.';

GRANT SELECT (basis) ON bg.criteria_skill TO bg_matcher;
