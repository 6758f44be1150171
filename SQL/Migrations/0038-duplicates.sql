-- Somebody who is registered twice: staff are shown who may be one person, a lead whose desks both share with merges the two
-- records, and undoes it within thirty days. Until then the absorbed record rests as it was.
SET ROLE bg_owner;

ALTER TABLE bg.person ADD merged_into uuid REFERENCES bg.person,
    DROP CONSTRAINT person_status_check,
    ADD CONSTRAINT person_status_check CHECK (status IN ('live', 'restricted', 'merged', 'erased')),
    ADD CONSTRAINT person_merged_check CHECK ((status = 'merged') = (merged_into IS NOT NULL));
CREATE INDEX person_merged ON bg.person (merged_into) WHERE merged_into IS NOT NULL;
COMMENT ON COLUMN bg.person.merged_into IS 'The record that goes on; this one is neither matched nor shared, and the person''s alone.';
-- Whoever changes a person merges none, nor undoes it.
REVOKE UPDATE ON bg.person FROM bg_work;
GRANT UPDATE (name, latin_name, born_year, born_month, born_day, language, status) ON bg.person TO bg_work;

CREATE TABLE bg.merge (
    id           uuid PRIMARY KEY,
    kept         uuid NOT NULL REFERENCES bg.person,
    absorbed     uuid NOT NULL REFERENCES bg.person,
    organisation uuid NOT NULL REFERENCES bg.organisation,
    principal    uuid NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    undo_until   timestamptz NOT NULL DEFAULT now() + interval '30 days',
    undone_at    timestamptz,
    snapshot     jsonb,
    CHECK (kept <> absorbed),
    CHECK (undone_at BETWEEN at AND undo_until)
);
CREATE UNIQUE INDEX merge_standing ON bg.merge (absorbed) WHERE undone_at IS NULL;
CREATE INDEX merge_kept ON bg.merge (kept);
CREATE INDEX merge_organisation ON bg.merge (organisation, id);
COMMENT ON COLUMN bg.merge.organisation IS 'The desk whose lead it was, and who share with which undo it.';
COMMENT ON COLUMN bg.merge.snapshot IS 'What it changed, by identifiers: whatever else was before is still there. Null once undone.';

CREATE TABLE bg.told_apart (
    one       uuid NOT NULL REFERENCES bg.person ON DELETE CASCADE,
    other     uuid NOT NULL REFERENCES bg.person ON DELETE CASCADE,
    principal uuid NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (one, other),
    CHECK (one < other)
);
COMMENT ON TABLE bg.told_apart IS 'Whom somebody of the staff looked at, and found to be two.';

ALTER TABLE bg.merge ENABLE ROW LEVEL SECURITY;
ALTER TABLE bg.merge FORCE ROW LEVEL SECURITY;
ALTER TABLE bg.told_apart ENABLE ROW LEVEL SECURITY;
ALTER TABLE bg.told_apart FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON bg.merge TO bg_owner USING (true) WITH CHECK (true);
CREATE POLICY owner ON bg.told_apart TO bg_owner USING (true) WITH CHECK (true);
GRANT SELECT (id, kept, absorbed, organisation, at, undo_until, undone_at) ON bg.merge TO bg_desk;
CREATE POLICY select_bg_desk ON bg.merge FOR SELECT TO bg_desk
    USING (organisation = ANY((SELECT bg.own_organisations())::uuid[]));

DO $$
DECLARE
    watched record;
BEGIN
    FOR watched IN SELECT * FROM (VALUES
        ('bg.merge', 'merge', 'unnest(ARRAY[r.kept, r.absorbed])', 'id'),
        ('bg.told_apart', 'told_apart', 'unnest(ARRAY[r.one, r.other])', 'one, other')) AS w (name, kind, subject, same)
    LOOP
        EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_act(%L, %L, %L)',
            watched.name, watched.kind, watched.subject, watched.same);
        EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_act(%L, %L, %L)',
            watched.name, watched.kind, watched.subject, watched.same);
        EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION log.record_act(%L, %L, %L)',
            watched.name, watched.kind, watched.subject, watched.same);
    END LOOP;
END
$$;

-- The organisations that who asks is a lead of, and those below them.
CREATE FUNCTION bg.led_organisations() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT array_agg(o.id) FROM bg.membership s JOIN bg.account a ON a.id = s.account AND a.status = 'active'
        JOIN bg.organisation o ON o.path @> ARRAY[s.organisation]
    WHERE s.account = bg.own_key() AND s.lead
$$;

-- Words in any order and script, without case and accents; cut without a regular expression, which takes three times as long.
CREATE FUNCTION bg.name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = '' AS $$
    SELECT string_agg(word, ' ' ORDER BY word)
    FROM string_to_table(translate(public.unaccent('public.unaccent', lower(name)), '-_.,;:''’`"()/', '             '), ' ') AS word
    WHERE word <> ''
$$;

-- The days on which somebody may be born; null where nothing is stated.
CREATE FUNCTION bg.born_range(person bg.person) RETURNS daterange LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
    SELECT daterange(make_date(person.born_year, coalesce(person.born_month, 1), coalesce(person.born_day, 1)),
        (make_date(person.born_year, coalesce(person.born_month, 12), coalesce(person.born_day, 1))
            + CASE WHEN person.born_day IS NULL THEN interval '1 month' ELSE interval '1 day' END)::date)
    WHERE person.born_year IS NOT NULL
$$;

-- Pairs of the people who share with who asks: of the same name, not born at different times, and either surely born at the same
-- time or reached at the same address. Families share telephones, so that an address alone says nothing.
CREATE FUNCTION bg.find_duplicates(most bigint) RETURNS TABLE (one uuid, other uuid, birth bool, contact bool)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' SET jit = off AS $$
    WITH own AS MATERIALIZED (
        SELECT p.id, p.name, p.latin_name FROM bg.member m JOIN bg.person p ON p.id = m.id
        WHERE m.granted && bg.own_organisations() AND m.granted_until > now()
    ), alike AS MATERIALIZED (
        SELECT array_agg(n.id) AS ids
        FROM (SELECT o.id, bg.name_key(o.name) AS name FROM own o UNION SELECT o.id, bg.name_key(o.latin_name) FROM own o) n
        WHERE n.name IS NOT NULL GROUP BY n.name HAVING count(*) > 1
    ), pair AS MATERIALIZED (
        SELECT DISTINCT a.id AS one, b.id AS other FROM alike, unnest(alike.ids) AS a (id), unnest(alike.ids) AS b (id) WHERE b.id > a.id
    )
    SELECT p.one, p.other, coalesce(born.same, false), shared.contact
    FROM pair p
        CROSS JOIN LATERAL (SELECT bg.born_range(a) && bg.born_range(b) AS same FROM bg.person a, bg.person b
            WHERE a.id = p.one AND b.id = p.other) born
        CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM bg.person_contact c JOIN bg.person_contact d ON d.person = p.other
            AND d.kind = c.kind AND bg.folded_address(d.value) = bg.folded_address(c.value) WHERE c.person = p.one) AS contact) shared
    WHERE coalesce(born.same, shared.contact)
        AND NOT EXISTS (SELECT FROM bg.told_apart t WHERE t.one = p.one AND t.other = p.other)
    ORDER BY shared.contact DESC, p.one, p.other LIMIT most
$$;

CREATE FUNCTION bg.tell_apart(first uuid, second uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM FROM bg.member m WHERE m.id IN (first, second) AND m.granted && bg.own_organisations() AND m.granted_until > now()
        HAVING count(*) = 2;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    INSERT INTO bg.told_apart (one, other, principal) VALUES (least(first, second), greatest(first, second), bg.own_key())
        ON CONFLICT DO NOTHING;
END
$$;

-- Where somebody's record went, for that person, and for the desk that merged it: another one would hear whose card it saw.
-- Step by step, each by its key: a recursive query was planned to look through all members.
CREATE FUNCTION bg.find_kept(asked uuid) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    kept uuid := asked;
BEGIN
    LOOP
        kept := (SELECT p.merged_into FROM bg.person p WHERE p.id = kept);
        IF EXISTS (SELECT FROM bg.member m WHERE m.id = kept AND (m.id = bg.own_person()
                OR m.granted && bg.own_organisations() AND m.granted_until > now() AND EXISTS (SELECT FROM bg.merge g
                    WHERE g.absorbed = asked AND g.undone_at IS NULL AND g.organisation = ANY (bg.own_organisations())))) THEN
            RETURN kept;
        ELSIF kept IS NULL THEN
            RETURN NULL;
        END IF;
    END LOOP;
END
$$;

-- Whether this transaction merges or undoes it: what introductions are then is put together from what they were.
CREATE FUNCTION bg.is_merging() RETURNS bool LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT EXISTS (SELECT FROM bg.merge m WHERE m.xmin = pg_current_xact_id_if_assigned()::xid)
$$;
DROP TRIGGER check_introduction ON bg.introduction;
CREATE TRIGGER check_introduction BEFORE INSERT OR UPDATE ON bg.introduction FOR EACH ROW
    WHEN (NOT bg.is_merging()) EXECUTE FUNCTION bg.check_introduction();

-- Persons, members, mentors, ventures, introductions: in the order of everybody who locks several of them.
CREATE FUNCTION bg.lock_merging(keep uuid, absorb uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    two      uuid[] := ARRAY[keep, absorb];
    ventures uuid[];
BEGIN
    PERFORM FROM bg.person p WHERE p.id = ANY (two) ORDER BY p.id FOR UPDATE;
    PERFORM FROM bg.member m WHERE m.id = ANY (two) ORDER BY m.id FOR UPDATE;
    PERFORM FROM bg.mentor m WHERE m.id = ANY (two) OR m.id IN (SELECT i.mentor FROM bg.introduction i JOIN bg.founder f
        ON f.venture = i.venture AND f.person = ANY (two) WHERE i.ending IS NULL) ORDER BY m.id FOR NO KEY UPDATE;
    ventures := ARRAY(SELECT f.venture FROM bg.founder f WHERE f.person = ANY (two)
        UNION SELECT i.venture FROM bg.introduction i WHERE i.mentor = ANY (two));
    PERFORM FROM bg.venture v WHERE v.id = ANY (ventures) ORDER BY v.id FOR NO KEY UPDATE;
    PERFORM FROM bg.introduction i WHERE i.mentor = ANY (two) OR i.venture = ANY (ventures) ORDER BY i.id FOR NO KEY UPDATE;
END
$$;

-- A mentor's profile once more, for another mentor.
CREATE FUNCTION bg.copy_profile(original uuid, copy uuid, whose uuid) RETURNS void LANGUAGE sql SET search_path = '' AS $$
    INSERT INTO bg.criteria (id, side, modes, modes_must, places_must, period_from, period_until, hours_per_month, occupation, owner, kind)
        SELECT copy, side, modes, modes_must, places_must, period_from, period_until, hours_per_month, occupation, whose, kind
        FROM bg.criteria WHERE id = original;
    INSERT INTO bg.criteria_skill (criteria, position, text, concept, level, importance, must, basis, owner, kind)
        SELECT copy, position, text, concept, level, importance, must, basis, whose, kind FROM bg.criteria_skill WHERE criteria = original;
    INSERT INTO bg.criteria_sector (criteria, position, sector, importance, owner, kind)
        SELECT copy, position, sector, importance, whose, kind FROM bg.criteria_sector WHERE criteria = original;
    INSERT INTO bg.criteria_language (criteria, position, tag, cefr, must, owner, kind)
        SELECT copy, position, tag, cefr, must, whose, kind FROM bg.criteria_language WHERE criteria = original;
    INSERT INTO bg.criteria_place (criteria, position, country, region, owner, kind)
        SELECT copy, position, country, region, whose, kind FROM bg.criteria_place WHERE criteria = original;
$$;

-- The kept record has the ventures, introductions, places as a mentor and contests of both, and of the consents what both gave.
CREATE FUNCTION bg.merge_persons(asked uuid, keep uuid, absorb uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    led     uuid[] := bg.led_organisations();
    desk    uuid;
    before  jsonb;
    founded jsonb;
    moved   uuid[];
    spoken  uuid[];
    talked  uuid[];
    added   uuid[];
    theirs  bg.mentor;
    made    uuid;
    room    int;
BEGIN
    PERFORM bg.lock_merging(keep, absorb);
    SELECT g.id INTO desk FROM bg.member k, bg.member a, unnest(k.granted) AS g (id)
    WHERE k.id = keep AND a.id = absorb AND keep <> absorb AND k.granted_until > now() AND a.granted_until > now()
        AND g.id = ANY (led) AND a.granted && led
    ORDER BY g.id = ANY (a.granted) DESC, g.id LIMIT 1;
    IF desk IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    INSERT INTO bg.merge (id, kept, absorbed, organisation, principal) VALUES (asked, keep, absorb, desk, bg.own_key());
    founded := (SELECT coalesce(jsonb_agg(jsonb_build_object('venture', f.venture, 'person', f.person, 'lead', f.lead)), '[]')
        FROM bg.founder f WHERE f.person IN (keep, absorb)
            AND EXISTS (SELECT FROM bg.founder a WHERE a.venture = f.venture AND a.person = absorb));
    before := jsonb_build_object('founded', founded, 'open', ARRAY(SELECT i.id FROM bg.introduction i WHERE i.ending IS NULL
        AND (i.mentor IN (keep, absorb) OR i.venture IN (SELECT f.venture FROM bg.founder f WHERE f.person IN (keep, absorb)))));

    WITH gone AS (DELETE FROM bg.founder f WHERE f.person = absorb RETURNING f.venture, f.lead)
    INSERT INTO bg.founder AS f (venture, person, lead) SELECT g.venture, keep, g.lead FROM gone g WHERE NOT g.lead
    ON CONFLICT DO NOTHING;
    -- A venture has one lead at a time, so that this comes after the other has gone.
    INSERT INTO bg.founder AS f (venture, person, lead)
        SELECT (w->>'venture')::uuid, keep, true FROM jsonb_array_elements(founded) AS w WHERE w->>'person' = absorb::text AND (w->'lead')::bool
    ON CONFLICT (venture, person) DO UPDATE SET lead = true;
    UPDATE bg.venture SET version = version + 1, updated_at = now()
        WHERE id IN (SELECT (w->>'venture')::uuid FROM jsonb_array_elements(founded) AS w);

    -- Nobody mentors the own venture, nor one venture twice: what is further goes on.
    UPDATE bg.introduction i SET ending = 'void', ended_at = now(), end_reason = 'self_match'
        WHERE i.ending IS NULL AND i.mentor IN (keep, absorb)
            AND EXISTS (SELECT FROM bg.founder f WHERE f.venture = i.venture AND f.person = keep);
    UPDATE bg.introduction i SET ending = 'void', ended_at = now(), end_reason = 'merged'
        WHERE i.ending IS NULL AND i.mentor IN (keep, absorb) AND EXISTS (SELECT FROM bg.introduction o
            WHERE o.venture = i.venture AND o.ending IS NULL AND o.mentor IN (keep, absorb)
                AND (o.state = 'active', o.holds, o.mentor = keep) > (i.state = 'active', i.holds, i.mentor = keep));
    SELECT * INTO theirs FROM bg.mentor WHERE id = absorb;
    IF FOUND THEN
        room := (SELECT m.capacity FROM bg.mentor m WHERE m.id = keep);
        IF room IS NULL THEN
            made := gen_random_uuid();
            PERFORM bg.copy_profile(theirs.profile, made, keep);
            INSERT INTO bg.mentor (id, headline, profile, capacity, held, reply_days, desks, status)
                VALUES (keep, theirs.headline, made, theirs.capacity, theirs.held, theirs.reply_days, theirs.desks, theirs.status);
        ELSE
            UPDATE bg.mentor SET capacity = greatest(capacity, theirs.capacity), held = least(99, held + theirs.held),
                version = version + 1, updated_at = now() WHERE id = keep;
        END IF;
    END IF;
    before := before || jsonb_build_object('made', made, 'room', room, 'held', (SELECT count(*) FROM bg.introduction i
        WHERE i.mentor = absorb AND i.holds));
    WITH changed AS (UPDATE bg.introduction SET mentor = keep WHERE mentor = absorb RETURNING id)
        SELECT array_agg(id) INTO moved FROM changed;
    before := before || jsonb_build_object('moved', moved);
    WITH changed AS (UPDATE bg.introduction SET accepted_by = keep WHERE accepted_by = absorb RETURNING id)
        SELECT array_agg(id) INTO spoken FROM changed;
    WITH changed AS (UPDATE bg.contest c SET person = keep WHERE c.person = absorb AND NOT EXISTS (SELECT FROM bg.contest k
            WHERE k.person = keep AND (k.log = c.log OR k.offer = c.offer)) RETURNING id)
        SELECT array_agg(id) INTO talked FROM changed;

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
        INSERT INTO bg.consent_withdrawal (consent, at) SELECT id, now() FROM less
    ), shorter AS (
        INSERT INTO bg.consent (id, person, purpose, text_version, language, channel, given_at, organisation, until)
        SELECT gen_random_uuid(), keep, purpose, text_version, language, channel, given_at, organisation, other_ends FROM less
        WHERE other_ends IS NOT NULL RETURNING id
    )
    SELECT array_agg(id) INTO added FROM shorter;
    UPDATE bg.person SET status = 'merged', merged_into = keep WHERE id = absorb;
    UPDATE bg.merge SET snapshot = before || jsonb_build_object('accepted', spoken, 'contests', talked, 'added', added) WHERE id = asked;

    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT DISTINCT ON (bg.folded_address(c.value)) 'email', c.value, 'BrainGain: two records are one now',
        'A desk that you share with found two records to be yours, and made them one. If one of them is somebody else''s, write to the desk until '
            || to_char(now() + interval '30 days', 'YYYY-MM-DD') || ': it can be undone.', now() + interval '7 days'
    FROM bg.person_contact c WHERE c.person IN (keep, absorb) AND c.kind = 'email';
END
$$;

-- Whatever the merge changed is as it was, but for what was changed since.
CREATE FUNCTION bg.undo_merge(asked uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one      bg.merge;
    ventures uuid[];
    moved    uuid[];
    given    int;
    again    uuid;
BEGIN
    SELECT * INTO one FROM bg.merge m WHERE m.id = asked AND m.organisation = ANY (bg.led_organisations());
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    PERFORM bg.lock_merging(one.kept, one.absorbed);
    SELECT * INTO one FROM bg.merge m WHERE m.id = asked AND m.undone_at IS NULL AND m.undo_until > now()
        AND EXISTS (SELECT FROM bg.person p WHERE p.id = m.absorbed AND p.merged_into = m.kept)
        AND EXISTS (SELECT FROM bg.person p WHERE p.id = m.kept AND p.status IN ('live', 'restricted'));
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'merge_conflict';
    END IF;
    UPDATE bg.merge SET undone_at = now(), snapshot = NULL WHERE id = asked;

    ventures := ARRAY(SELECT f.venture FROM bg.founder f WHERE f.person = one.kept
        AND f.venture IN (SELECT (w->>'venture')::uuid FROM jsonb_array_elements(one.snapshot->'founded') AS w));
    DELETE FROM bg.founder f WHERE f.person = one.kept AND f.venture = ANY (ventures);
    INSERT INTO bg.founder (venture, person, lead)
        SELECT w.venture, w.person, w.lead AND NOT EXISTS (SELECT FROM bg.founder o WHERE o.venture = w.venture AND o.lead)
        FROM jsonb_to_recordset(one.snapshot->'founded') AS w (venture uuid, person uuid, lead bool) WHERE w.venture = ANY (ventures)
    ON CONFLICT DO NOTHING;
    UPDATE bg.venture SET version = version + 1, updated_at = now() WHERE id = ANY (ventures);

    DELETE FROM bg.consent_withdrawal w USING bg.consent c WHERE c.id = w.consent AND c.person = one.kept AND w.at = one.at;
    DELETE FROM bg.consent c WHERE c.id::text IN (SELECT jsonb_array_elements_text(nullif(one.snapshot->'added', 'null')));
    UPDATE bg.person p SET status = CASE p.id WHEN one.absorbed THEN 'live' ELSE p.status END, merged_into = NULL
        WHERE p.id IN (one.kept, one.absorbed);
    UPDATE bg.contest c SET person = one.absorbed
        WHERE c.id::text IN (SELECT jsonb_array_elements_text(nullif(one.snapshot->'contests', 'null'))) AND c.person = one.kept;

    moved := ARRAY(SELECT i.id FROM bg.introduction i
        WHERE i.id::text IN (SELECT jsonb_array_elements_text(nullif(one.snapshot->'moved', 'null'))) AND i.mentor = one.kept);
    UPDATE bg.introduction i SET accepted_by = one.absorbed
        WHERE i.id::text IN (SELECT jsonb_array_elements_text(nullif(one.snapshot->'accepted', 'null'))) AND i.accepted_by = one.kept;
    -- The places that ended meanwhile were given back to the kept mentor.
    UPDATE bg.mentor SET version = version + 1, updated_at = now(), held = greatest(0, held - (one.snapshot->>'held')::int
            + (SELECT count(*) FROM bg.introduction i WHERE i.id = ANY (moved) AND i.holds))
        WHERE id = one.absorbed RETURNING held INTO given;
    UPDATE bg.introduction SET mentor = one.absorbed WHERE id = ANY (moved);
    UPDATE bg.mentor m SET held = greatest(0, m.held - given), version = m.version + 1, updated_at = now(),
            capacity = CASE WHEN m.capacity = greatest(a.capacity, (one.snapshot->>'room')::int) THEN coalesce((one.snapshot->>'room')::int, m.capacity)
                ELSE m.capacity END
        FROM bg.mentor a WHERE m.id = one.kept AND a.id = one.absorbed;
    -- Who became a mentor by the merge is none, unless introduced as one since.
    again := (one.snapshot->>'made')::uuid;
    IF again IS NOT NULL AND EXISTS (SELECT FROM bg.introduction i WHERE i.mentor = one.kept) THEN
        UPDATE bg.mentor SET status = 'retired' WHERE id = one.kept;
    ELSIF again IS NOT NULL THEN
        DELETE FROM bg.mentor WHERE id = one.kept AND profile = again;
        DELETE FROM bg.criteria WHERE id = again;
    END IF;
    -- What it ended goes on where there is still a place for it.
    FOR again IN SELECT i.id FROM bg.introduction i JOIN bg.member m ON m.id = i.mentor AND m.matched AND m.status = 'live'
            JOIN bg.venture v ON v.id = i.venture AND v.status = 'incubated'
        WHERE i.id::text IN (SELECT jsonb_array_elements_text(one.snapshot->'open')) AND i.ended_at = one.at ORDER BY i.id
    LOOP
        BEGIN
            UPDATE bg.introduction SET ending = NULL, ended_at = NULL, end_reason = NULL WHERE id = again;
        EXCEPTION WHEN SQLSTATE 'BG001' OR SQLSTATE 'BG007' OR unique_violation THEN
            NULL;
        END;
    END LOOP;
END
$$;

-- Who withdraws what a merge had withdrawn says so for good: to undo the merge does not give it back.
CREATE FUNCTION bg.heed_withdrawal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE bg.consent_withdrawal w SET at = NEW.at FROM bg.consent c
    WHERE w.consent = NEW.consent AND c.id = NEW.consent AND w.at <> NEW.at
        AND EXISTS (SELECT FROM bg.merge m WHERE m.kept = c.person AND m.at = w.at AND m.undone_at IS NULL);
    RETURN NEW;
END
$$;
CREATE TRIGGER heed_withdrawal BEFORE INSERT ON bg.consent_withdrawal FOR EACH ROW EXECUTE FUNCTION bg.heed_withdrawal();

-- Everything that is kept of one person goes but the row that says who it was.
CREATE FUNCTION bg.forget_person(gone uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
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

-- With somebody the records go that were merged into theirs.
CREATE OR REPLACE FUNCTION bg.erase_person(erased uuid) RETURNS bool LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one uuid;
BEGIN
    IF current_setting('role') NOT IN ('none', 'bg_owner')
        AND erased IS DISTINCT FROM nullif(current_setting('braingain.person', true), '')::uuid THEN
        RAISE EXCEPTION 'only the person, or who runs the program for them, may have a record erased'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM bg.person WHERE id = erased OR merged_into = erased ORDER BY id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM bg.person WHERE id = erased AND status <> 'erased') THEN
        RETURN false;
    END IF;
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

-- What can be undone no more is forgotten as if it had been erased, but for the way to the record that goes on.
CREATE FUNCTION bg.end_merge(asked uuid) RETURNS bool LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one bg.merge;
BEGIN
    SELECT * INTO one FROM bg.merge m WHERE m.id = asked AND m.undo_until < now();
    IF one.undone_at IS NULL AND one.id IS NOT NULL THEN
        PERFORM FROM bg.person p WHERE p.id IN (one.kept, one.absorbed) ORDER BY p.id FOR UPDATE;
        IF EXISTS (SELECT FROM bg.person p WHERE p.id = one.absorbed AND p.merged_into = one.kept) THEN
            PERFORM bg.forget_person(one.absorbed);
            UPDATE bg.person SET status = 'merged', merged_into = one.kept WHERE id = one.absorbed;
        END IF;
    END IF;
    DELETE FROM bg.merge m WHERE m.id = one.id;
    RETURN one.id IS NOT NULL;
END
$$;

-- What of this speaks of a person, for that person.
CREATE FUNCTION bg.own_merges() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT jsonb_build_object(
        'merges', (SELECT coalesce(jsonb_agg(jsonb_build_object('as', CASE WHEN m.kept = me.id THEN 'kept' ELSE 'absorbed' END,
                'desk', m.organisation, 'at', bg.written(m.at), 'undo_until', bg.written(m.undo_until), 'undone_at', bg.written(m.undone_at))
                ORDER BY m.at), '[]')
            FROM bg.merge m WHERE me.id IN (m.kept, m.absorbed)),
        'told_apart', (SELECT coalesce(jsonb_agg(bg.written(t.at) ORDER BY t.at), '[]') FROM bg.told_apart t WHERE me.id IN (t.one, t.other)))
    FROM (SELECT bg.own_person() AS id) me
$$;

-- Whoever shares an address with the record that goes on signs in to that.
GRANT SELECT (id, merged_into) ON bg.person TO bg_sign_in;
CREATE POLICY select_bg_sign_in ON bg.person FOR SELECT TO bg_sign_in USING (merged_into IS NOT NULL);

REVOKE ALL ON FUNCTION bg.born_range(bg.person) FROM PUBLIC;
REVOKE ALL ON FUNCTION bg.led_organisations(), bg.find_duplicates(bigint), bg.tell_apart(uuid, uuid), bg.find_kept(uuid), bg.is_merging(),
    bg.lock_merging(uuid, uuid), bg.copy_profile(uuid, uuid, uuid), bg.merge_persons(uuid, uuid, uuid), bg.undo_merge(uuid),
    bg.heed_withdrawal(), bg.forget_person(uuid), bg.end_merge(uuid), bg.own_merges() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.led_organisations(), bg.find_duplicates(bigint), bg.tell_apart(uuid, uuid),
    bg.merge_persons(uuid, uuid, uuid), bg.undo_merge(uuid) TO bg_desk;
GRANT EXECUTE ON FUNCTION bg.find_kept(uuid), bg.is_merging() TO bg_member, bg_desk;
GRANT EXECUTE ON FUNCTION bg.own_merges() TO bg_member;

RESET ROLE;
