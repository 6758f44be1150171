-- The skills of criteria once more, as one value each: the index of a million people is loaded from fifteen million rows of
-- skills, and reading them took half of the time, ten times as long as these values take.
SET LOCAL ROLE bg_owner;

ALTER TABLE bg.criteria ADD skills bytea;
COMMENT ON COLUMN bg.criteria.skills IS
    'bg.criteria_skill but for the words, kept by triggers: by position 8 bytes, concept (0 for none) in 4, basis, must, importance, level (0 for none). Null for no skill.';

CREATE FUNCTION bg.pack_skills() RETURNS trigger LANGUAGE plpgsql SET search_path = ''
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    changed uuid[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        changed := ARRAY(SELECT DISTINCT criteria FROM new_rows);
    ELSIF TG_OP = 'DELETE' THEN
        changed := ARRAY(SELECT DISTINCT criteria FROM old_rows);
    ELSE
        changed := ARRAY(SELECT criteria FROM old_rows UNION SELECT criteria FROM new_rows);
    END IF;
    -- Who else writes skills of the same criteria is waited for here, so that the next statement sees what they wrote.
    PERFORM FROM bg.criteria WHERE id = ANY(changed) ORDER BY id FOR NO KEY UPDATE;
    UPDATE bg.criteria c SET skills = (
        SELECT string_agg(int4send(coalesce(s.concept, 0)) || int4send((s.basis::int << 24) | (s.must::int << 16)
            | (s.importance::int << 8) | coalesce(s.level, 0)), '' ORDER BY s.position)
        FROM bg.criteria_skill s WHERE s.criteria = c.id)
    WHERE c.id = ANY(changed);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.pack_skills() FROM PUBLIC;
CREATE TRIGGER pack_insert AFTER INSERT ON bg.criteria_skill REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bg.pack_skills();
CREATE TRIGGER pack_update AFTER UPDATE ON bg.criteria_skill REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bg.pack_skills();
CREATE TRIGGER pack_delete AFTER DELETE ON bg.criteria_skill REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION bg.pack_skills();
-- Also in sessions for which no trigger fires, such as those that restore or write in bulk.
ALTER TABLE bg.criteria_skill ENABLE ALWAYS TRIGGER pack_insert, ENABLE ALWAYS TRIGGER pack_update,
    ENABLE ALWAYS TRIGGER pack_delete;

-- The index reads no rows of skills any more. A change of one is a change of its criteria, which the feed hears of.
REVOKE ALL ON bg.criteria_skill FROM bg_matcher;
DROP TRIGGER feed_insert ON bg.criteria_skill;
DROP TRIGGER feed_update ON bg.criteria_skill;
DROP TRIGGER feed_delete ON bg.criteria_skill;

-- No service follows while the schema changes.
DROP TRIGGER feed_update ON bg.criteria;
UPDATE bg.criteria c SET skills = packed.skills FROM (
    SELECT criteria, string_agg(int4send(coalesce(concept, 0)) || int4send((basis::int << 24) | (must::int << 16)
        | (importance::int << 8) | coalesce(level, 0)), '' ORDER BY position) AS skills
    FROM bg.criteria_skill GROUP BY criteria) AS packed
WHERE packed.criteria = c.id;

-- As log.record_change, but planned once a session: each change of a skill comes this way.
CREATE FUNCTION log.record_criteria() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO log.change (kind, id) SELECT 'criteria', id FROM old_rows UNION SELECT 'criteria', id FROM new_rows;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION log.record_criteria() FROM PUBLIC;
CREATE TRIGGER feed_update AFTER UPDATE ON bg.criteria REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_criteria();
