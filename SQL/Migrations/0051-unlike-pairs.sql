-- A lead could merge two people who are plainly two: the absorbed one was found by nobody until they objected. Who has no name in
-- common with another, or was born on another day, is merged by nobody before somebody has corrected which of it is wrong.
SET ROLE bg_owner;

-- Whether two may be one person: one of them has a name of the other, and they may be born on one day, so far as it is stated of both.
CREATE FUNCTION bg.are_alike(one bg.person, other bg.person) RETURNS bool LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
    SELECT ARRAY[bg.name_key(one.name), bg.name_key(one.latin_name)] && ARRAY[bg.name_key(other.name), bg.name_key(other.latin_name)]
        AND coalesce(bg.born_range(one) && bg.born_range(other), true)
$$;

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

REVOKE ALL ON FUNCTION bg.are_alike(bg.person, bg.person) FROM PUBLIC;

RESET ROLE;
