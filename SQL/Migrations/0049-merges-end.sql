-- When the term of a merge is over, what is left of the absorbed record becomes the kept one's. Consents become what both gave then, and
-- not before; but no accepted place is lost because one of two records had not agreed. Who is erased, and who was united with
-- another, is told apart, so that a restored backup repeats either as it was.
SET ROLE bg_owner;

ALTER TABLE log.erasure ADD united_into uuid;
COMMENT ON COLUMN log.erasure.united_into IS 'The record that goes on, where two became one; null where somebody was erased.';

-- An erasure forgets what waits for an address that nobody else has.
CREATE OR REPLACE FUNCTION bg.forget_person(gone uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    sides uuid[] := ARRAY(SELECT profile FROM bg.member WHERE id = gone UNION SELECT wish FROM bg.member WHERE id = gone
        UNION SELECT profile FROM bg.mentor WHERE id = gone);
    words text[] := ARRAY(SELECT text FROM bg.criteria_skill WHERE criteria = ANY (sides) AND concept IS NULL);
BEGIN
    -- Whoever proposes them at this moment is waited for, and whoever accepts.
    PERFORM FROM bg.member WHERE id = gone FOR UPDATE;
    PERFORM FROM bg.mentor m WHERE m.id = gone OR m.id IN (SELECT i.mentor FROM bg.introduction i
        JOIN bg.founder f ON f.venture = i.venture AND f.person = gone WHERE i.ending IS NULL) ORDER BY m.id FOR NO KEY UPDATE;
    -- What was agreed with them stays as an end, without them; a venture that nobody is left of agrees to nothing.
    UPDATE bg.introduction SET ending = 'closed', ended_at = now(), end_reason = 'venture_left'
        WHERE ending IS NULL AND venture IN (SELECT f.venture FROM bg.founder f WHERE f.person = gone
            AND NOT EXISTS (SELECT FROM bg.founder o WHERE o.venture = f.venture AND o.person <> gone));
    UPDATE bg.introduction SET note = NULL, reason = NULL
        WHERE venture IN (SELECT f.venture FROM bg.founder f WHERE f.person = gone);
    UPDATE bg.introduction SET ending = 'closed', ended_at = now(), end_reason = 'consent_withdrawn'
        WHERE mentor = gone AND ending IS NULL;
    UPDATE bg.introduction SET mentor = NULL, note = NULL, reason = NULL WHERE mentor = gone;
    UPDATE bg.introduction SET accepted_by = NULL WHERE accepted_by = gone;
    DELETE FROM bg.mentor WHERE id = gone;
    DELETE FROM bg.member WHERE id = gone;
    DELETE FROM bg.criteria WHERE id = ANY (sides);
    -- Words that a curator has mapped are the taxonomy's by now; what waits as this person wrote it goes.
    DELETE FROM ref.unmapped u WHERE u.status = 'waiting' AND u.text = ANY (words)
        AND NOT EXISTS (SELECT FROM bg.criteria_skill s WHERE s.text = u.text AND s.concept IS NULL);
    -- Answers that are kept for a repetition of the request, theirs and those about them.
    DELETE FROM log.idempotency WHERE caller IN (SELECT id FROM bg.api_key WHERE person = gone)
        OR position(convert_to(gone::text, 'UTF8') IN body) > 0;
    DELETE FROM bg.founder WHERE person = gone;
    -- An address that somebody else has, too, is theirs to be told at.
    DELETE FROM bg.person_contact c WHERE c.person = gone AND c.kind IN ('email', 'phone') AND EXISTS (SELECT FROM bg.person_contact o
        WHERE o.person <> gone AND o.kind IN ('email', 'phone') AND bg.folded_address(o.value) = bg.folded_address(c.value));
    DELETE FROM log.outbox o USING bg.person_contact c
        WHERE c.person = gone AND bg.folded_address(o.address) = bg.folded_address(c.value);
    DELETE FROM log.one_time_code o USING bg.person_contact c
        WHERE c.person = gone AND o.address = sha256(convert_to(bg.folded_address(c.value), 'UTF8'));
    DELETE FROM log.outbox WHERE position(gone::text IN body) > 0;
    DELETE FROM bg.break_glass WHERE person = gone;
    DELETE FROM bg.session WHERE person = gone;
    DELETE FROM bg.person_contact WHERE person = gone;
    DELETE FROM bg.person_equality WHERE person = gone;
    DELETE FROM bg.person_origin WHERE person = gone;
    DELETE FROM bg.person_residence WHERE person = gone;
    DELETE FROM bg.consent WHERE person = gone;
    DELETE FROM bg.api_key WHERE person = gone;
    DELETE FROM bg.told_apart WHERE gone IN (one, other);
    UPDATE bg.person SET name = '–', latin_name = NULL, born_year = NULL, born_month = NULL, born_day = NULL,
        language = NULL, status = 'erased', merged_into = NULL, created_at = now() WHERE id = gone;
END
$$;

-- What both gave stands, for as long as both did; and the consents that an accepted application rests on, whichever gave them.
CREATE FUNCTION bg.unite_consents(keep uuid, absorb uuid) RETURNS void LANGUAGE sql SET search_path = '' AS $$
    WITH standing AS (
        SELECT c.*, coalesce(c.until, 'infinity') AS ends FROM bg.consent c
        WHERE c.person IN (keep, absorb) AND (c.until IS NULL OR c.until > now())
            AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)
    ), accepted AS (
        SELECT * FROM bg.application a WHERE a.person = keep AND a.accepted_at IS NOT NULL AND a.ending IS NULL
    ), less AS (
        SELECT k.*, o.ends AS other_ends FROM standing k CROSS JOIN LATERAL (SELECT max(a.ends) AS ends FROM standing a
            WHERE a.person = absorb AND a.purpose = k.purpose AND a.organisation IS NOT DISTINCT FROM k.organisation) o
        WHERE k.person = keep AND (o.ends IS NULL OR o.ends < k.ends) AND NOT EXISTS (SELECT FROM accepted a WHERE
            k.purpose = 'share_with_partner' AND a.organisation = k.organisation
            OR k.purpose = 'contact' AND a.merged IS NULL AND 'contact' = ANY (a.shared))
    ), gone AS (
        INSERT INTO bg.consent_withdrawal (consent, at) SELECT id, now() FROM less
    )
    INSERT INTO bg.consent (id, person, purpose, text_version, language, channel, given_at, organisation, until)
    SELECT gen_random_uuid(), keep, purpose, text_version, language, channel, given_at, organisation, other_ends FROM less
    WHERE other_ends IS NOT NULL
    UNION ALL
    SELECT gen_random_uuid(), keep, purpose, text_version, language, channel, given_at, organisation, until FROM standing a
    WHERE a.person = absorb AND a.purpose = 'share_with_partner'
        AND EXISTS (SELECT FROM accepted p WHERE p.organisation = a.organisation)
        AND NOT EXISTS (SELECT FROM standing k WHERE k.person = keep AND k.purpose = a.purpose AND k.organisation = a.organisation)
$$;

-- What one record is for others the other is from now on; it says no yes that was said for the first, but what is accepted goes on.
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
    PERFORM bg.unite_consents(keep, absorb);
    UPDATE bg.introduction i SET ending = 'closed', ended_at = now(), end_reason = 'consent_withdrawn'
        WHERE i.mentor = keep AND i.ending IS NULL AND i.state <> 'active'
            AND NOT EXISTS (SELECT FROM bg.member m WHERE m.id = keep AND m.matched);
    PERFORM bg.leave_applications(keep);
END
$$;

-- The rest is forgotten as if it had been erased, but for the way to the record that goes on. False without one.
CREATE FUNCTION bg.become_one(kept uuid, absorb uuid) RETURNS bool LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    keep uuid := kept;
BEGIN
    -- Or into which that was merged, and is forgotten already.
    WHILE keep IS NOT NULL AND NOT EXISTS (SELECT FROM bg.member m WHERE m.id = keep) LOOP
        keep := (SELECT p.merged_into FROM bg.person p WHERE p.id = keep);
    END LOOP;
    IF keep IS NULL OR keep = absorb THEN
        RETURN false;
    END IF;
    PERFORM bg.lock_merging(keep, absorb);
    PERFORM set_config('braingain.uniting', keep::text, true);
    PERFORM bg.unite_persons(keep, absorb);
    PERFORM set_config('braingain.uniting', '', true);
    PERFORM bg.forget_person(absorb);
    UPDATE bg.person SET status = 'merged', merged_into = kept WHERE id = absorb;
    INSERT INTO log.erasure (person, united_into) VALUES (absorb, kept) ON CONFLICT DO NOTHING;
    RETURN true;
END
$$;

-- What can be undone no more is one.
CREATE OR REPLACE FUNCTION bg.end_merge(asked uuid) RETURNS bool LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one bg.merge;
BEGIN
    SELECT * INTO one FROM bg.merge m WHERE m.id = asked AND m.undo_until < now();
    IF one.undone_at IS NULL AND one.id IS NOT NULL THEN
        PERFORM FROM bg.person p WHERE p.id IN (one.kept, one.absorbed) ORDER BY p.id FOR UPDATE;
        IF EXISTS (SELECT FROM bg.person p WHERE p.id = one.absorbed AND p.merged_into = one.kept) THEN
            PERFORM bg.become_one(one.kept, one.absorbed);
        END IF;
    END IF;
    DELETE FROM bg.merge m WHERE m.id = one.id;
    RETURN one.id IS NOT NULL;
END
$$;

-- What had become one does so again in a backup from before; where the other is not there, it is forgotten alone.
CREATE FUNCTION bg.repeat_union(absorb uuid, kept uuid) RETURNS bool LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one uuid;
BEGIN
    PERFORM FROM bg.person p WHERE p.id IN (absorb, kept) ORDER BY p.id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM bg.member m WHERE m.id = absorb) THEN
        RETURN false;
    END IF;
    FOR one IN SELECT m.id FROM bg.merge m WHERE m.absorbed = absorb AND m.kept <> repeat_union.kept AND m.undone_at IS NULL LOOP
        PERFORM bg.part_persons(one);
    END LOOP;
    IF NOT bg.become_one(kept, absorb) THEN
        RETURN bg.erase_person(absorb);
    END IF;
    DELETE FROM bg.merge m WHERE m.absorbed = absorb AND m.undone_at IS NULL;
    RETURN true;
END
$$;

-- As long as two are not one, the other record is somebody else's: it is two again first. After that both go.
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
    -- Nor does who was merged into a record go that has become this one since.
    FOR one IN SELECT m.id FROM bg.merge m WHERE m.undone_at IS NULL AND (erased IN (m.kept, m.absorbed)
            OR m.kept IN (SELECT bg.records_of(erased)) AND NOT EXISTS (SELECT FROM bg.member k WHERE k.id = m.kept)) ORDER BY m.at LOOP
        PERFORM bg.part_persons(one);
    END LOOP;
    FOR one IN SELECT r.id FROM bg.records_of(erased) AS r (id) ORDER BY r.id = erased DESC, r.id LOOP
        PERFORM bg.forget_person(one);
        DELETE FROM bg.merge WHERE one IN (kept, absorbed);
        INSERT INTO log.erasure (person) VALUES (one) ON CONFLICT DO NOTHING;
    END LOOP;
    RETURN true;
END
$$;

-- Who was told that something ended is told that it goes on, as it does when a merge is undone.
CREATE OR REPLACE FUNCTION bg.tell_of_introduction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me      uuid := bg.own_person();
    again   bool := TG_OP = 'UPDATE' AND OLD.ending IS NOT NULL AND NEW.ending IS NULL;
    subject text;
    body    text;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.state = OLD.state OR OLD.ending IS NOT NULL AND NOT again) THEN
        RETURN NULL;
    ELSIF TG_OP = 'INSERT' THEN
        subject := 'BrainGain: you are proposed to a venture';
        body := 'A desk proposes you as a mentor. Sign in to read what the venture needs, and answer until '
            || to_char(NEW.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') || '.';
    ELSIF again THEN
        subject := 'BrainGain: an introduction goes on';
        body := 'An introduction of yours that had ended goes on. Sign in to read how it stands.';
    ELSIF NEW.state = 'active' THEN
        subject := 'BrainGain: an introduction was accepted';
        body := 'Both sides have accepted. Sign in to read how to reach one another.';
    ELSIF NEW.ending IS NOT NULL THEN
        subject := 'BrainGain: an introduction has ended';
        body := 'An introduction of yours has ended.';
    ELSE
        subject := 'BrainGain: an introduction waits for you';
        body := 'The other side has accepted. Sign in, and answer until '
            || to_char(NEW.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') || '.';
    END IF;
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT c.kind, c.value, subject, body, greatest(NEW.expires_at, now() + interval '7 days')
    FROM bg.person_contact c
    WHERE c.kind = 'email' AND (again OR c.person IS DISTINCT FROM me) AND (c.person = NEW.mentor
        OR TG_OP = 'UPDATE' AND c.person IN (SELECT f.person FROM bg.founder f WHERE f.venture = NEW.venture));
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION bg.tell_of_application() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    again   bool := OLD.ending IS NOT NULL AND NEW.ending IS NULL;
    subject text;
    body    text;
BEGIN
    IF NEW.state = OLD.state OR OLD.ending IS NOT NULL AND NOT again THEN
        RETURN NULL;
    ELSIF again THEN
        subject := 'BrainGain: an application goes on';
        body := 'An application of yours that had ended goes on. Sign in to read how it stands.';
    ELSIF NEW.ending IS NOT NULL THEN
        subject := 'BrainGain: an application has ended';
        body := 'An application of yours has ended. Sign in to read why, and which other offers are open.';
    ELSIF NEW.state = 'offered' THEN
        subject := 'BrainGain: you are offered a place';
        body := 'An application of yours was successful. Sign in, and answer until '
            || to_char(NEW.respond_by AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') || '.';
    ELSIF NEW.state IN ('shortlisted', 'interview') THEN
        subject := 'BrainGain: an application goes on';
        body := 'An application of yours has come a step further. Sign in to read how it stands.';
    ELSE
        RETURN NULL;
    END IF;
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT c.kind, c.value, subject, body, greatest(NEW.respond_by, now() + interval '7 days')
    FROM bg.person_contact c
    WHERE c.kind = 'email' AND c.person = NEW.person AND (again OR c.person IS DISTINCT FROM bg.own_person());
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION bg.unite_consents(uuid, uuid), bg.unite_persons(uuid, uuid), bg.become_one(uuid, uuid),
    bg.repeat_union(uuid, uuid) FROM PUBLIC;

RESET ROLE;
