-- Of two applications of one person to one offer the further goes on, as of introductions; and whatever of applications a merge
-- ended goes on again with its undo, where it still can.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION bg.move_applications() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    two    uuid[] := ARRAY[NEW.id, coalesce(NEW.merged_into, OLD.merged_into)];
    undone timestamptz;
    again  uuid;
BEGIN
    PERFORM FROM bg.offer o WHERE o.id IN (SELECT a.offer FROM bg.application a WHERE a.person = ANY (two)) ORDER BY o.id
        FOR NO KEY UPDATE;
    IF NEW.merged_into IS NULL THEN
        UPDATE bg.application SET person = CASE WHEN NEW.status = 'erased' THEN person ELSE merged END, merged = NULL
        WHERE merged = NEW.id;
        -- None where the other was erased.
        SELECT m.at INTO undone FROM bg.merge m WHERE m.absorbed = NEW.id AND m.undone_at = now();
        FOR again IN SELECT a.id FROM bg.application a JOIN bg.offer o ON o.id = a.offer
            WHERE a.person = ANY (two) AND a.ended_at = undone AND bg.shares_with_partner(a.person, a.organisation)
                AND (o.status IN ('open', 'suspended') OR a.accepted_at IS NOT NULL AND o.status <> 'withdrawn')
            ORDER BY o.id, a.id
        LOOP
            BEGIN
                UPDATE bg.application SET ending = NULL, ended_at = NULL, end_reason = NULL WHERE id = again;
            EXCEPTION WHEN SQLSTATE 'BG007' OR unique_violation THEN
                NULL;
            END;
        END LOOP;
    ELSIF OLD.status <> 'erased' THEN
        UPDATE bg.application a SET ending = 'withdrawn', ended_at = now(), end_reason = 'application_exists'
        WHERE a.person = ANY (two) AND a.ending IS NULL AND a.placed_at IS NULL AND EXISTS (SELECT FROM bg.application o
            WHERE o.person = ANY (two) AND o.offer = a.offer AND o.ending IS NULL AND o.id <> a.id
                AND (o.placed_at IS NOT NULL, o.accepted_at IS NOT NULL, o.offered_at IS NOT NULL, o.interview_at IS NOT NULL,
                        o.shortlisted_at IS NOT NULL, o.submitted_at IS NOT NULL, o.person <> NEW.id)
                    > (false, a.accepted_at IS NOT NULL, a.offered_at IS NOT NULL, a.interview_at IS NOT NULL,
                        a.shortlisted_at IS NOT NULL, a.submitted_at IS NOT NULL, a.person <> NEW.id));
        UPDATE bg.application a SET person = NEW.merged_into, merged = NEW.id
        WHERE a.person = NEW.id AND a.merged IS NULL AND (a.ending IS NOT NULL OR NOT EXISTS (SELECT FROM bg.application k
            WHERE k.person = NEW.merged_into AND k.offer = a.offer AND k.ending IS NULL));
        PERFORM bg.leave_applications(NEW.merged_into);
    END IF;
    RETURN NULL;
END
$$;

RESET ROLE;
