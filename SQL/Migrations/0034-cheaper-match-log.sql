-- A page of matches is to cost little more for being logged. Whether somebody of a page was erased is not asked of each row that
-- is added, which took a third of its time, but once of each erasure, when every node has heard of it or answers nobody.
SET ROLE bg_owner;

-- Three kilobytes a row, which nobody reads but by their key: neither a second table nor statistics are of use.
ALTER TABLE log.match SET (toast_tuple_target = 8160);
ALTER TABLE log.match ALTER asked SET STATISTICS 0, ALTER shown SET STATISTICS 0, ALTER entries SET STATISTICS 0;

DROP TRIGGER leave_out_erased ON log.match;
DROP FUNCTION log.leave_out_erased();

CREATE FUNCTION log.forget_matches_of(erased uuid) RETURNS void LANGUAGE sql SET search_path = '' AS $$
    DELETE FROM log.match WHERE subject = erased;
    UPDATE log.match SET entries = (SELECT array_agg(CASE e.shown WHEN erased THEN '' ELSE e.entry END ORDER BY e.place)
            FROM unnest(shown, entries) WITH ORDINALITY AS e (shown, entry, place)),
        shown = array_replace(shown, erased, '00000000-0000-0000-0000-000000000000')
        WHERE shown @> ARRAY[erased];
$$;
CREATE OR REPLACE FUNCTION log.forget_matches() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM log.forget_matches_of(NEW.id);
    RETURN NULL;
END
$$;

ALTER TABLE log.erasure ADD swept bool NOT NULL DEFAULT false;
COMMENT ON COLUMN log.erasure.swept IS 'Whether it was looked once more for what nodes logged that had not heard of it.';
CREATE INDEX erasure_unswept ON log.erasure (at) WHERE NOT swept;
CREATE FUNCTION log.sweep_erased() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one uuid;
BEGIN
    -- A node whose index is older than 30 seconds is not ready.
    FOR one IN UPDATE log.erasure SET swept = true WHERE NOT swept AND at < now() - interval '2 minutes' RETURNING person LOOP
        PERFORM log.forget_matches_of(one);
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION log.forget_matches_of(uuid), log.sweep_erased() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.sweep_erased() TO bg_clock;

RESET ROLE;
