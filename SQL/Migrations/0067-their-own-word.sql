-- A lead could merge whoever had said that they are nobody else with one record after another that was made for it; and a mentor who
-- became a founder of the venture was still introduced to it.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION bg.merge_persons(asked uuid, keep uuid, absorb uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    led  uuid[] := bg.led_organisations();
    desk uuid;
BEGIN
    PERFORM bg.lock_merging(keep, absorb);
    SELECT g.id INTO desk FROM bg.member k, bg.member a, unnest(k.granted) AS g (id)
    WHERE k.id = keep AND a.id = absorb AND keep <> absorb AND k.granted_until > now() AND a.granted_until > now()
        AND g.id = ANY (a.granted) AND g.id = ANY (led)
    ORDER BY g.id LIMIT 1;
    IF desk IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    ELSIF EXISTS (SELECT FROM bg.told_apart t, bg.records_of(keep) AS k (id), bg.records_of(absorb) AS a (id)
            WHERE t.one = least(k.id, a.id) AND t.other = greatest(k.id, a.id)) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'merge_conflict';
    ELSIF EXISTS (SELECT FROM bg.told_apart t WHERE (t.one IN (keep, absorb) OR t.other IN (keep, absorb)) AND t.at > now() - interval '1 year'
            AND (t.principal IN (keep, absorb) OR t.principal IN (SELECT k.id FROM bg.api_key k WHERE k.person IN (keep, absorb)))) THEN
        -- Whoever has just had to say that they are nobody else is not asked again and again.
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'merge_conflict';
    ELSIF NOT EXISTS (SELECT FROM bg.person k, bg.person a WHERE k.id = keep AND a.id = absorb AND bg.are_alike(k, a)) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'not_alike';
    ELSIF EXISTS (SELECT FROM unnest(ARRAY[keep, absorb]) AS p (id) WHERE NOT EXISTS (SELECT FROM bg.person_contact c
            WHERE c.person = p.id AND c.kind IN ('email', 'phone'))) THEN
        -- Whoever cannot be told cannot object.
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'nobody_to_tell';
    END IF;
    INSERT INTO bg.merge (id, kept, absorbed, organisation, principal) VALUES (asked, keep, absorb, desk, bg.own_key());
    UPDATE bg.person SET status = 'merged', merged_into = keep WHERE id = absorb;
    PERFORM bg.tell_of_merge(m) FROM bg.merge m WHERE m.id = asked;
END
$$;

-- Nobody mentors a venture of their own, whichever came first.
CREATE FUNCTION bg.end_own_introductions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE bg.introduction SET ending = 'void', ended_at = now(), end_reason = 'self_match'
    WHERE venture = NEW.venture AND mentor = NEW.person AND ending IS NULL;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER end_own_introductions AFTER INSERT ON bg.founder DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION bg.end_own_introductions();
REVOKE ALL ON FUNCTION bg.end_own_introductions() FROM PUBLIC;

RESET ROLE;
