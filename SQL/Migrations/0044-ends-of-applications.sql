-- A place that somebody accepted and does not take up was lost, and what nobody decides on stayed open for ever. Whoever made the
-- offer gives such a place back, and an application ends a month after the offer closed, or after the last step. What ends of
-- itself is looked for once its offers are locked: what others did meanwhile counts.
SET ROLE bg_owner;

ALTER TABLE bg.application ADD CONSTRAINT application_no_show_check CHECK (end_reason <> 'no_show' OR accepted_at IS NOT NULL);

CREATE OR REPLACE FUNCTION bg.guard_application() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF current_user = 'bg_member' AND (
            OLD.submitted_at IS NOT NULL AND (NEW.submitted_at, NEW.shared, NEW.attestations, NEW.rule_version)
                IS DISTINCT FROM (OLD.submitted_at, OLD.shared, OLD.attestations, OLD.rule_version)
            OR NEW.ending IS NOT NULL AND (NEW.ending <> 'withdrawn' OR OLD.accepted_at IS NOT NULL)
            OR NEW.accepted_at IS DISTINCT FROM OLD.accepted_at
                AND (OLD.accepted_at IS NOT NULL OR coalesce(OLD.respond_by <= clock_timestamp(), true)))
        OR current_user = 'bg_partner' AND (
            NEW.ending IS NOT NULL AND NEW.ending <> 'rejected'
            -- A place that was accepted is not taken back for whatever reason.
            OR OLD.accepted_at IS NOT NULL AND NEW.end_reason NOT IN ('no_show', 'not_available')
            OR (OLD.accepted_at IS NOT NULL OR OLD.offered_at IS NOT NULL)
                AND (NEW.shortlisted_at, NEW.interview_at, NEW.offered_at, NEW.respond_by)
                IS DISTINCT FROM (OLD.shortlisted_at, OLD.interview_at, OLD.offered_at, OLD.respond_by))
        OR current_user IN ('bg_member', 'bg_partner') AND OLD.ending IS NOT NULL THEN
        RAISE EXCEPTION 'this is another''s to say, or is over' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- Offers of a place that nobody answered in time, drafts that nobody sent, what nobody decided on, and what a consent that has
-- ended by itself shared.
CREATE FUNCTION bg.lapsing_applications() RETURNS TABLE (id uuid, offer uuid, ending text, reason text)
    LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT a.id, a.offer, 'lapsed', CASE WHEN a.submitted_at IS NULL THEN 'not_submitted'
        WHEN a.offered_at IS NULL THEN 'not_decided' ELSE 'no_answer' END
    FROM bg.application a JOIN bg.offer o ON o.id = a.offer
    WHERE a.ending IS NULL AND a.accepted_at IS NULL AND now() >= CASE
        WHEN a.submitted_at IS NULL THEN o.closes_at + interval '15 minutes'
        WHEN a.offered_at IS NULL
            THEN greatest(o.closes_at, a.submitted_at, a.shortlisted_at, a.interview_at) + interval '30 days'
        ELSE a.respond_by END
    UNION ALL
    SELECT a.id, a.offer, 'withdrawn', 'consent_withdrawn' FROM bg.application a
    WHERE a.ending IS NULL AND a.placed_at IS NULL AND a.person IN (SELECT c.person FROM bg.consent c
            WHERE c.organisation = a.organisation AND c.purpose = 'share_with_partner' AND c.until <= now())
        AND NOT bg.shares_with_partner(a.person, a.organisation)
$$;
CREATE OR REPLACE FUNCTION bg.lapse_applications() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    locked uuid[] := ARRAY(SELECT o.id FROM bg.offer o WHERE o.id IN (SELECT l.offer FROM bg.lapsing_applications() l)
        ORDER BY o.id FOR NO KEY UPDATE);
BEGIN
    UPDATE bg.application a SET ending = l.ending, ended_at = now(), end_reason = l.reason
    FROM bg.lapsing_applications() l WHERE a.id = l.id AND l.offer = ANY (locked);
END
$$;

REVOKE ALL ON FUNCTION bg.lapsing_applications() FROM PUBLIC;

RESET ROLE;
