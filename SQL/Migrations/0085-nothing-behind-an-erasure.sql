-- Whoever wrote of somebody who was erased at that moment left it behind for good: the row of a person stays, and so foreign keys to it
-- held. What is kept of a person refers to the member, who goes: it waits for the erasure and is refused after it, or is found by it.
SET ROLE bg_owner;

DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['person_contact', 'person_equality', 'person_origin', 'person_residence', 'consent', 'api_key',
        'founder', 'contest'] LOOP
        EXECUTE format('DELETE FROM bg.%I t WHERE t.person IS NOT NULL AND NOT EXISTS (SELECT FROM bg.member m WHERE m.id = t.person)',
            kept);
        SET CONSTRAINTS ALL IMMEDIATE;
        EXECUTE format('ALTER TABLE bg.%I DROP CONSTRAINT %I, ADD FOREIGN KEY (person) REFERENCES bg.member
            DEFERRABLE INITIALLY DEFERRED', kept, kept || '_person_fkey');
    END LOOP;
END
$$;

DELETE FROM bg.assignment_mentor a WHERE NOT EXISTS (SELECT FROM bg.mentor m WHERE m.id = a.mentor);
DELETE FROM bg.assignment_forbid a WHERE NOT EXISTS (SELECT FROM bg.mentor m WHERE m.id = a.mentor);
UPDATE bg.assignment_venture SET mentor = NULL, score = NULL, pinned = false
    WHERE mentor IS NOT NULL AND NOT EXISTS (SELECT FROM bg.mentor m WHERE m.id = mentor);
UPDATE bg.assignment_venture SET best = NULL, best_score = NULL
    WHERE best IS NOT NULL AND NOT EXISTS (SELECT FROM bg.mentor m WHERE m.id = best);
UPDATE bg.cohort c SET mentors = (SELECT coalesce(array_agg(n.id ORDER BY n.place), ARRAY['00000000-0000-0000-0000-000000000000'::uuid])
        FROM unnest(c.mentors) WITH ORDINALITY AS n (id, place) WHERE EXISTS (SELECT FROM bg.mentor m WHERE m.id = n.id))
    WHERE EXISTS (SELECT FROM unnest(c.mentors) AS n (id) WHERE NOT EXISTS (SELECT FROM bg.mentor m WHERE m.id = n.id));
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE bg.assignment_mentor DROP CONSTRAINT assignment_mentor_mentor_fkey,
    ADD FOREIGN KEY (mentor) REFERENCES bg.mentor DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE bg.assignment_forbid DROP CONSTRAINT assignment_forbid_mentor_fkey,
    ADD FOREIGN KEY (mentor) REFERENCES bg.mentor DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE bg.assignment_venture DROP CONSTRAINT assignment_venture_mentor_fkey, DROP CONSTRAINT assignment_venture_best_fkey,
    ADD FOREIGN KEY (mentor) REFERENCES bg.mentor DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (best) REFERENCES bg.mentor DEFERRABLE INITIALLY DEFERRED;

-- What a foreign key does, for a list. Those named already are let be, so that an erasure waits for none of the others.
CREATE FUNCTION bg.require_mentors() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    added uuid[] := ARRAY(SELECT unnest(NEW.mentors) EXCEPT SELECT unnest(OLD.mentors)
        EXCEPT SELECT '00000000-0000-0000-0000-000000000000');
BEGIN
    PERFORM FROM bg.mentor m WHERE m.id = ANY (added) ORDER BY m.id FOR KEY SHARE;
    IF EXISTS (SELECT FROM unnest(added) AS n (id) WHERE NOT EXISTS (SELECT FROM bg.mentor m WHERE m.id = n.id)) THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'cohort_mentors_fkey';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.require_mentors() FROM PUBLIC;
CREATE TRIGGER require_mentors BEFORE INSERT OR UPDATE OF mentors ON bg.cohort FOR EACH ROW EXECUTE FUNCTION bg.require_mentors();

RESET ROLE;
