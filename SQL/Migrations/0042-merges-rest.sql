-- A merge moved what others had agreed on with one record to another, which may be somebody else's. Now nothing moves while it
-- can be undone: the absorbed record rests, what was open goes on with it, and no desk sees it. When the term is over, what is left
-- becomes the kept one's. Whatever address was guessed, nobody is proposed for it.
SET ROLE bg_owner;

-- Both are told which desk it was, and how to object.
CREATE FUNCTION bg.tell_of_merge(one bg.merge) RETURNS void LANGUAGE sql SET search_path = '' AS $$
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT DISTINCT ON (bg.folded_address(c.value)) 'email', c.value,
        CASE WHEN one.undone_at IS NULL THEN 'BrainGain: two records are one now' ELSE 'BrainGain: two records again' END,
        CASE WHEN one.undone_at IS NULL
            THEN desk.name || ', a desk that you share with, found two records to be yours, and made them one. If one of them is '
                || 'somebody else''s, sign in and say so (POST /v1/members/me/separation), or have the desk undo it, until '
                || to_char(one.undo_until, 'YYYY-MM-DD')
                || '. Until then nothing of the one is shown to the other, and what was agreed goes on.'
            ELSE 'Two records that ' || desk.name || ' had made one are two again, as they were before.' END,
        now() + interval '7 days'
    FROM bg.person_contact c CROSS JOIN LATERAL (SELECT n.value AS name FROM bg.organisation o, jsonb_each_text(o.name) AS n
        WHERE o.id = one.organisation ORDER BY n.key <> 'en', n.key LIMIT 1) desk
    WHERE c.person IN (one.kept, one.absorbed) AND c.kind = 'email'
$$;

-- What was merged until now has moved already: it is two again, for the lead to look at once more.
CREATE OR REPLACE FUNCTION bg.led_organisations() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT array_agg(o.id) FROM bg.organisation o
$$;
DO $$
DECLARE
    one uuid;
BEGIN
    FOR one IN SELECT m.id FROM bg.merge m WHERE m.undone_at IS NULL AND m.undo_until > now() ORDER BY m.at DESC LOOP
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
COMMENT ON COLUMN bg.merge.snapshot IS 'Which consents of the kept it withdrew, and added for a shorter time. Null once undone.';

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

-- The members whose consents one withdrawal may concern, in the order of everybody who locks several of them.
CREATE FUNCTION bg.lock_consents(asked uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    WITH RECURSIVE way AS (SELECT asked AS id UNION SELECT p.merged_into FROM way JOIN bg.person p ON p.id = way.id)
    SELECT FROM bg.member m WHERE m.id IN (SELECT w.id FROM way w) ORDER BY m.id FOR NO KEY UPDATE
$$;

-- The other record rests; of the consents stands what both gave.
CREATE OR REPLACE FUNCTION bg.merge_persons(asked uuid, keep uuid, absorb uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    led     uuid[] := bg.led_organisations();
    desk    uuid;
    changed jsonb;
BEGIN
    PERFORM bg.lock_merging(keep, absorb);
    SELECT g.id INTO desk FROM bg.member k, bg.member a, unnest(k.granted) AS g (id)
    WHERE k.id = keep AND a.id = absorb AND keep <> absorb AND k.granted_until > now() AND a.granted_until > now()
        AND g.id = ANY (a.granted) AND g.id = ANY (led)
    ORDER BY g.id LIMIT 1;
    IF desk IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    INSERT INTO bg.merge (id, kept, absorbed, organisation, principal) VALUES (asked, keep, absorb, desk, bg.own_key());

    -- What the other gave for a shorter time goes on for that time.
    WITH standing AS (
        SELECT c.*, coalesce(c.until, 'infinity') AS ends FROM bg.consent c
        WHERE c.person IN (keep, absorb) AND (c.until IS NULL OR c.until > now())
            AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)
    ), less AS (
        SELECT k.*, o.ends AS other_ends FROM standing k CROSS JOIN LATERAL (SELECT max(a.ends) AS ends FROM standing a
            WHERE a.person = absorb AND a.purpose = k.purpose AND a.organisation IS NOT DISTINCT FROM k.organisation) o
        WHERE k.person = keep AND (o.ends IS NULL OR o.ends < k.ends)
    ), gone AS (
        INSERT INTO bg.consent_withdrawal (consent, at) SELECT id, now() FROM less RETURNING consent
    ), shorter AS (
        INSERT INTO bg.consent (id, person, purpose, text_version, language, channel, given_at, organisation, until)
        SELECT gen_random_uuid(), keep, purpose, text_version, language, channel, given_at, organisation, other_ends FROM less
        WHERE other_ends IS NOT NULL RETURNING id
    )
    SELECT jsonb_build_object('withdrawn', ARRAY(SELECT consent FROM gone), 'added', ARRAY(SELECT id FROM shorter)) INTO changed;
    UPDATE bg.person SET status = 'merged', merged_into = keep WHERE id = absorb;
    UPDATE bg.merge SET snapshot = changed WHERE id = asked;
    PERFORM bg.tell_of_merge(m) FROM bg.merge m WHERE m.id = asked;
END
$$;

-- Two records as they were, but for what was changed since; false where it is too late.
CREATE FUNCTION bg.part_persons(asked uuid) RETURNS bool LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    one   bg.merge;
    again uuid;
BEGIN
    PERFORM bg.lock_merging(m.kept, m.absorbed) FROM bg.merge m WHERE m.id = asked;
    SELECT * INTO one FROM bg.merge m WHERE m.id = asked AND m.undone_at IS NULL AND m.undo_until > now();
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    -- Who is erased may have begun to be before the merge did.
    UPDATE bg.merge SET undone_at = greatest(now(), at), snapshot = NULL WHERE id = asked;
    DELETE FROM bg.consent_withdrawal WHERE consent::text IN (SELECT jsonb_array_elements_text(one.snapshot->'withdrawn'));
    DELETE FROM bg.consent WHERE id::text IN (SELECT jsonb_array_elements_text(one.snapshot->'added'));
    -- Of both, so that it is looked for both which consents stand.
    UPDATE bg.person p SET status = CASE p.id WHEN one.absorbed THEN 'live' ELSE p.status END,
            merged_into = CASE p.id WHEN one.absorbed THEN NULL ELSE p.merged_into END
        WHERE p.id IN (one.kept, one.absorbed);
    -- What ended with a consent goes on where there is still a place for it.
    FOR again IN SELECT i.id FROM bg.introduction i JOIN bg.member m ON m.id = i.mentor AND m.matched AND m.status = 'live'
            JOIN bg.venture v ON v.id = i.venture AND v.status = 'incubated'
        WHERE i.mentor = one.kept AND i.ended_at = one.at ORDER BY i.id
    LOOP
        BEGIN
            UPDATE bg.introduction SET ending = NULL, ended_at = NULL, end_reason = NULL WHERE id = again;
        EXCEPTION WHEN SQLSTATE 'BG001' OR SQLSTATE 'BG007' OR unique_violation THEN
            NULL;
        END;
    END LOOP;
    PERFORM FROM bg.offer o WHERE o.id IN (SELECT a.offer FROM bg.application a WHERE a.person = one.kept AND a.ended_at = one.at)
        ORDER BY o.id FOR NO KEY UPDATE;
    FOR again IN SELECT a.id FROM bg.application a JOIN bg.offer o ON o.id = a.offer
        WHERE a.person = one.kept AND a.ended_at = one.at AND bg.shares_with_partner(a.person, a.organisation)
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
    ELSIF NOT bg.part_persons(asked) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'merge_conflict';
    END IF;
END
$$;

-- Whoever is one of two who are no one person says so, and is proposed with the other no more.
CREATE FUNCTION bg.separate_own() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me     uuid := bg.own_person();
    merged bg.merge;
BEGIN
    FOR merged IN SELECT * FROM bg.merge m WHERE me IN (m.kept, m.absorbed) AND m.undone_at IS NULL ORDER BY m.at LOOP
        IF bg.part_persons(merged.id) THEN
            INSERT INTO bg.told_apart (one, other, principal) VALUES (least(merged.kept, merged.absorbed),
                greatest(merged.kept, merged.absorbed), coalesce(bg.own_key(), me)) ON CONFLICT DO NOTHING;
        END IF;
    END LOOP;
END
$$;

-- What is withdrawn of a record is withdrawn of the one that it was merged into, and back when that is undone; unless that one
-- withdraws it, too, which is for good.
CREATE OR REPLACE FUNCTION bg.heed_withdrawal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    said bg.consent;
BEGIN
    SELECT * INTO said FROM bg.consent c WHERE c.id = NEW.consent;
    UPDATE bg.merge m SET snapshot = jsonb_set(m.snapshot, '{withdrawn}', (m.snapshot->'withdrawn') - NEW.consent::text)
        WHERE m.kept = said.person AND m.snapshot->'withdrawn' ? NEW.consent::text;
    IF NOT EXISTS (SELECT FROM bg.person p WHERE p.id = said.person AND p.merged_into IS NOT NULL) THEN
        RETURN NEW;
    END IF;
    WITH gone AS (
        INSERT INTO bg.consent_withdrawal (consent, at)
        SELECT c.id, NEW.at FROM bg.person p JOIN bg.consent c ON c.person = p.merged_into
        WHERE p.id = said.person AND c.purpose = said.purpose AND c.organisation IS NOT DISTINCT FROM said.organisation
            AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)
        RETURNING consent
    )
    UPDATE bg.merge m SET snapshot = jsonb_set(m.snapshot, '{withdrawn}', m.snapshot->'withdrawn' || g.consents)
        FROM (SELECT jsonb_agg(consent) AS consents FROM gone) g
        WHERE m.absorbed = said.person AND m.undone_at IS NULL AND g.consents IS NOT NULL;
    -- Who rests is not matched as it is, and still hears of it.
    IF said.purpose = 'match' THEN
        PERFORM FROM bg.mentor m WHERE m.id = said.person FOR NO KEY UPDATE;
        UPDATE bg.introduction SET ending = 'closed', ended_at = now(), end_reason = 'consent_withdrawn'
            WHERE mentor = said.person AND ending IS NULL;
    END IF;
    RETURN NEW;
END
$$;

-- What a person or venture that is no longer there for others leaves behind. Whoever is merged is there for whom there is already.
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
        WHERE mentor = NEW.id AND ending IS NULL;
    END IF;
    RETURN NULL;
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
            one.state = 'active' AS active
        FROM one JOIN bg.founder f ON f.venture = one.venture WHERE one.role = 'bg_member' AND one.mentor = one.me
        UNION ALL
        SELECT 'mentor', one.mentor, false, one.role = 'bg_member' AND NOT one.moved, true FROM one
        WHERE one.state = 'active' AND (one.role = 'bg_desk' AND one.organisation = ANY (bg.own_organisations())
            OR one.role = 'bg_member' AND EXISTS (SELECT FROM bg.founder f WHERE f.venture = one.venture AND f.person = one.me))
    )
    SELECT o.side, p.id, p.name, o.lead, max(c.value) FILTER (WHERE c.kind = 'email'), max(c.value) FILTER (WHERE c.kind = 'phone')
    FROM other o JOIN bg.person p ON p.id = o.person AND p.status IN ('live', 'merged')
        JOIN bg.member m ON m.id = p.id AND m.status <> 'retired'
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

-- What one record is for others the other is from now on; it says no yes that was said for the first.
CREATE FUNCTION bg.unite_persons(keep uuid, absorb uuid) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    two     uuid[] := ARRAY[keep, absorb];
    founded uuid[] := ARRAY(SELECT f.venture FROM bg.founder f WHERE f.person = absorb);
    led     uuid[] := ARRAY(SELECT f.venture FROM bg.founder f WHERE f.person = absorb AND f.lead);
    theirs  bg.mentor;
    made    uuid := gen_random_uuid();
BEGIN
    -- A venture has one lead at a time, so that the one goes first.
    DELETE FROM bg.founder WHERE person = absorb;
    INSERT INTO bg.founder AS f (venture, person, lead) SELECT v.id, keep, v.id = ANY (led) FROM unnest(founded) AS v (id)
        ON CONFLICT (venture, person) DO UPDATE SET lead = f.lead OR excluded.lead;
    UPDATE bg.venture SET version = version + 1, updated_at = now() WHERE id = ANY (founded);
    UPDATE bg.introduction SET accepted_by = NULL WHERE accepted_by = absorb;

    -- Nobody mentors the own venture, nor one venture twice: what is further goes on.
    UPDATE bg.introduction i SET ending = 'void', ended_at = now(), end_reason = 'self_match'
        WHERE i.ending IS NULL AND i.mentor = ANY (two)
            AND EXISTS (SELECT FROM bg.founder f WHERE f.venture = i.venture AND f.person = keep);
    UPDATE bg.introduction i SET ending = 'void', ended_at = now(), end_reason = 'merged'
        WHERE i.ending IS NULL AND i.mentor = ANY (two) AND EXISTS (SELECT FROM bg.introduction o
            WHERE o.venture = i.venture AND o.ending IS NULL AND o.mentor = ANY (two)
                AND (o.state = 'active', o.holds, o.mentor = keep) > (i.state = 'active', i.holds, i.mentor = keep));
    SELECT * INTO theirs FROM bg.mentor WHERE id = absorb;
    IF FOUND THEN
        UPDATE bg.mentor SET capacity = greatest(capacity, theirs.capacity), held = least(99, held + theirs.held),
            version = version + 1, updated_at = now() WHERE id = keep;
        IF NOT FOUND THEN
            PERFORM bg.copy_profile(theirs.profile, made, keep);
            INSERT INTO bg.mentor (id, headline, profile, capacity, held, reply_days, desks, status)
                VALUES (keep, theirs.headline, made, theirs.capacity, theirs.held, theirs.reply_days, theirs.desks, theirs.status);
        END IF;
        UPDATE bg.introduction SET mentor = keep, moved = true WHERE mentor = absorb;
    END IF;
    UPDATE bg.contest c SET person = keep WHERE c.person = absorb
        AND NOT EXISTS (SELECT FROM bg.contest k WHERE k.person = keep AND (k.log = c.log OR k.offer = c.offer));

    PERFORM FROM bg.offer o WHERE o.id IN (SELECT a.offer FROM bg.application a WHERE a.person = ANY (two)) ORDER BY o.id
        FOR NO KEY UPDATE;
    UPDATE bg.application a SET ending = 'withdrawn', ended_at = now(), end_reason = 'application_exists'
        WHERE a.person = ANY (two) AND a.ending IS NULL AND a.placed_at IS NULL AND EXISTS (SELECT FROM bg.application o
            WHERE o.person = ANY (two) AND o.offer = a.offer AND o.ending IS NULL AND o.id <> a.id
                AND (o.placed_at IS NOT NULL, o.accepted_at IS NOT NULL, o.offered_at IS NOT NULL, o.interview_at IS NOT NULL,
                        o.shortlisted_at IS NOT NULL, o.submitted_at IS NOT NULL, o.person = keep)
                    > (false, a.accepted_at IS NOT NULL, a.offered_at IS NOT NULL, a.interview_at IS NOT NULL,
                        a.shortlisted_at IS NOT NULL, a.submitted_at IS NOT NULL, a.person = keep));
    UPDATE bg.application a SET person = keep, merged = coalesce(a.merged, absorb)
        WHERE a.person = absorb AND (a.ending IS NOT NULL OR NOT EXISTS (SELECT FROM bg.application k
            WHERE k.person = keep AND k.offer = a.offer AND k.ending IS NULL));
    PERFORM bg.leave_applications(keep);
END
$$;

-- What can be undone no more is one: the rest is forgotten as if it had been erased, but for the way to the record that goes on.
CREATE OR REPLACE FUNCTION bg.end_merge(asked uuid) RETURNS bool LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one  bg.merge;
    keep uuid;
BEGIN
    SELECT * INTO one FROM bg.merge m WHERE m.id = asked AND m.undo_until < now();
    IF one.undone_at IS NULL AND one.id IS NOT NULL THEN
        -- Or into which that was merged, and is forgotten already.
        keep := one.kept;
        WHILE keep IS NOT NULL AND NOT EXISTS (SELECT FROM bg.member m WHERE m.id = keep) LOOP
            keep := (SELECT p.merged_into FROM bg.person p WHERE p.id = keep);
        END LOOP;
        PERFORM bg.lock_merging(keep, one.absorbed);
        IF EXISTS (SELECT FROM bg.person p WHERE p.id = one.absorbed AND p.merged_into = one.kept) THEN
            PERFORM bg.unite_persons(keep, one.absorbed);
            PERFORM bg.forget_person(one.absorbed);
            UPDATE bg.person SET status = 'merged', merged_into = one.kept WHERE id = one.absorbed;
            INSERT INTO log.erasure (person) VALUES (one.absorbed) ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    DELETE FROM bg.merge m WHERE m.id = one.id;
    RETURN one.id IS NOT NULL;
END
$$;

-- As long as it can be undone, the other record is somebody else's: it is two again first. After that both go.
CREATE OR REPLACE FUNCTION bg.erase_person(erased uuid) RETURNS bool LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one uuid;
BEGIN
    IF current_setting('role') NOT IN ('none', 'bg_owner')
        AND erased IS DISTINCT FROM nullif(current_setting('braingain.person', true), '')::uuid THEN
        RAISE EXCEPTION 'only the person, or who runs the program for them, may have a record erased'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM bg.person WHERE erased IN (id, merged_into) OR id = (SELECT p.merged_into FROM bg.person p WHERE p.id = erased)
        ORDER BY id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM bg.person WHERE id = erased AND status <> 'erased') THEN
        RETURN false;
    END IF;
    FOR one IN SELECT m.id FROM bg.merge m WHERE erased IN (m.kept, m.absorbed) AND m.undone_at IS NULL ORDER BY m.at LOOP
        -- A restored backup may know of one whose term has ended since: what moved then moves again.
        IF NOT bg.part_persons(one) AND bg.own_person() IS NULL THEN
            PERFORM bg.end_merge(one);
        END IF;
    END LOOP;
    FOR one IN WITH RECURSIVE way AS (SELECT erased AS id UNION SELECT p.id FROM way JOIN bg.person p ON p.merged_into = way.id)
        SELECT w.id FROM way w ORDER BY w.id = erased DESC, w.id
    LOOP
        PERFORM bg.forget_person(one);
        DELETE FROM bg.merge WHERE one IN (kept, absorbed);
        INSERT INTO log.erasure (person) VALUES (one) ON CONFLICT DO NOTHING;
    END LOOP;
    RETURN true;
END
$$;

REVOKE ALL ON FUNCTION bg.tell_of_merge(bg.merge), bg.find_duplicates(bigint), bg.lock_consents(uuid), bg.part_persons(uuid),
    bg.separate_own(), bg.unite_persons(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.find_duplicates(bigint) TO bg_desk;
GRANT EXECUTE ON FUNCTION bg.lock_consents(uuid), bg.separate_own() TO bg_member;

RESET ROLE;
