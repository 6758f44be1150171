-- Whether the person lets themselves be matched was looked up for each mentor that a desk is shown, so that twenty cards took more
-- than 1.4 times as long as without policies. A mentor's row says so itself.
SET ROLE bg_owner;

ALTER TABLE bg.mentor ADD matched bool NOT NULL DEFAULT false;
COMMENT ON COLUMN bg.mentor.matched IS 'Whether the member is live and lets themselves be matched, as triggers keep it.';

-- The member's row is held, so that who withdraws at this moment waits, and finds the mentor.
CREATE OR REPLACE FUNCTION bg.find_liveness() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    NEW.live := coalesce((SELECT p.status = 'live' FROM bg.person p WHERE p.id = NEW.id), true);
    NEW.matched := coalesce((SELECT m.matched AND m.status = 'live' FROM bg.member m WHERE m.id = NEW.id FOR SHARE), false);
    RETURN NEW;
END
$$;
CREATE FUNCTION bg.keep_matched() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE bg.mentor SET matched = NEW.matched AND NEW.status = 'live' WHERE id = NEW.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.keep_matched() FROM PUBLIC;
CREATE TRIGGER matched AFTER UPDATE OF matched, status ON bg.member
    FOR EACH ROW WHEN ((OLD.matched AND OLD.status = 'live') <> (NEW.matched AND NEW.status = 'live'))
    EXECUTE FUNCTION bg.keep_matched();

-- No act of anybody, and no service follows while the schema changes.
ALTER TABLE bg.mentor DISABLE TRIGGER feed_update, DISABLE TRIGGER audit_update;
UPDATE bg.mentor o SET matched = true FROM bg.member m WHERE m.id = o.id AND m.matched AND m.status = 'live';
ALTER TABLE bg.mentor ENABLE TRIGGER feed_update, ENABLE TRIGGER audit_update;

-- Who shares with a desk, or is opened by an administrator, is looked up as before.
ALTER POLICY select_bg_desk ON bg.mentor USING (live AND (desks = '{}' OR desks && (SELECT bg.own_organisations()))
    AND (matched OR (SELECT true FROM bg.member m WHERE m.id = mentor.id)));
ALTER POLICY select_bg_admin ON bg.mentor USING (live AND (matched OR (SELECT true FROM bg.member m WHERE m.id = mentor.id)));

-- Who is to be matched, policies say: the index reads no person and no consent any more.
REVOKE ALL ON bg.person, bg.consent, bg.consent_withdrawal FROM bg_matcher;

RESET ROLE;
