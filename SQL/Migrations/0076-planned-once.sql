-- The feed's line of a changed row that its id identifies is written by a statement that a session plans once: to plan it took twice as
-- long as to run it. The audit compares two rows once each, and not once for each column.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION log.record_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_ARGV[1] = 'id' THEN
        INSERT INTO log.change (kind, id) SELECT TG_ARGV[0], id FROM old_rows UNION SELECT TG_ARGV[0], id FROM new_rows;
    ELSIF TG_OP = 'INSERT' THEN
        EXECUTE format('INSERT INTO log.change (kind, id) SELECT DISTINCT %L, %I FROM new_rows', TG_ARGV[0], TG_ARGV[1]);
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE format('INSERT INTO log.change (kind, id) SELECT DISTINCT %L, %I FROM old_rows', TG_ARGV[0], TG_ARGV[1]);
    ELSE
        EXECUTE format('INSERT INTO log.change (kind, id) SELECT %L, %I FROM old_rows UNION SELECT %L, %I FROM new_rows',
            TG_ARGV[0], TG_ARGV[1], TG_ARGV[0], TG_ARGV[1]);
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER feed_update ON bg.criteria;
DROP FUNCTION log.record_criteria();
CREATE TRIGGER feed_update AFTER UPDATE ON bg.criteria REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION log.record_change('criteria', 'id');

CREATE OR REPLACE FUNCTION log.record_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- Planned anew each time: a plan that is kept, made for a change of one row, would compare each of many rows with each.
    IF TG_OP = 'UPDATE' THEN
        EXECUTE format('INSERT INTO log.audit (act, kind, subject, fields)
            SELECT ''update'', %L, %s, ARRAY(SELECT n.key FROM jsonb_each(to_jsonb(r)) n JOIN jsonb_each(to_jsonb(o)) b USING (key)
                WHERE n.value <> b.value AND n.key NOT IN (''version'', ''updated_at'') ORDER BY 1)
            FROM new_rows r JOIN old_rows o USING (%s)', TG_ARGV[0], TG_ARGV[1], TG_ARGV[2]);
    ELSE
        EXECUTE format('INSERT INTO log.audit (act, kind, subject) SELECT DISTINCT %L, %L, %s FROM %I r',
            lower(TG_OP), TG_ARGV[0], TG_ARGV[1], CASE TG_OP WHEN 'INSERT' THEN 'new_rows' ELSE 'old_rows' END);
    END IF;
    RETURN NULL;
END
$$;

RESET ROLE;
