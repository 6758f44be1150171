-- A member applies to an offer, and shows whoever makes it what the member chooses to show and nothing else. The database keeps
-- the places of an offer: of fifty who accept the last one at once, one gets it.
SET ROLE bg_owner;

CREATE TABLE bg.application (
    id             uuid PRIMARY KEY,
    offer          uuid NOT NULL REFERENCES bg.offer,
    person         uuid REFERENCES bg.person,
    merged         uuid REFERENCES bg.person,
    organisation   uuid NOT NULL REFERENCES bg.organisation,
    shared         text[] NOT NULL DEFAULT '{}'
        CHECK (shared <@ '{name,headline,residences,skills,sectors,languages,contact}'),
    attestations   jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(attestations) = 'object'),
    rule_version   smallint CHECK (rule_version > 0),
    created_at     timestamptz NOT NULL DEFAULT now(),
    submitted_at   timestamptz,
    late           bool NOT NULL DEFAULT false,
    shortlisted_at timestamptz,
    interview_at   timestamptz,
    offered_at     timestamptz,
    respond_by     timestamptz,
    accepted_at    timestamptz,
    placed_at      timestamptz,
    ending         text CHECK (ending IN ('rejected', 'withdrawn', 'lapsed')),
    ended_at       timestamptz,
    end_reason     text CHECK (end_reason ~ '^[a-z_]{1,40}$'),
    holds          bool NOT NULL GENERATED ALWAYS AS (accepted_at IS NOT NULL AND ending IS NULL) STORED,
    state          text NOT NULL GENERATED ALWAYS AS (CASE
        WHEN ending IS NOT NULL THEN ending
        WHEN placed_at IS NOT NULL THEN 'placed'
        WHEN accepted_at IS NOT NULL THEN 'accepted'
        WHEN offered_at IS NOT NULL THEN 'offered'
        WHEN interview_at IS NOT NULL THEN 'interview'
        WHEN shortlisted_at IS NOT NULL THEN 'shortlisted'
        WHEN submitted_at IS NOT NULL THEN 'submitted'
        ELSE 'draft' END) STORED,
    CONSTRAINT application_ended_check CHECK (num_nonnulls(ending, ended_at, end_reason) IN (0, 3)),
    CONSTRAINT application_draft_check CHECK (submitted_at IS NOT NULL OR num_nonnulls(shortlisted_at, interview_at, offered_at) = 0),
    CONSTRAINT application_offered_check CHECK ((offered_at IS NULL) = (respond_by IS NULL)),
    CONSTRAINT application_accepted_check CHECK (accepted_at IS NULL OR offered_at IS NOT NULL),
    CONSTRAINT application_placed_check CHECK (placed_at IS NULL OR accepted_at IS NOT NULL AND ending IS NULL),
    CONSTRAINT application_person_check CHECK (person IS NOT NULL OR ending IS NOT NULL OR placed_at IS NOT NULL)
);
CREATE UNIQUE INDEX application_open ON bg.application (offer, person) WHERE ending IS NULL;
CREATE INDEX application_person ON bg.application (person, id);
CREATE INDEX application_merged ON bg.application (merged) WHERE merged IS NOT NULL;
CREATE INDEX application_organisation ON bg.application (organisation, id);
CREATE INDEX application_respond_by ON bg.application (respond_by) WHERE ending IS NULL AND accepted_at IS NULL;
COMMENT ON COLUMN bg.application.person IS 'Null once the applicant is erased.';
COMMENT ON COLUMN bg.application.merged IS 'Whose it was first, before that record was merged into the applicant''s, or into one that was.';
COMMENT ON COLUMN bg.application.organisation IS 'Who made the offer when it was applied to: with whom the applicant shares.';
COMMENT ON COLUMN bg.application.rule_version IS 'Of the offer''s rules, which judged it; null where none were in force.';
COMMENT ON COLUMN bg.application.late IS 'Whether it was a draft when the offer closed, and was sent within the quarter of an hour after.';

-- Whoever changes an offer does not change how many places are taken: the applications do.
REVOKE UPDATE ON bg.offer FROM bg_work;
GRANT UPDATE (organisation, centre, kind, title, places, opens_at, closes_at, zone, status, committed_places, version, updated_at)
    ON bg.offer TO bg_work;

GRANT SELECT ON bg.application TO bg_member, bg_desk, bg_partner;
GRANT INSERT (id, offer, person, shared, attestations, rule_version, submitted_at),
    UPDATE (shared, attestations, rule_version, submitted_at, accepted_at, ending, ended_at, end_reason) ON bg.application TO bg_member;
GRANT UPDATE (shortlisted_at, interview_at, offered_at, respond_by, placed_at, ending, ended_at, end_reason) ON bg.application TO bg_partner;

ALTER TABLE bg.application ENABLE ROW LEVEL SECURITY;
ALTER TABLE bg.application FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON bg.application TO bg_owner USING (true) WITH CHECK (true);
CREATE POLICY select_bg_member ON bg.application FOR SELECT TO bg_member USING (person = (SELECT bg.own_person()));
CREATE POLICY insert_bg_member ON bg.application FOR INSERT TO bg_member WITH CHECK (person = (SELECT bg.own_person()));
CREATE POLICY update_bg_member ON bg.application FOR UPDATE TO bg_member
    USING (person = (SELECT bg.own_person())) WITH CHECK (person = (SELECT bg.own_person()));
-- A draft is the applicant's alone.
CREATE POLICY select_bg_partner ON bg.application FOR SELECT TO bg_partner
    USING (submitted_at IS NOT NULL AND organisation = ANY((SELECT bg.own_organisations())::uuid[]));
CREATE POLICY update_bg_partner ON bg.application FOR UPDATE TO bg_partner
    USING (submitted_at IS NOT NULL AND organisation = ANY((SELECT bg.own_organisations())::uuid[]))
    WITH CHECK (organisation = ANY((SELECT bg.own_organisations())::uuid[]));
CREATE POLICY select_bg_desk ON bg.application FOR SELECT TO bg_desk
    USING (submitted_at IS NOT NULL AND (SELECT m.granted && (SELECT bg.own_organisations()) AND m.granted_until > (SELECT now())
        FROM bg.member m WHERE m.id = person));

-- Whether a person shares with whoever makes an offer, at this moment.
CREATE FUNCTION bg.shares_with_partner(applicant uuid, partner uuid) RETURNS bool LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT EXISTS (SELECT FROM bg.member m JOIN bg.person p ON p.id = m.id JOIN bg.consent c ON c.person = m.id
        WHERE m.id = applicant AND m.status <> 'retired' AND p.status = 'live' AND c.purpose = 'share_with_partner'
            AND c.organisation = partner AND (c.until IS NULL OR c.until > now())
            AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id))
$$;

-- Who may apply to what, judged by the database's clock.
CREATE FUNCTION bg.check_application() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one   bg.offer;
    -- A draft that was begun in time has a little longer.
    grace interval := CASE WHEN TG_OP = 'UPDATE' THEN '15 minutes' ELSE '0' END;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.submitted_at IS NULL OR OLD.submitted_at IS NOT NULL) THEN
        RETURN NEW;
    END IF;
    -- Until this is over, nobody withdraws: who withdraws then finds the application, and ends it. The person's own row, which
    -- the new one refers to, comes first, as it does for who is erased.
    PERFORM FROM bg.person p WHERE p.id = NEW.person FOR KEY SHARE;
    PERFORM FROM bg.member m WHERE m.id = NEW.person FOR NO KEY UPDATE;
    SELECT * INTO one FROM bg.offer o WHERE o.id = NEW.offer FOR NO KEY UPDATE;
    IF TG_OP = 'INSERT' THEN
        NEW.organisation := one.organisation;
        IF (SELECT count(*) FROM bg.application a
                WHERE a.person = NEW.person AND a.created_at > now() - interval '1 day') >= 20 THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'application_limit';
        END IF;
    END IF;
    NEW.late := NEW.submitted_at IS NOT NULL AND clock_timestamp() > one.closes_at;
    IF one.status = 'filled' OR one.status = 'open' AND one.taken >= one.places THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'places_filled';
    ELSIF one.status <> 'open' OR clock_timestamp() NOT BETWEEN one.opens_at AND one.closes_at + grace THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'offer_closed';
    ELSIF NOT bg.shares_with_partner(NEW.person, NEW.organisation) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'consent_missing';
    ELSIF EXISTS (SELECT FROM bg.person p WHERE p.id = NEW.person
            AND (p.born_year, coalesce(p.born_month, 12), coalesce(p.born_day, 31))
                > (extract(year FROM now()) - 18, extract(month FROM now()), extract(day FROM now()))) THEN
        -- Of a date that is not whole the latest day counts.
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'under_age';
    END IF;
    RETURN NEW;
END
$$;

-- What each side may say, and when; what the triggers themselves write is not asked. Runs with the rights of whoever changes
-- the row, so that it knows who that is.
CREATE FUNCTION bg.guard_application() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF current_user = 'bg_member' AND (
            OLD.submitted_at IS NOT NULL AND (NEW.submitted_at, NEW.shared, NEW.attestations, NEW.rule_version)
                IS DISTINCT FROM (OLD.submitted_at, OLD.shared, OLD.attestations, OLD.rule_version)
            OR NEW.ending IS NOT NULL AND (NEW.ending <> 'withdrawn' OR OLD.accepted_at IS NOT NULL)
            OR NEW.accepted_at IS DISTINCT FROM OLD.accepted_at
                AND (OLD.accepted_at IS NOT NULL OR coalesce(OLD.respond_by <= clock_timestamp(), true)))
        OR current_user = 'bg_partner' AND (
            NEW.ending IS NOT NULL AND NEW.ending <> 'rejected'
            OR OLD.accepted_at IS NOT NULL AND (NEW.shortlisted_at, NEW.interview_at, NEW.offered_at, NEW.respond_by, NEW.ending)
                IS DISTINCT FROM (OLD.shortlisted_at, OLD.interview_at, OLD.offered_at, OLD.respond_by, OLD.ending)
            OR OLD.offered_at IS NOT NULL AND (NEW.shortlisted_at, NEW.interview_at, NEW.offered_at, NEW.respond_by)
                IS DISTINCT FROM (OLD.shortlisted_at, OLD.interview_at, OLD.offered_at, OLD.respond_by))
        OR current_user IN ('bg_member', 'bg_partner') AND OLD.ending IS NOT NULL THEN
        RAISE EXCEPTION 'this is another''s to say, or is over' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- Takes and gives back a place of the offer. With the last one the offer is filled, and whoever else applied hears so. A
-- statement that waited here looks at the newest row, so that no place is taken twice.
CREATE FUNCTION bg.keep_offer_places() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    held_before bool := TG_OP = 'UPDATE' AND OLD.holds;
    is_full     bool;
BEGIN
    IF NEW.holds AND NOT held_before THEN
        IF NOT bg.shares_with_partner(NEW.person, NEW.organisation) THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'consent_missing';
        END IF;
        UPDATE bg.offer SET taken = taken + 1, status = CASE WHEN taken + 1 = places THEN 'filled' ELSE status END,
            version = version + 1, updated_at = now()
        WHERE id = NEW.offer AND taken < places RETURNING taken = places INTO is_full;
        IF NOT FOUND THEN
            RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'places_filled';
        ELSIF is_full THEN
            UPDATE bg.application SET ending = CASE WHEN submitted_at IS NULL THEN 'lapsed' ELSE 'rejected' END,
                ended_at = now(), end_reason = 'places_filled'
            WHERE offer = NEW.offer AND ending IS NULL AND accepted_at IS NULL;
        END IF;
    ELSIF held_before AND NOT NEW.holds THEN
        UPDATE bg.offer SET taken = greatest(taken - 1, 0),
            status = CASE WHEN status = 'filled' AND taken = places THEN 'open' ELSE status END,
            version = version + 1, updated_at = now()
        WHERE id = OLD.offer;
    END IF;
    RETURN NULL;
END
$$;

-- The applicant hears what others do. No message names anybody.
CREATE FUNCTION bg.tell_of_application() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    subject text;
    body    text;
BEGIN
    IF NEW.state = OLD.state OR OLD.ending IS NOT NULL THEN
        RETURN NULL;
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
    WHERE c.kind = 'email' AND c.person = NEW.person AND c.person IS DISTINCT FROM bg.own_person();
    RETURN NULL;
END
$$;

CREATE TRIGGER check_application BEFORE INSERT OR UPDATE ON bg.application FOR EACH ROW EXECUTE FUNCTION bg.check_application();
CREATE TRIGGER guard_application BEFORE UPDATE ON bg.application FOR EACH ROW EXECUTE FUNCTION bg.guard_application();
CREATE TRIGGER keep_places AFTER INSERT OR UPDATE ON bg.application FOR EACH ROW EXECUTE FUNCTION bg.keep_offer_places();
CREATE TRIGGER tell_of_application AFTER UPDATE ON bg.application FOR EACH ROW EXECUTE FUNCTION bg.tell_of_application();

-- The person, the member, then offers by identifier, then applications: whoever takes these locks takes them in this order (after those of
-- mentors), or two who accept at once would wait for one another.
CREATE FUNCTION bg.lock_offer(asked uuid) RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM FROM bg.person p WHERE p.id = bg.own_person() FOR KEY SHARE;
    PERFORM FROM bg.member m WHERE m.id = bg.own_person() FOR NO KEY UPDATE;
    PERFORM FROM bg.offer o WHERE o.id = asked AND o.status NOT IN ('draft', 'review') FOR NO KEY UPDATE;
    RETURN CASE WHEN FOUND THEN clock_timestamp() END;
END
$$;
CREATE FUNCTION bg.lock_application(asked uuid) RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM FROM bg.offer o WHERE o.id = (SELECT a.offer FROM bg.application a WHERE a.id = asked) FOR NO KEY UPDATE;
    PERFORM FROM bg.application a WHERE a.id = asked FOR NO KEY UPDATE;
    RETURN clock_timestamp();
END
$$;

-- Ends those of a person who shares no more with whoever made the offer. Who has begun has begun.
CREATE FUNCTION bg.leave_applications(applicant uuid) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM FROM bg.offer o WHERE o.id IN (SELECT a.offer FROM bg.application a
        WHERE a.person = applicant AND a.ending IS NULL AND a.placed_at IS NULL) ORDER BY o.id FOR NO KEY UPDATE;
    UPDATE bg.application SET ending = 'withdrawn', ended_at = now(), end_reason = 'consent_withdrawn'
    WHERE person = applicant AND ending IS NULL AND placed_at IS NULL AND NOT bg.shares_with_partner(applicant, organisation);
END
$$;
-- What a person, a consent or an offer that is no longer there leaves behind.
CREATE FUNCTION bg.end_applications() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one uuid;
BEGIN
    IF TG_TABLE_NAME = 'offer' THEN
        UPDATE bg.application SET ending = CASE WHEN submitted_at IS NULL THEN 'lapsed' ELSE 'rejected' END, ended_at = now(),
            end_reason = 'offer_' || NEW.status
        WHERE offer = NEW.id AND ending IS NULL AND placed_at IS NULL AND (accepted_at IS NULL OR NEW.status = 'withdrawn');
    ELSIF TG_TABLE_NAME = 'consent_withdrawal' THEN
        FOR one IN SELECT DISTINCT c.person FROM new_rows n JOIN bg.consent c ON c.id = n.consent
                WHERE c.purpose = 'share_with_partner' ORDER BY 1 LOOP
            PERFORM FROM bg.member m WHERE m.id = one FOR NO KEY UPDATE;
            PERFORM bg.leave_applications(one);
        END LOOP;
    ELSE
        PERFORM bg.leave_applications(OLD.id);
        IF TG_OP = 'DELETE' THEN
            UPDATE bg.application SET person = NULL, merged = NULL, shared = '{}', attestations = '{}' WHERE person = OLD.id;
        END IF;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER end_applications AFTER UPDATE OF status ON bg.offer FOR EACH ROW
    WHEN (NEW.status IN ('closed', 'withdrawn') AND OLD.status <> NEW.status) EXECUTE FUNCTION bg.end_applications();
CREATE TRIGGER end_applications AFTER INSERT ON bg.consent_withdrawal REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bg.end_applications();
-- By its name after those that lock mentors.
CREATE TRIGGER leave_applications AFTER UPDATE OF status ON bg.member FOR EACH ROW
    WHEN (NEW.status = 'retired' AND OLD.status <> 'retired') EXECUTE FUNCTION bg.end_applications();
CREATE TRIGGER leave_applications_erased AFTER DELETE ON bg.member FOR EACH ROW EXECUTE FUNCTION bg.end_applications();

-- Of two records that are one now the applications are one person's, and go back with an undo. Of two to one offer the further
-- goes on; and whatever a merge ended goes on again with its undo, where it still can.
CREATE FUNCTION bg.move_applications() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
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
        -- Of a record that was merged itself before, and so on.
        UPDATE bg.application SET person = NEW.id WHERE NEW.status <> 'erased' AND person = OLD.merged_into AND merged IN (
            WITH RECURSIVE before AS (SELECT NEW.id AS id UNION SELECT p.id FROM before b JOIN bg.person p ON p.merged_into = b.id)
            SELECT b.id FROM before b);
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
        UPDATE bg.application a SET person = NEW.merged_into, merged = coalesce(a.merged, NEW.id)
        WHERE a.person = NEW.id AND (a.ending IS NOT NULL OR NOT EXISTS (SELECT FROM bg.application k
            WHERE k.person = NEW.merged_into AND k.offer = a.offer AND k.ending IS NULL));
        PERFORM bg.leave_applications(NEW.merged_into);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER move_applications AFTER UPDATE OF merged_into ON bg.person FOR EACH ROW
    WHEN ((NEW.merged_into IS NULL) <> (OLD.merged_into IS NULL)) EXECUTE FUNCTION bg.move_applications();

-- Ends offers of a place that nobody answered in time, drafts that nobody sent, and what a consent that has ended by itself shared.
CREATE FUNCTION bg.lapse_applications() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    due    uuid[] := ARRAY(SELECT a.id FROM bg.application a JOIN bg.offer o ON o.id = a.offer
        WHERE a.ending IS NULL AND a.accepted_at IS NULL AND (a.respond_by <= now()
            OR a.submitted_at IS NULL AND o.closes_at + interval '15 minutes' < now()));
    silent uuid[] := ARRAY(SELECT DISTINCT a.id FROM bg.application a JOIN bg.consent c ON c.person = a.person
            AND c.organisation = a.organisation AND c.purpose = 'share_with_partner' AND c.until <= now()
        WHERE a.ending IS NULL AND a.placed_at IS NULL AND NOT bg.shares_with_partner(a.person, a.organisation));
BEGIN
    PERFORM FROM bg.offer o WHERE o.id IN (SELECT a.offer FROM bg.application a WHERE a.id = ANY (due || silent))
        ORDER BY o.id FOR NO KEY UPDATE;
    UPDATE bg.application SET ending = 'lapsed', ended_at = now(),
        end_reason = CASE WHEN submitted_at IS NULL THEN 'not_submitted' ELSE 'no_answer' END
    WHERE id = ANY (due) AND ending IS NULL AND accepted_at IS NULL;
    UPDATE bg.application SET ending = 'withdrawn', ended_at = now(), end_reason = 'consent_withdrawn'
    WHERE id = ANY (silent) AND ending IS NULL AND placed_at IS NULL;
END
$$;

-- What an applicant shows whoever made the offer, as it is now; null where that is nothing. How to reach the applicant is
-- shown to nobody without the consent to be reached.
CREATE FUNCTION bg.applicant(asked uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    WITH one AS (
        SELECT a.person, a.shared, m.headline, m.profile, p.name, 'contact' = ANY (a.shared) AND EXISTS (
            SELECT FROM bg.consent c WHERE c.person = a.person AND c.purpose = 'contact'
                AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)) AS reached
        FROM bg.application a JOIN bg.member m ON m.id = a.person JOIN bg.person p ON p.id = a.person
        WHERE a.id = asked AND a.ending IS NULL AND a.merged IS NULL AND a.submitted_at IS NOT NULL
            AND current_setting('role') = 'bg_partner'
            AND a.organisation = ANY (bg.own_organisations()) AND bg.shares_with_partner(a.person, a.organisation)
    )
    SELECT jsonb_build_object(
        'name', CASE WHEN 'name' = ANY (one.shared) THEN one.name END,
        'headline', CASE WHEN 'headline' = ANY (one.shared) THEN one.headline END,
        'residences', CASE WHEN 'residences' = ANY (one.shared) THEN (
            SELECT coalesce(jsonb_agg(coalesce(r.region, r.country) ORDER BY r.ordinal), '[]')
            FROM bg.person_residence r WHERE r.person = one.person) END,
        'skills', CASE WHEN 'skills' = ANY (one.shared) THEN (
            SELECT coalesce(jsonb_agg(jsonb_build_object('skill', coalesce(c.code, s.text), 'level', s.level) ORDER BY s.position), '[]')
            FROM bg.criteria_skill s LEFT JOIN ref.concept c ON c.id = s.concept WHERE s.criteria = one.profile) END,
        'sectors', CASE WHEN 'sectors' = ANY (one.shared) THEN (
            SELECT coalesce(jsonb_agg(s.sector ORDER BY s.position), '[]') FROM bg.criteria_sector s WHERE s.criteria = one.profile) END,
        'languages', CASE WHEN 'languages' = ANY (one.shared) THEN (
            SELECT coalesce(jsonb_agg(jsonb_build_object('language', l.tag, 'level', ('{A1,A2,B1,B2,C1,C2}'::text[])[l.cefr])
                ORDER BY l.position), '[]') FROM bg.criteria_language l WHERE l.criteria = one.profile) END,
        'email', (SELECT c.value FROM bg.person_contact c WHERE one.reached AND c.person = one.person AND c.kind = 'email'),
        'phone', (SELECT c.value FROM bg.person_contact c WHERE one.reached AND c.person = one.person AND c.kind = 'phone'))
    FROM one
$$;

-- Those of an organisation hear it, and those of the ones above. Of an application the desks hear, too, that the applicant shares with.
CREATE OR REPLACE FUNCTION log.tell_webhooks() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    concerned uuid[] := ARRAY[NEW.organisation];
BEGIN
    IF TG_OP = 'INSERT' OR NEW.state <> OLD.state THEN
        IF TG_ARGV[0] = 'application' THEN
            concerned := concerned || (SELECT m.granted FROM bg.member m WHERE m.id = NEW.person AND m.granted_until > now());
        END IF;
        INSERT INTO log.event (webhook, type, subject)
        SELECT DISTINCT w.id, TG_ARGV[0] || '.' || NEW.state, NEW.id
        FROM bg.organisation o JOIN bg.webhook w ON w.organisation = ANY (o.path) WHERE o.id = ANY (concerned);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_webhooks AFTER INSERT OR UPDATE ON bg.application
    FOR EACH ROW WHEN (NEW.submitted_at IS NOT NULL) EXECUTE FUNCTION log.tell_webhooks('application');
GRANT SELECT (id, organisation, url, created_at, last_status, last_tried_at), INSERT (id, organisation, url, secret), DELETE
    ON bg.webhook TO bg_partner;
CREATE POLICY select_bg_partner ON bg.webhook FOR SELECT TO bg_partner
    USING (organisation = ANY((SELECT bg.own_organisations())::uuid[]));
CREATE POLICY insert_bg_partner ON bg.webhook FOR INSERT TO bg_partner
    WITH CHECK (organisation = ANY((SELECT bg.own_organisations())::uuid[]));
CREATE POLICY delete_bg_partner ON bg.webhook FOR DELETE TO bg_partner
    USING (organisation = ANY((SELECT bg.own_organisations())::uuid[]));

REVOKE ALL ON FUNCTION bg.shares_with_partner(uuid, uuid), bg.check_application(), bg.guard_application(), bg.keep_offer_places(),
    bg.tell_of_application(), bg.lock_offer(uuid), bg.lock_application(uuid), bg.leave_applications(uuid), bg.end_applications(),
    bg.move_applications(), bg.lapse_applications(), bg.applicant(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.lock_offer(uuid) TO bg_member;
GRANT EXECUTE ON FUNCTION bg.lock_application(uuid) TO bg_member, bg_partner;
GRANT EXECUTE ON FUNCTION bg.applicant(uuid) TO bg_partner;
GRANT EXECUTE ON FUNCTION bg.lapse_applications() TO bg_clock;

CREATE TRIGGER audit_insert AFTER INSERT ON bg.application REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('application', 'coalesce(r.person, r.id)', 'id');
CREATE TRIGGER audit_update AFTER UPDATE ON bg.application REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('application', 'coalesce(r.person, r.id)', 'id');
CREATE TRIGGER audit_delete AFTER DELETE ON bg.application REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('application', 'coalesce(r.person, r.id)', 'id');

RESET ROLE;
