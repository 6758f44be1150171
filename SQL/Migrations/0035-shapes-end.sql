-- What needs asked goes when no match that is kept was computed from it: each shape says on which day it was last written down
-- as used, which nodes do anew each half day. And whom a node ranked before it heard of an erasure is looked for later, when no
-- node answers from such an index any more: it refuses to after 90 seconds, and who was asked before may be computing still.
SET ROLE bg_owner;

ALTER TABLE log.match_shape ADD used date NOT NULL DEFAULT current_date;
COMMENT ON COLUMN log.match_shape.used IS 'When a node last wrote down that it logs by it; nodes may do so for half a day more.';
GRANT UPDATE (used) ON log.match_shape TO bg_desk, bg_admin;
CREATE POLICY update_bg_desk ON log.match_shape FOR UPDATE TO bg_desk USING (true) WITH CHECK (true);
CREATE POLICY update_bg_admin ON log.match_shape FOR UPDATE TO bg_admin USING (true) WITH CHECK (true);

CREATE OR REPLACE FUNCTION log.sweep_erased() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    one uuid;
BEGIN
    -- A node whose index is older than 90 seconds answers nobody; the rest is for what it was computing then.
    FOR one IN UPDATE log.erasure SET swept = true WHERE NOT swept AND at < now() - interval '10 minutes' RETURNING person LOOP
        PERFORM log.forget_matches_of(one);
    END LOOP;
END
$$;

RESET ROLE;
