-- A person reads which staff were shown them, with what score and why, and contests a match; the desk that was shown it, or
-- the centre of the offer, answers with a reason.
SET ROLE bg_owner;

-- What the log has of who asks, the latest first. Of whom else a row has somebody, nothing is given.
CREATE FUNCTION log.shown_of_me(after uuid, most int, OUT id uuid, OUT at timestamptz, OUT organisation uuid,
    OUT is_subject bool, OUT weights text, OUT taxonomy text, OUT asked bytea, OUT entries bytea[]) RETURNS SETOF record
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT m.id, m.at, m.organisation, coalesce(m.subject = me.id, false), m.weights, m.taxonomy, m.asked,
        ARRAY(SELECT e.entry FROM unnest(m.shown, m.entries) WITH ORDINALITY AS e (shown, entry, place)
            WHERE e.shown = me.id ORDER BY e.place)
    FROM (SELECT bg.own_person() AS id) me, log.match m
    WHERE (m.shown @> ARRAY[me.id] OR m.subject = me.id)
        AND (after IS NULL OR (m.at, m.id) < (SELECT a.at, a.id FROM log.match a WHERE a.id = after))
    ORDER BY m.at DESC, m.id DESC LIMIT most
$$;
REVOKE ALL ON FUNCTION log.shown_of_me(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.shown_of_me(uuid, int) TO bg_member;
GRANT SELECT ON log.match_shape TO bg_member;
CREATE POLICY select_bg_member ON log.match_shape FOR SELECT TO bg_member USING (true);

CREATE TABLE bg.contest (
    id           uuid PRIMARY KEY,
    person       uuid NOT NULL REFERENCES bg.person ON DELETE CASCADE,
    log          uuid,
    offer        uuid REFERENCES bg.offer ON DELETE CASCADE,
    organisation uuid REFERENCES bg.organisation,
    text         text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 1000),
    at           timestamptz NOT NULL DEFAULT now(),
    outcome      text CHECK (outcome IN ('upheld', 'rejected')),
    reason       text CHECK (char_length(reason) BETWEEN 10 AND 1000),
    answered_at  timestamptz,
    answered_by  uuid,
    CHECK (num_nonnulls(log, offer) = 1),
    CHECK (num_nonnulls(outcome, reason, answered_at) IN (0, 3)),
    UNIQUE (person, log),
    UNIQUE (person, offer)
);
CREATE INDEX contest_organisation ON bg.contest (organisation, id);
COMMENT ON COLUMN bg.contest.log IS 'Of which matches that staff were shown; no reference, since these have a term of their own.';
COMMENT ON COLUMN bg.contest.organisation IS 'Who is to answer; null for the administrators.';
COMMENT ON COLUMN bg.contest.answered_by IS 'The key or account.';
GRANT SELECT, INSERT (id, person, log, offer, text) ON bg.contest TO bg_member;
GRANT SELECT, UPDATE (outcome, reason, answered_at, answered_by) ON bg.contest TO bg_desk, bg_partner, bg_admin;

ALTER TABLE bg.contest ENABLE ROW LEVEL SECURITY;
ALTER TABLE bg.contest FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON bg.contest TO bg_owner USING (true) WITH CHECK (true);
CREATE POLICY select_bg_member ON bg.contest FOR SELECT TO bg_member USING (person = (SELECT bg.own_person()));
CREATE POLICY insert_bg_member ON bg.contest FOR INSERT TO bg_member WITH CHECK (person = (SELECT bg.own_person()));
CREATE POLICY select_bg_desk ON bg.contest FOR SELECT TO bg_desk
    USING (organisation = ANY ((SELECT bg.own_organisations())::uuid[]));
CREATE POLICY select_bg_partner ON bg.contest FOR SELECT TO bg_partner
    USING (organisation = ANY ((SELECT bg.own_organisations())::uuid[]));
CREATE POLICY select_bg_admin ON bg.contest FOR SELECT TO bg_admin USING (organisation IS NULL);
-- An answer is given once.
CREATE POLICY update_bg_desk ON bg.contest FOR UPDATE TO bg_desk
    USING (answered_at IS NULL AND organisation = ANY ((SELECT bg.own_organisations())::uuid[])) WITH CHECK (true);
CREATE POLICY update_bg_partner ON bg.contest FOR UPDATE TO bg_partner
    USING (answered_at IS NULL AND organisation = ANY ((SELECT bg.own_organisations())::uuid[])) WITH CHECK (true);
CREATE POLICY update_bg_admin ON bg.contest FOR UPDATE TO bg_admin
    USING (answered_at IS NULL AND organisation IS NULL) WITH CHECK (true);

CREATE TRIGGER audit_insert AFTER INSERT ON bg.contest REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('contest', 'r.person', 'id');
CREATE TRIGGER audit_update AFTER UPDATE ON bg.contest REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('contest', 'r.person', 'id');
CREATE TRIGGER audit_delete AFTER DELETE ON bg.contest REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_act('contest', 'r.person', 'id');

-- Who is to answer is not the person's to say; and one contests what one is in.
CREATE FUNCTION bg.address_contest() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NEW.log IS NOT NULL THEN
        SELECT m.organisation INTO NEW.organisation FROM log.match m
            WHERE m.id = NEW.log AND (m.shown @> ARRAY[NEW.person] OR m.subject = NEW.person);
    ELSE
        SELECT f.centre INTO NEW.organisation FROM bg.offer f
            WHERE f.id = NEW.offer AND f.status NOT IN ('draft', 'review');
    END IF;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION bg.forget_contests() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    DELETE FROM bg.contest WHERE person = NEW.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.address_contest(), bg.forget_contests() FROM PUBLIC;
CREATE TRIGGER address_contest BEFORE INSERT ON bg.contest FOR EACH ROW EXECUTE FUNCTION bg.address_contest();
CREATE TRIGGER forget_contests AFTER UPDATE OF status ON bg.person FOR EACH ROW
    WHEN (NEW.status = 'erased') EXECUTE FUNCTION bg.forget_contests();

RESET ROLE;
