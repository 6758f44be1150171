-- Every match that staff are shown, with what it was computed from: enough to compute it again to the same bits, whatever has
-- changed since. Of a profile only the codes that the need asks about are kept, no name and no word, until a term is over.
SET ROLE bg_owner;

-- What an item of a need asks, as the weights and taxonomy of the time made it: nobody's data, kept once.
CREATE TABLE log.match_shape (
    number  bigint PRIMARY KEY,
    content bytea NOT NULL
);
COMMENT ON COLUMN log.match_shape.number IS 'A hash of the content.';

CREATE TABLE log.match (
    id           uuid PRIMARY KEY,
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    role         text NOT NULL DEFAULT current_setting('role'),
    key          uuid DEFAULT nullif(current_setting('braingain.key', true), '')::uuid,
    operation    text DEFAULT nullif(current_setting('braingain.operation', true), ''),
    trace        text DEFAULT nullif(current_setting('braingain.trace', true), ''),
    organisation uuid,
    subject      uuid,
    weights      text NOT NULL,
    taxonomy     text NOT NULL,
    as_of        timestamptz NOT NULL,
    asked        bytea NOT NULL,
    shown        uuid[] NOT NULL,
    entries      bytea[] NOT NULL,
    CHECK (cardinality(shown) = cardinality(entries))
);
-- Both are dense already, and compressing them costs more than it saves.
ALTER TABLE log.match ALTER asked SET STORAGE EXTERNAL, ALTER entries SET STORAGE EXTERNAL;
CREATE INDEX match_shown ON log.match USING gin (shown);
CREATE INDEX match_subject ON log.match (subject) WHERE subject IS NOT NULL;
COMMENT ON COLUMN log.match.organisation IS 'For which the asker works; null for nobody''s, and for who works for several.';
COMMENT ON COLUMN log.match.subject IS 'For whom or what was asked; null for a need or profile that is stored nowhere.';
COMMENT ON COLUMN log.match.shown IS 'Who or what was shown, in the order of the entries; zero once that is erased.';

GRANT INSERT, SELECT ON log.match_shape TO bg_desk, bg_admin;
GRANT INSERT (id, organisation, subject, weights, taxonomy, as_of, asked, shown, entries) ON log.match TO bg_desk, bg_admin;
GRANT SELECT ON log.match TO bg_desk, bg_admin, bg_auditor;
GRANT SELECT ON log.match_shape TO bg_auditor;
ALTER TABLE log.match ENABLE ROW LEVEL SECURITY;
ALTER TABLE log.match FORCE ROW LEVEL SECURITY;
ALTER TABLE log.match_shape ENABLE ROW LEVEL SECURITY;
ALTER TABLE log.match_shape FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON log.match TO bg_owner USING (true) WITH CHECK (true);
CREATE POLICY owner ON log.match_shape TO bg_owner USING (true) WITH CHECK (true);
CREATE POLICY insert_bg_desk ON log.match FOR INSERT TO bg_desk
    WITH CHECK (organisation IS NULL OR organisation = ANY ((SELECT bg.own_organisations())::uuid[]));
CREATE POLICY insert_bg_admin ON log.match FOR INSERT TO bg_admin WITH CHECK (organisation IS NULL);
CREATE POLICY select_bg_desk ON log.match FOR SELECT TO bg_desk
    USING (key = (SELECT bg.own_key()) OR organisation = ANY ((SELECT bg.own_organisations())::uuid[]));
CREATE POLICY select_bg_admin ON log.match FOR SELECT TO bg_admin USING (key = (SELECT bg.own_key()));
CREATE POLICY select_bg_auditor ON log.match FOR SELECT TO bg_auditor USING (true);
CREATE POLICY insert_bg_desk ON log.match_shape FOR INSERT TO bg_desk WITH CHECK (true);
CREATE POLICY insert_bg_admin ON log.match_shape FOR INSERT TO bg_admin WITH CHECK (true);
CREATE POLICY select_bg_desk ON log.match_shape FOR SELECT TO bg_desk USING (true);
CREATE POLICY select_bg_admin ON log.match_shape FOR SELECT TO bg_admin USING (true);
CREATE POLICY select_bg_auditor ON log.match_shape FOR SELECT TO bg_auditor USING (true);

-- What somebody was matched by goes with everything else of theirs: as who was asked for, and as one of those shown. Nodes
-- may not have heard of an erasure yet, so that it counts where a row is added, too; the lock lets neither pass the other.
CREATE FUNCTION log.forget_matches() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('braingain erasure', 0));
    DELETE FROM log.match WHERE subject = NEW.id;
    UPDATE log.match SET entries = (SELECT array_agg(CASE e.shown WHEN NEW.id THEN '' ELSE e.entry END ORDER BY e.place)
            FROM unnest(shown, entries) WITH ORDINALITY AS e (shown, entry, place)),
        shown = array_replace(shown, NEW.id, '00000000-0000-0000-0000-000000000000')
        WHERE shown @> ARRAY[NEW.id];
    RETURN NULL;
END
$$;
CREATE FUNCTION log.leave_out_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('braingain erasure', 0));
    IF EXISTS (SELECT FROM log.erasure WHERE person = ANY (NEW.shown) OR person = NEW.subject) THEN
        IF NEW.subject IN (SELECT person FROM log.erasure) THEN
            RETURN NULL;
        END IF;
        SELECT array_agg(CASE WHEN g.person IS NULL THEN e.shown ELSE '00000000-0000-0000-0000-000000000000' END ORDER BY e.place),
            array_agg(CASE WHEN g.person IS NULL THEN e.entry ELSE '' END ORDER BY e.place)
            INTO NEW.shown, NEW.entries
            FROM unnest(NEW.shown, NEW.entries) WITH ORDINALITY AS e (shown, entry, place)
                LEFT JOIN log.erasure g ON g.person = e.shown;
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION log.forget_matches(), log.leave_out_erased() FROM PUBLIC;
CREATE TRIGGER leave_out_erased BEFORE INSERT ON log.match FOR EACH ROW EXECUTE FUNCTION log.leave_out_erased();
CREATE TRIGGER forget_matches AFTER UPDATE OF status ON bg.person FOR EACH ROW
    WHEN (NEW.status = 'erased') EXECUTE FUNCTION log.forget_matches();

RESET ROLE;
