-- A restriction reaches what a person offers as a mentor: neither desks nor administrators see or change it meanwhile.
SET ROLE bg_owner;

ALTER TABLE bg.mentor ADD live bool NOT NULL DEFAULT true;
COMMENT ON COLUMN bg.mentor.live IS 'Whether the person is, as triggers keep it.';
UPDATE bg.mentor m SET live = false FROM bg.person p WHERE p.id = m.id AND p.status <> 'live';

CREATE FUNCTION bg.find_liveness() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    NEW.live := coalesce((SELECT p.status = 'live' FROM bg.person p WHERE p.id = NEW.id), true);
    RETURN NEW;
END
$$;
CREATE FUNCTION bg.keep_liveness() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE bg.mentor SET live = NEW.status = 'live' WHERE id = NEW.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.find_liveness(), bg.keep_liveness() FROM PUBLIC;
CREATE TRIGGER liveness BEFORE INSERT ON bg.mentor FOR EACH ROW EXECUTE FUNCTION bg.find_liveness();
-- Also where a great many rows are written without the other triggers.
ALTER TABLE bg.mentor ENABLE ALWAYS TRIGGER liveness;
CREATE TRIGGER liveness AFTER UPDATE OF status ON bg.person
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION bg.keep_liveness();

ALTER POLICY select_bg_desk ON bg.mentor USING (live AND (desks = '{}' OR desks && (SELECT bg.own_organisations())));
ALTER POLICY update_bg_desk ON bg.mentor USING (live AND (desks = '{}' OR desks && (SELECT bg.own_organisations())))
    WITH CHECK (desks = '{}' OR desks && (SELECT bg.own_organisations()));
ALTER POLICY select_bg_admin ON bg.mentor USING (live);

RESET ROLE;
