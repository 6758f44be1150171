-- An attack found that a cohort and its assignments still named a mentor who was erased.
SET ROLE bg_owner;

CREATE FUNCTION bg.forget_mentor() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    DELETE FROM bg.assignment_mentor WHERE mentor = OLD.id;
    DELETE FROM bg.assignment_forbid WHERE mentor = OLD.id;
    UPDATE bg.assignment_venture SET mentor = NULL, score = NULL, pinned = false WHERE mentor = OLD.id;
    UPDATE bg.assignment_venture SET best = NULL, best_score = NULL WHERE best = OLD.id;
    -- A cohort that names no mentors has all: one that named this one alone names nobody (RFC 9562, 5.9).
    UPDATE bg.cohort SET mentors = coalesce(nullif(array_remove(mentors, OLD.id), '{}'),
            ARRAY['00000000-0000-0000-0000-000000000000'::uuid]),
        version = version + 1, updated_at = now()
    WHERE mentors @> ARRAY[OLD.id];
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.forget_mentor() FROM PUBLIC;
CREATE TRIGGER forget_mentor AFTER DELETE ON bg.mentor FOR EACH ROW EXECUTE FUNCTION bg.forget_mentor();

RESET ROLE;
