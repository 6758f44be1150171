-- A mentor who accepted while no founder was shown, since all of them rested or had left, had agreed to nobody, and was introduced to
-- nobody by it. So that is refused, where there are founders, by the word that also stands for one under 18: another would tell the
-- two apart.
SET ROLE bg_owner;

-- Asked about applicants as well, and then of no venture.
DROP FUNCTION bg.young(uuid, uuid);
CREATE FUNCTION bg.young(person uuid, venture uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT p.id FROM bg.person p
    WHERE p.id = ANY (young.person || ARRAY(SELECT f.person FROM bg.founder f WHERE f.venture = young.venture))
        AND (p.born_year, coalesce(p.born_month, 12), coalesce(p.born_day, 31))
            > (extract(year FROM now()) - 18, extract(month FROM now()), extract(day FROM now()))
$$;
REVOKE ALL ON FUNCTION bg.young(uuid, uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION bg.check_introduction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    role    text := current_setting('role');
    me      uuid := bg.own_person();
    accepts bool := TG_OP = 'UPDATE' AND (NEW.mentor_accepted_at, NEW.venture_accepted_at)
        IS DISTINCT FROM (OLD.mentor_accepted_at, OLD.venture_accepted_at);
BEGIN
    IF TG_OP = 'INSERT' OR accepts THEN
        -- Until this is over, nobody withdraws: who withdraws then finds the introduction, and ends it.
        PERFORM FROM bg.member m WHERE TG_OP = 'INSERT' AND m.id = NEW.mentor FOR SHARE;
        -- Who rests is matched with nobody new, and what is open goes on.
        IF NOT EXISTS (SELECT FROM bg.member m JOIN bg.person p ON p.id = m.id WHERE m.id = NEW.mentor AND m.status = 'live'
                AND (m.matched OR accepts AND p.status = 'merged' AND EXISTS (SELECT FROM bg.consent c
                    WHERE c.person = m.id AND c.purpose = 'match' AND (c.until IS NULL OR c.until > now())
                        AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)))) THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'consent_missing';
        ELSIF NOT EXISTS (SELECT FROM bg.venture v WHERE v.id = NEW.venture AND v.status = 'incubated') THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'venture_not_incubated';
        -- A venture that has none on record is its desk's, and stays so for whoever accepted that.
        ELSIF accepts AND EXISTS (SELECT FROM bg.founder f WHERE f.venture = NEW.venture)
            AND NOT (coalesce(NEW.founders = '{}', false) AND NEW.mentor_accepted_at IS NOT DISTINCT FROM OLD.mentor_accepted_at)
            AND NOT EXISTS (SELECT FROM bg.shown_founders(NEW.venture) f
                WHERE NEW.founders IS NULL OR bg.is_agreed(NEW.founders, f.person)) THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'venture_not_incubated';
        END IF;
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.organisation := (SELECT v.organisation FROM bg.venture v WHERE v.id = NEW.venture);
        IF EXISTS (SELECT FROM bg.founder f WHERE f.venture = NEW.venture AND f.person = NEW.mentor) THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'self_match';
        ELSIF NOT EXISTS (SELECT FROM bg.mentor m WHERE m.id = NEW.mentor AND m.status = 'open') THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'mentor_paused';
        ELSIF EXISTS (SELECT FROM bg.mentor m WHERE m.id = NEW.mentor AND m.held >= m.capacity) THEN
            RAISE EXCEPTION USING ERRCODE = 'BG001', MESSAGE = 'mentor_capacity_full';
        ELSIF EXISTS (SELECT FROM bg.venture v WHERE v.id = NEW.venture AND v.mentored >= v.mentors_wanted) THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'venture_filled';
        ELSIF (SELECT count(*) FROM bg.introduction i
                WHERE i.organisation = NEW.organisation AND i.proposed_at > now() - interval '1 day') >= 200
            OR (SELECT count(*) FROM bg.introduction i WHERE i.mentor = NEW.mentor AND i.organisation = NEW.organisation
                AND i.proposed_at > now() - interval '1 day') >= 20 THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'introduction_limit';
        END IF;
    ELSIF OLD.ending IS NOT NULL AND (NEW.ending, NEW.ended_at, NEW.mentor_accepted_at, NEW.venture_accepted_at)
            IS DISTINCT FROM (OLD.ending, OLD.ended_at, OLD.mentor_accepted_at, OLD.venture_accepted_at)
        OR NEW.mentor_accepted_at IS DISTINCT FROM OLD.mentor_accepted_at AND role IN ('bg_member', 'bg_desk')
            AND me IS DISTINCT FROM OLD.mentor
        OR NEW.venture_accepted_at IS DISTINCT FROM OLD.venture_accepted_at AND role = 'bg_member'
            AND NOT EXISTS (SELECT FROM bg.founder f WHERE f.venture = OLD.venture AND f.person = me)
        OR NEW.accepted_by IS DISTINCT FROM OLD.accepted_by AND NEW.accepted_by IS NOT NULL
            AND (role <> 'bg_member' OR NEW.accepted_by <> me) THEN
        RAISE EXCEPTION 'this is another''s to accept, or is over' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Behind what else refuses a proposal, so that who asks the age of somebody grown up has proposed them.
    IF (TG_OP = 'INSERT' OR accepts) AND EXISTS (SELECT FROM bg.young(NEW.mentor, NEW.venture)) THEN
        -- Who reads somebody's card, and no age, is told what may have other reasons.
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = CASE
            WHEN EXISTS (SELECT FROM bg.young(NEW.mentor, NEW.venture) AS y (id) WHERE role NOT IN ('bg_desk', 'bg_member')
                OR y.id = me OR role = 'bg_desk' AND EXISTS (SELECT FROM bg.member m WHERE m.id = y.id
                    AND m.granted && bg.own_organisations() AND m.granted_until > now())) THEN 'under_age'
            WHEN EXISTS (SELECT FROM bg.young(NEW.mentor, NEW.venture) AS y (id) WHERE y.id = NEW.mentor) THEN 'mentor_paused'
            ELSE 'venture_not_incubated' END;
    END IF;
    RETURN NEW;
END
$$;

-- What was agreed to with nobody, and only by the mentor, is over, as it is when all have left; it is proposed again.
UPDATE bg.introduction SET ending = 'void', ended_at = now(), end_reason = 'founders_left'
WHERE ending IS NULL AND venture_accepted_at IS NULL AND founders = '{}'
    AND EXISTS (SELECT FROM bg.founder f WHERE f.venture = introduction.venture);

-- Told before an age, with the other limit.
DROP TRIGGER check_proposals ON bg.introduction;
DROP FUNCTION bg.check_proposals();

RESET ROLE;
