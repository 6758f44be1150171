-- Erasure: everything that is kept of a person goes in one transaction, and a row stays that says so and nothing else.
SET ROLE bg_owner;

-- What was assigned to somebody stays as a number that leads nowhere.
ALTER TABLE bg.assignment_venture DROP CONSTRAINT assignment_venture_mentor_fkey,
    DROP CONSTRAINT assignment_venture_best_fkey,
    ADD CONSTRAINT assignment_venture_mentor_fkey FOREIGN KEY (mentor) REFERENCES bg.person,
    ADD CONSTRAINT assignment_venture_best_fkey FOREIGN KEY (best) REFERENCES bg.person;
ALTER TABLE bg.assignment_mentor DROP CONSTRAINT assignment_mentor_mentor_fkey,
    ADD CONSTRAINT assignment_mentor_mentor_fkey FOREIGN KEY (mentor) REFERENCES bg.person;
ALTER TABLE bg.assignment_forbid DROP CONSTRAINT assignment_forbid_mentor_fkey,
    ADD CONSTRAINT assignment_forbid_mentor_fkey FOREIGN KEY (mentor) REFERENCES bg.person;

CREATE TABLE log.erasure (
    person uuid PRIMARY KEY,
    at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE log.erasure IS 'Copied out of the database by the service, so that a restored backup can be made to forget again.';
GRANT SELECT ON log.erasure TO bg_clock;
ALTER TABLE log.erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE log.erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON log.erasure TO bg_owner USING (true) WITH CHECK (true);
CREATE POLICY select_bg_clock ON log.erasure FOR SELECT TO bg_clock USING (true);

-- False where there is nothing (any more) to erase.
CREATE FUNCTION bg.erase_person(erased uuid) RETURNS bool LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    sides uuid[];
    words text[];
BEGIN
    IF current_setting('role') NOT IN ('none', 'bg_owner')
        AND erased IS DISTINCT FROM nullif(current_setting('braingain.person', true), '')::uuid THEN
        RAISE EXCEPTION 'only the person, or who runs the program for them, may have a record erased'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM bg.person WHERE id = erased AND status <> 'erased' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    sides := ARRAY(SELECT profile FROM bg.member WHERE id = erased UNION SELECT wish FROM bg.member WHERE id = erased
        UNION SELECT profile FROM bg.mentor WHERE id = erased);
    words := ARRAY(SELECT text FROM bg.criteria_skill WHERE criteria = ANY (sides) AND concept IS NULL);
    DELETE FROM bg.mentor WHERE id = erased;
    DELETE FROM bg.member WHERE id = erased;
    DELETE FROM bg.criteria WHERE id = ANY (sides);
    -- Words that a curator has mapped are the taxonomy's by now; what waits as this person wrote it goes.
    DELETE FROM ref.unmapped u WHERE u.status = 'waiting' AND u.text = ANY (words)
        AND NOT EXISTS (SELECT FROM bg.criteria_skill s WHERE s.text = u.text AND s.concept IS NULL);
    -- Answers that are kept for a repetition of the request, theirs and those about them.
    DELETE FROM log.idempotency WHERE caller IN (SELECT id FROM bg.api_key WHERE person = erased)
        OR position(convert_to(erased::text, 'UTF8') IN body) > 0;
    DELETE FROM bg.founder WHERE person = erased;
    DELETE FROM bg.person_contact WHERE person = erased;
    DELETE FROM bg.person_equality WHERE person = erased;
    DELETE FROM bg.person_origin WHERE person = erased;
    DELETE FROM bg.person_residence WHERE person = erased;
    DELETE FROM bg.consent WHERE person = erased;
    DELETE FROM bg.api_key WHERE person = erased;
    UPDATE bg.person SET name = '–', latin_name = NULL, born_year = NULL, born_month = NULL, born_day = NULL,
        language = NULL, status = 'erased', created_at = now() WHERE id = erased;
    INSERT INTO log.erasure (person) VALUES (erased) ON CONFLICT DO NOTHING;
    RETURN true;
END
$$;
REVOKE ALL ON FUNCTION bg.erase_person(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.erase_person(uuid) TO bg_member;

RESET ROLE;
