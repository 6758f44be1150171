-- A merge moved what others had agreed on with one record to another, which may be somebody else's. Now nothing moves while it
-- can be undone: the absorbed record rests, what was open goes on with it, and no desk sees it. When the term is over, what is left
-- becomes the kept one's. Whatever address was guessed, nobody is proposed for it.
SET ROLE bg_owner;

-- Both are told which desk it was, and how to object, wherever they can be.
CREATE FUNCTION bg.tell_of_merge(one bg.merge) RETURNS void LANGUAGE sql SET search_path = '' AS $$
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT DISTINCT ON (bg.folded_address(c.value)) c.kind, c.value,
        CASE WHEN one.undone_at IS NULL THEN 'BrainGain: two records are one now' ELSE 'BrainGain: two records again' END,
        CASE WHEN one.undone_at IS NULL
            THEN desk.name || ', a desk that you share with, found two records to be yours, and made them one. If one of them is '
                || 'somebody else''s, sign in and say so (POST /v1/members/me/separation), or have the desk undo it, until '
                || to_char(one.undo_until, 'YYYY-MM-DD')
                || '. Until then nothing of the one is shown to the other, and what was agreed goes on. Then what both agreed to '
                || 'stands, and one of the two is forgotten with its addresses: only those of the other still let you in.'
            ELSE 'Two records that ' || desk.name || ' had made one are two again, as they were before.' END,
        now() + interval '7 days'
    FROM bg.person_contact c CROSS JOIN LATERAL (SELECT n.value AS name FROM bg.organisation o, jsonb_each_text(o.name) AS n
        WHERE o.id = one.organisation ORDER BY n.key <> 'en', n.key LIMIT 1) desk
    WHERE c.person IN (one.kept, one.absorbed) AND c.kind IN ('email', 'phone')
$$;

-- What was merged until now has moved already: it is two again, for the lead to look at once more, or one for good.
CREATE OR REPLACE FUNCTION bg.led_organisations() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT array_agg(o.id) FROM bg.organisation o
$$;
DO $$
DECLARE
    one uuid;
BEGIN
    PERFORM bg.end_merge(m.id) FROM bg.merge m WHERE m.undo_until < now();
    FOR one IN SELECT m.id FROM bg.merge m WHERE m.undone_at IS NULL ORDER BY m.at DESC LOOP
        PERFORM bg.undo_merge(one);
        PERFORM bg.tell_of_merge(m) FROM bg.merge m WHERE m.id = one;
    END LOOP;
END
$$;
CREATE OR REPLACE FUNCTION bg.led_organisations() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT array_agg(o.id) FROM bg.membership s JOIN bg.account a ON a.id = s.account AND a.status = 'active'
        JOIN bg.organisation o ON o.path @> ARRAY[s.organisation]
    WHERE s.account = bg.own_key() AND s.lead
$$;

DROP TRIGGER move_applications ON bg.person;
DROP FUNCTION bg.move_applications();
DROP FUNCTION bg.find_duplicates(bigint);
-- Whoever shares an address with the record that goes on signs in to whichever they say.
DROP POLICY select_bg_sign_in ON bg.person;
REVOKE SELECT (id, merged_into) ON bg.person FROM bg_sign_in;

ALTER TABLE bg.introduction ADD moved bool NOT NULL DEFAULT false;
COMMENT ON COLUMN bg.introduction.moved IS 'Whether it was accepted for a record that was merged into the mentor''s since.';
COMMENT ON TABLE bg.told_apart IS 'Whom somebody of the staff looked at, and found to be two, or who said so.';
COMMENT ON COLUMN bg.merge.snapshot IS 'What of the absorbed the kept one withdrew (`consents`), and ended by it (`ended`). Null once undone.';
-- Whoever is one of the two may say so until they are one.
ALTER TABLE bg.merge DROP CONSTRAINT merge_check1, ADD CONSTRAINT merge_check1 CHECK (undone_at >= at);

-- The days on which somebody may be born; null where nothing is stated. An expression, so that it is put in the place of a call.
CREATE OR REPLACE FUNCTION bg.born_range(person bg.person) RETURNS daterange LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN person.born_year IS NOT NULL THEN daterange(
        make_date(person.born_year, coalesce(person.born_month, 1), coalesce(person.born_day, 1)),
        (make_date(person.born_year, coalesce(person.born_month, 12), coalesce(person.born_day, 1))
            + CASE WHEN person.born_day IS NULL THEN interval '1 month' ELSE interval '1 day' END)::date) END
$$;

-- Pairs of those who share with one desk of who asks: of one name, and born on one day so far as it is stated of both. No address
-- counts: to see a pair would tell that it was guessed. A name that many share who were born in one year tells nothing.
CREATE FUNCTION bg.find_duplicates(most bigint) RETURNS TABLE (one uuid, other uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' SET jit = off AS $$
    WITH own AS MATERIALIZED (
        SELECT p.id, p.name, p.latin_name, p.born_year FROM bg.member m JOIN bg.person p ON p.id = m.id AND p.born_year IS NOT NULL
        WHERE m.granted && bg.own_organisations() AND m.granted_until > now()
    ), alike AS MATERIALIZED (
        SELECT array_agg(n.id) AS ids FROM (SELECT o.id, o.born_year, bg.name_key(o.name) AS name FROM own o
            UNION SELECT o.id, o.born_year, bg.name_key(o.latin_name) FROM own o) n
        WHERE n.name IS NOT NULL GROUP BY n.name, n.born_year HAVING count(*) BETWEEN 2 AND 30
    ), pair AS MATERIALIZED (
        SELECT DISTINCT a.id AS one, b.id AS other FROM alike, unnest(alike.ids) AS a (id), unnest(alike.ids) AS b (id) WHERE b.id > a.id
    )
    SELECT p.one, p.other FROM pair p JOIN bg.person a ON a.id = p.one JOIN bg.person b ON b.id = p.other
    WHERE bg.born_range(a) && bg.born_range(b)
        AND EXISTS (SELECT FROM bg.member m, bg.member n, unnest(m.granted) AS g (id) WHERE m.id = p.one AND n.id = p.other
            AND g.id = ANY (n.granted) AND g.id = ANY (bg.own_organisations()))
        AND NOT EXISTS (SELECT FROM bg.told_apart t WHERE t.one = p.one AND t.other = p.other)
    ORDER BY p.one, p.other LIMIT most
$$;

-- A record, and those that were merged into it.
CREATE FUNCTION bg.records_of(asked uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SET search_path = '' AS $$
    WITH RECURSIVE way AS (SELECT asked AS id UNION SELECT p.id FROM way JOIN bg.person p ON p.merged_into = way.id)
    SELECT w.id FROM way w
$$;

-- The members whose consents one withdrawal concerns, in the order of everybody who locks several of them.
CREATE FUNCTION bg.lock_consents(asked uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    SELECT FROM bg.member m WHERE m.id IN (SELECT bg.records_of(asked)) ORDER BY m.id FOR NO KEY UPDATE
$$;

-- The other record rests, and nothing of the kept one changes.
CREATE OR REPLACE FUNCTION bg.merge_persons(asked uuid, keep uuid, absorb uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    led  uuid[] := bg.led_organisations();
    desk uuid;
BEGIN
    PERFORM bg.lock_merging(keep, absorb);
    SELECT g.id INTO desk FROM bg.member k, bg.member a, unnest(k.granted) AS g (id)
    WHERE k.id = keep AND a.id = absorb AND keep <> absorb AND k.granted_until > now() AND a.granted_until > now()
        AND g.id = ANY (a.granted) AND g.id = ANY (led)
    ORDER BY g.id LIMIT 1;
    IF desk IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    ELSIF EXISTS (SELECT FROM bg.told_apart t, bg.records_of(keep) AS k (id), bg.records_of(absorb) AS a (id)
            WHERE t.one = least(k.id, a.id) AND t.other = greatest(k.id, a.id)) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'merge_conflict';
    ELSIF EXISTS (SELECT FROM unnest(ARRAY[keep, absorb]) AS p (id) WHERE NOT EXISTS (SELECT FROM bg.person_contact c
            WHERE c.person = p.id AND c.kind IN ('email', 'phone'))) THEN
        -- Whoever cannot be told cannot object.
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'nobody_to_tell';
    END IF;
    INSERT INTO bg.merge (id, kept, absorbed, organisation, principal) VALUES (asked, keep, absorb, desk, bg.own_key());
    UPDATE bg.person SET status = 'merged', merged_into = keep WHERE id = absorb;
    PERFORM bg.tell_of_merge(m) FROM bg.merge m WHERE m.id = asked;
END
$$;

-- Two records as they were, but for what was changed since; false where they are two already, or one for good.
CREATE FUNCTION bg.part_persons(asked uuid) RETURNS bool LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    one   bg.merge;
    again uuid;
BEGIN
    PERFORM bg.lock_merging(m.kept, m.absorbed) FROM bg.merge m WHERE m.id = asked;
    SELECT * INTO one FROM bg.merge m WHERE m.id = asked AND m.undone_at IS NULL;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    -- Who is erased may have begun to be before the merge did.
    UPDATE bg.merge SET undone_at = greatest(now(), at), snapshot = NULL WHERE id = asked;
    DELETE FROM bg.consent_withdrawal WHERE consent::text IN (SELECT jsonb_array_elements_text(one.snapshot->'consents'));
    UPDATE bg.person SET status = 'live', merged_into = NULL WHERE id = one.absorbed;
    -- What ended with a consent goes on where there is still a place for it.
    FOR again IN SELECT i.id FROM bg.introduction i JOIN bg.member m ON m.id = i.mentor AND m.matched AND m.status = 'live'
            JOIN bg.venture v ON v.id = i.venture AND v.status = 'incubated'
        WHERE i.mentor = one.absorbed AND i.end_reason = 'consent_withdrawn' AND one.snapshot->'ended' ? i.id::text ORDER BY i.id
    LOOP
        BEGIN
            UPDATE bg.introduction SET ending = NULL, ended_at = NULL, end_reason = NULL WHERE id = again;
        EXCEPTION WHEN SQLSTATE 'BG001' OR SQLSTATE 'BG007' OR unique_violation THEN
            NULL;
        END;
    END LOOP;
    PERFORM FROM bg.offer o WHERE o.id IN (SELECT a.offer FROM bg.application a
        WHERE a.person = one.absorbed AND one.snapshot->'ended' ? a.id::text) ORDER BY o.id FOR NO KEY UPDATE;
    FOR again IN SELECT a.id FROM bg.application a JOIN bg.offer o ON o.id = a.offer
        WHERE a.person = one.absorbed AND a.end_reason = 'consent_withdrawn' AND one.snapshot->'ended' ? a.id::text
            AND bg.shares_with_partner(a.person, a.organisation)
            AND (o.status IN ('open', 'suspended') OR a.accepted_at IS NOT NULL AND o.status <> 'withdrawn')
        ORDER BY o.id, a.id
    LOOP
        BEGIN
            UPDATE bg.application SET ending = NULL, ended_at = NULL, end_reason = NULL WHERE id = again;
        EXCEPTION WHEN SQLSTATE 'BG007' OR unique_violation THEN
            NULL;
        END;
    END LOOP;
    PERFORM bg.tell_of_merge(m) FROM bg.merge m WHERE m.id = asked;
    RETURN true;
END
$$;

CREATE OR REPLACE FUNCTION bg.undo_merge(asked uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM bg.merge m WHERE m.id = asked AND m.organisation = ANY (bg.led_organisations())) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    ELSIF NOT EXISTS (SELECT FROM bg.merge m WHERE m.id = asked AND m.undo_until > now()) OR NOT bg.part_persons(asked) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'merge_conflict';
    END IF;
END
$$;

-- Whoever is one of two who are no one person says so until they are one, and is never made one with the other again. Or has a record
-- that rests to itself, to do with it what could not be done else.
CREATE FUNCTION bg.separate_own(are_two bool) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me     uuid := bg.own_person();
    merged bg.merge;
BEGIN
    FOR merged IN SELECT * FROM bg.merge m WHERE (me = m.absorbed OR are_two AND me = m.kept) AND m.undone_at IS NULL ORDER BY m.at LOOP
        IF NOT bg.part_persons(merged.id) THEN
            -- At this moment another did it, or they became one.
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'merge_conflict';
        ELSIF are_two THEN
            INSERT INTO bg.told_apart (one, other, principal) VALUES (least(merged.kept, merged.absorbed),
                greatest(merged.kept, merged.absorbed), coalesce(bg.own_key(), me)) ON CONFLICT DO NOTHING;
        END IF;
    END LOOP;
END
$$;

-- What the kept one withdraws is withdrawn of those that were merged into it, and back when that is undone; unless that one withdraws
-- it, too, which is for good.
CREATE OR REPLACE FUNCTION bg.heed_withdrawal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    said  bg.consent;
    one   bg.merge;
    ended uuid[];
BEGIN
    SELECT * INTO said FROM bg.consent c WHERE c.id = NEW.consent;
    UPDATE bg.merge m SET snapshot = jsonb_set(m.snapshot, '{consents}', (m.snapshot->'consents') - NEW.consent::text)
        WHERE m.absorbed = said.person AND m.snapshot->'consents' ? NEW.consent::text;
    FOR one IN SELECT m.* FROM bg.merge m WHERE m.kept = said.person AND m.undone_at IS NULL ORDER BY m.absorbed LOOP
        ended := ARRAY(SELECT i.id FROM bg.introduction i WHERE said.purpose = 'match' AND i.mentor = one.absorbed AND i.ending IS NULL
            UNION ALL SELECT a.id FROM bg.application a WHERE said.purpose = 'share_with_partner' AND a.person = one.absorbed
                AND a.organisation = said.organisation AND a.ending IS NULL AND a.placed_at IS NULL);
        WITH gone AS (
            INSERT INTO bg.consent_withdrawal (consent, at)
            SELECT c.id, NEW.at FROM bg.consent c
            WHERE c.person = one.absorbed AND c.purpose = said.purpose AND c.organisation IS NOT DISTINCT FROM said.organisation
                AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)
            RETURNING consent
        )
        UPDATE bg.merge m SET snapshot = jsonb_build_object(
                'consents', coalesce(m.snapshot->'consents', '[]') || (SELECT coalesce(jsonb_agg(g.consent), '[]') FROM gone g),
                'ended', coalesce(m.snapshot->'ended', '[]') || to_jsonb(ended))
            WHERE m.id = one.id;
    END LOOP;
    -- Who rests is not matched as it is, and still hears of it.
    IF said.purpose = 'match' AND EXISTS (SELECT FROM bg.person p WHERE p.id = said.person AND p.status = 'merged') THEN
        PERFORM FROM bg.mentor m WHERE m.id = said.person FOR NO KEY UPDATE;
        UPDATE bg.introduction SET ending = 'closed', ended_at = now(), end_reason = 'consent_withdrawn'
            WHERE mentor = said.person AND ending IS NULL;
    END IF;
    RETURN NEW;
END
$$;

-- What a person or venture that is no longer there for others leaves behind. Whoever is merged is there for whom there is already;
-- and what both sides accepted goes on with whatever the two records had not both agreed to.
CREATE OR REPLACE FUNCTION bg.end_introductions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_TABLE_NAME = 'venture' AND NEW.status <> 'closed' THEN
        UPDATE bg.introduction SET organisation = NEW.organisation WHERE venture = NEW.id AND ending IS NULL;
    ELSIF TG_TABLE_NAME = 'venture' THEN
        UPDATE bg.introduction SET ending = 'void', ended_at = now(), end_reason = 'venture_closed'
        WHERE venture = NEW.id AND ending IS NULL;
    ELSIF TG_TABLE_NAME = 'mentor' THEN
        UPDATE bg.introduction SET ending = 'void', ended_at = now(), end_reason = 'mentor_left'
        WHERE mentor = NEW.id AND ending IS NULL AND state <> 'active';
    ELSIF NEW.status = 'retired' OR NOT EXISTS (SELECT FROM bg.person p WHERE p.id = NEW.id AND p.status = 'merged') THEN
        PERFORM FROM bg.mentor m WHERE m.id = NEW.id FOR NO KEY UPDATE;
        UPDATE bg.introduction SET ending = 'closed', ended_at = now(), end_reason = 'consent_withdrawn'
        WHERE mentor = NEW.id AND ending IS NULL
            AND (state <> 'active' OR NEW.id::text IS DISTINCT FROM current_setting('braingain.uniting', true));
    END IF;
    RETURN NULL;
END
$$;
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
        ELSIF EXISTS (SELECT FROM bg.person p
                WHERE (p.id = NEW.mentor OR p.id IN (SELECT f.person FROM bg.founder f WHERE f.venture = NEW.venture))
                    AND (p.born_year, coalesce(p.born_month, 12), coalesce(p.born_day, 31))
                        > (extract(year FROM now()) - 18, extract(month FROM now()), extract(day FROM now()))) THEN
            -- Of a date that is not whole the latest day counts.
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'under_age';
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
                WHERE i.organisation = NEW.organisation AND i.proposed_at > now() - interval '1 day') >= 200 THEN
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
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION bg.introduced(asked uuid)
    RETURNS TABLE (side text, person uuid, name text, lead bool, email text, phone text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    WITH one AS (
        SELECT i.*, bg.own_person() AS me, current_setting('role') AS role FROM bg.introduction i
        WHERE i.id = asked AND i.ending IS NULL
    ), other AS (
        SELECT 'venture' AS side, f.person, f.lead, one.state = 'active' AND f.person IS NOT DISTINCT FROM one.accepted_by AS told,
            one.state = 'active' AS active, false AS moved
        FROM one JOIN bg.founder f ON f.venture = one.venture WHERE one.role = 'bg_member' AND one.mentor = one.me
        UNION ALL
        SELECT 'mentor', one.mentor, false, one.role = 'bg_member' AND NOT one.moved, true, one.moved FROM one
        WHERE one.state = 'active' AND (one.role = 'bg_desk' AND one.organisation = ANY (bg.own_organisations())
            OR one.role = 'bg_member' AND EXISTS (SELECT FROM bg.founder f WHERE f.venture = one.venture AND f.person = one.me))
    )
    SELECT o.side, p.id, p.name, o.lead, max(c.value) FILTER (WHERE c.kind = 'email'), max(c.value) FILTER (WHERE c.kind = 'phone')
    FROM other o JOIN bg.person p ON p.id = o.person AND p.status IN ('live', 'merged')
        JOIN bg.member m ON m.id = p.id AND m.status <> 'retired' AND (m.matched OR NOT o.moved)
        LEFT JOIN bg.person_contact c ON c.person = p.id AND o.active AND (o.told OR EXISTS (
            SELECT FROM bg.consent a WHERE a.person = p.id AND a.purpose = 'contact'
                AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = a.id)))
    GROUP BY o.side, p.id, p.name, o.lead
$$;
CREATE OR REPLACE FUNCTION bg.shares_with_partner(applicant uuid, partner uuid) RETURNS bool LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT EXISTS (SELECT FROM bg.member m JOIN bg.person p ON p.id = m.id JOIN bg.consent c ON c.person = m.id
        WHERE m.id = applicant AND m.status <> 'retired' AND p.status IN ('live', 'merged') AND c.purpose = 'share_with_partner'
            AND c.organisation = partner AND (c.until IS NULL OR c.until > now())
            AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id))
$$;

REVOKE ALL ON FUNCTION bg.tell_of_merge(bg.merge), bg.find_duplicates(bigint), bg.records_of(uuid), bg.lock_consents(uuid),
    bg.part_persons(uuid), bg.separate_own(bool) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.find_duplicates(bigint) TO bg_desk;
GRANT EXECUTE ON FUNCTION bg.lock_consents(uuid), bg.separate_own(bool) TO bg_member;

RESET ROLE;
