-- The sectors, languages and places of criteria, and the words of their skills, once more as one value each, as 0016 did with the
-- skills: a need or profile is read from one row instead of from five tables, each behind a policy that has to find out whose it
-- is, and the index of a million people from one table instead of four.
SET ROLE bg_owner;

ALTER TABLE bg.criteria ADD words text[], ADD sectors text, ADD languages text, ADD places text;
COMMENT ON COLUMN bg.criteria.words IS 'As they were typed, of each of the skills. Not for the index.';
COMMENT ON COLUMN bg.criteria.sectors IS
    'bg.criteria_sector, kept by triggers: by position "code:importance", with spaces between. Null for none.';
COMMENT ON COLUMN bg.criteria.languages IS
    'bg.criteria_language, kept by triggers: by position "tag:level" (0 where unknown), "!" behind a must, with spaces between. Null for none.';
COMMENT ON COLUMN bg.criteria.places IS
    'bg.criteria_place, kept by triggers: by position region or country, with spaces between. Null for none.';

-- Whoever writes rows of a table of lists has them packed into their criteria.
CREATE FUNCTION bg.pack_criteria() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
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
    -- Who else writes rows of the same criteria is waited for here, so that the next statement sees what they wrote.
    PERFORM FROM bg.criteria WHERE id = ANY(changed) ORDER BY id FOR NO KEY UPDATE;
    CASE TG_TABLE_NAME
    WHEN 'criteria_skill' THEN
        UPDATE bg.criteria c SET (skills, words) = (
            SELECT string_agg(int4send(coalesce(s.concept, 0)) || int4send((s.basis::int << 24) | (s.must::int << 16)
                | (s.importance::int << 8) | coalesce(s.level, 0)), '' ORDER BY s.position),
                array_agg(s.text ORDER BY s.position)
            FROM bg.criteria_skill s WHERE s.criteria = c.id)
        WHERE c.id = ANY(changed);
    WHEN 'criteria_sector' THEN
        UPDATE bg.criteria c SET sectors = (
            SELECT string_agg(s.sector || ':' || s.importance, ' ' ORDER BY s.position)
            FROM bg.criteria_sector s WHERE s.criteria = c.id)
        WHERE c.id = ANY(changed);
    WHEN 'criteria_language' THEN
        UPDATE bg.criteria c SET languages = (
            SELECT string_agg(l.tag || ':' || coalesce(l.cefr, 0) || CASE WHEN l.must THEN '!' ELSE '' END, ' ' ORDER BY l.position)
            FROM bg.criteria_language l WHERE l.criteria = c.id)
        WHERE c.id = ANY(changed);
    WHEN 'criteria_place' THEN
        UPDATE bg.criteria c SET places = (
            SELECT string_agg(coalesce(p.region, p.country), ' ' ORDER BY p.position)
            FROM bg.criteria_place p WHERE p.criteria = c.id)
        WHERE c.id = ANY(changed);
    END CASE;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.pack_criteria() FROM PUBLIC;

-- A change of a list is a change of its criteria, of which the feed hears.
DO $$
DECLARE
    lists text;
BEGIN
    DROP TRIGGER pack_insert ON bg.criteria_skill;
    DROP TRIGGER pack_update ON bg.criteria_skill;
    DROP TRIGGER pack_delete ON bg.criteria_skill;
    FOREACH lists IN ARRAY ARRAY['bg.criteria_sector', 'bg.criteria_language', 'bg.criteria_place'] LOOP
        EXECUTE format('DROP TRIGGER feed_insert ON %s', lists);
        EXECUTE format('DROP TRIGGER feed_update ON %s', lists);
        EXECUTE format('DROP TRIGGER feed_delete ON %s', lists);
    END LOOP;
    FOREACH lists IN ARRAY ARRAY['bg.criteria_skill', 'bg.criteria_sector', 'bg.criteria_language', 'bg.criteria_place'] LOOP
        EXECUTE format('CREATE TRIGGER pack_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION bg.pack_criteria()', lists);
        EXECUTE format('CREATE TRIGGER pack_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION bg.pack_criteria()', lists);
        EXECUTE format('CREATE TRIGGER pack_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION bg.pack_criteria()', lists);
        -- Also in sessions for which no trigger fires, such as those that restore or write in bulk.
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER pack_insert, ENABLE ALWAYS TRIGGER pack_update,
            ENABLE ALWAYS TRIGGER pack_delete', lists);
    END LOOP;
END
$$;
DROP FUNCTION bg.pack_skills();

-- What is packed only the triggers write.
REVOKE INSERT, UPDATE ON bg.criteria FROM bg_work;
GRANT INSERT (id, side, modes, modes_must, places_must, period_from, period_until, hours_per_month, occupation, owner, kind) ON bg.criteria TO bg_work;
GRANT UPDATE (modes, modes_must, places_must, period_from, period_until, hours_per_month, occupation) ON bg.criteria TO bg_work;

-- The index reads rows of lists no more, and of a skill no words.
REVOKE ALL ON bg.criteria, bg.criteria_sector, bg.criteria_language, bg.criteria_place FROM bg_matcher;
GRANT SELECT (id, modes, modes_must, places_must, period_from, period_until, hours_per_month, occupation, skills, sectors,
    languages, places) ON bg.criteria TO bg_matcher;

-- No service follows while the schema changes. No join: rows stay in the order of those whose they are, in which they are loaded.
ALTER TABLE bg.criteria DISABLE TRIGGER feed_update;
UPDATE bg.criteria c SET
    words = (SELECT array_agg(s.text ORDER BY s.position) FROM bg.criteria_skill s WHERE s.criteria = c.id),
    sectors = (SELECT string_agg(s.sector || ':' || s.importance, ' ' ORDER BY s.position)
        FROM bg.criteria_sector s WHERE s.criteria = c.id),
    languages = (SELECT string_agg(l.tag || ':' || coalesce(l.cefr, 0) || CASE WHEN l.must THEN '!' ELSE '' END, ' ' ORDER BY l.position)
        FROM bg.criteria_language l WHERE l.criteria = c.id),
    places = (SELECT string_agg(coalesce(p.region, p.country), ' ' ORDER BY p.position)
        FROM bg.criteria_place p WHERE p.criteria = c.id);
ALTER TABLE bg.criteria ENABLE TRIGGER feed_update;

RESET ROLE;
