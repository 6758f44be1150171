-- A place that somebody accepted and does not take up was lost, and what nobody decides on stayed open for ever. The applicant
-- gives such a place back, or whoever made the offer does once it should have begun; and an application ends a month after the
-- offer closed, or after the last step. Whose place has begun keeps it. What ends of itself is looked for once its offers are
-- locked: what others did meanwhile counts.
SET ROLE bg_owner;

ALTER TABLE bg.application ADD CONSTRAINT application_no_show_check CHECK (end_reason <> 'no_show' OR accepted_at IS NOT NULL);
-- Of those that there are already nobody was told to decide: the month begins today.
ALTER TABLE bg.application ADD waits_since timestamptz DEFAULT now();
ALTER TABLE bg.application ALTER waits_since DROP DEFAULT;
COMMENT ON COLUMN bg.application.waits_since IS 'Since when it can end undecided, of those from before any did; null of later ones.';

-- From when whoever made the offer may say that who accepted has not come: three days after the place was accepted, or after the
-- month began in which the offer says that it begins.
CREATE FUNCTION bg.absent_from(asked uuid) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT greatest(a.accepted_at, (SELECT timestamp '0001-01-01' + (max(c.period_from) - 12) * interval '1 month'
        FROM bg.criteria c WHERE c.id IN (o.need, o.gives)) AT TIME ZONE o.zone) + interval '3 days'
    FROM bg.application a JOIN bg.offer o ON o.id = a.offer WHERE a.id = asked
$$;

CREATE OR REPLACE FUNCTION bg.guard_application() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    -- The last two are computed after this.
    other text[] := '{person,merged,shared,attestations,holds,state}';
BEGIN
    IF current_user = 'bg_member' AND (
            OLD.submitted_at IS NOT NULL AND (NEW.submitted_at, NEW.shared, NEW.attestations, NEW.rule_version)
                IS DISTINCT FROM (OLD.submitted_at, OLD.shared, OLD.attestations, OLD.rule_version)
            OR NEW.ending IS NOT NULL AND NEW.ending <> 'withdrawn'
            OR NEW.accepted_at IS DISTINCT FROM OLD.accepted_at
                AND (OLD.accepted_at IS NOT NULL OR coalesce(OLD.respond_by <= clock_timestamp(), true)))
        OR current_user = 'bg_partner' AND (
            NEW.ending IS NOT NULL AND NEW.ending <> 'rejected'
            -- A place that was accepted is not taken back, but from who has had the time to come.
            OR OLD.accepted_at IS NOT NULL AND NEW.ending IS NOT NULL
                AND (NEW.end_reason IS DISTINCT FROM 'no_show' OR bg.absent_from(OLD.id) > clock_timestamp())
            OR (OLD.accepted_at IS NOT NULL OR OLD.offered_at IS NOT NULL)
                AND (NEW.shortlisted_at, NEW.interview_at, NEW.offered_at, NEW.respond_by)
                IS DISTINCT FROM (OLD.shortlisted_at, OLD.interview_at, OLD.offered_at, OLD.respond_by))
        OR current_user IN ('bg_member', 'bg_partner') AND OLD.ending IS NOT NULL
        -- Who has begun has begun, whoever says otherwise: only whose it is changes, and what goes with an erasure.
        OR OLD.placed_at IS NOT NULL AND to_jsonb(NEW) - other IS DISTINCT FROM to_jsonb(OLD) - other THEN
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
            THEN greatest(o.closes_at, a.submitted_at, a.shortlisted_at, a.interview_at, a.waits_since) + interval '30 days'
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

REVOKE ALL ON FUNCTION bg.lapsing_applications(), bg.absent_from(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.absent_from(uuid) TO bg_member, bg_partner;

RESET ROLE;
