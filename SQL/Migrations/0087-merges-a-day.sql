-- A lead could merge and part two records as often as liked, and each time both were written to. And a merge went on when one of the two
-- no longer shared with the desk that had made it.
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
    -- Each writes to both, and of those made at once each waits for the one before.
    PERFORM pg_advisory_xact_lock(hashtextextended('braingain.merges ' || desk, 0));
    IF (SELECT count(*) FROM bg.merge m WHERE m.organisation = desk AND m.at > now() - interval '1 day') >= 20
        OR EXISTS (SELECT FROM unnest(ARRAY[keep, absorb]) AS p (id) WHERE (SELECT count(*) FROM bg.merge m
            WHERE p.id IN (m.kept, m.absorbed) AND m.at > now() - interval '1 day') >= 3) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'merge_limit';
    END IF;
    INSERT INTO bg.merge (id, kept, absorbed, organisation, principal) VALUES (asked, keep, absorb, desk, bg.own_key());
    UPDATE bg.person SET status = 'merged', merged_into = keep WHERE id = absorb;
    PERFORM bg.tell_of_merge(m) FROM bg.merge m WHERE m.id = asked;
END
$$;

-- Two records are one in the eyes of the desk that said so, with which both share: whoever withdraws that is one of two again.
CREATE FUNCTION bg.part_from(desk uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me  uuid := bg.own_person();
    one uuid;
BEGIN
    -- In the order of whoever merges or parts them, who is waited for.
    PERFORM FROM bg.person p WHERE p.id = me OR p.id IN (SELECT unnest(ARRAY[m.kept, m.absorbed]) FROM bg.merge m
        WHERE me IN (m.kept, m.absorbed) AND m.undone_at IS NULL) ORDER BY p.id FOR UPDATE;
    FOR one IN SELECT m.id FROM bg.merge m WHERE me IN (m.kept, m.absorbed) AND m.undone_at IS NULL
            AND (desk IS NULL OR m.organisation = desk) ORDER BY m.at LOOP
        PERFORM bg.part_persons(one);
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION bg.part_from(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.part_from(uuid) TO bg_member;

-- As does whoever shares with that desk until a time that is over.
CREATE FUNCTION bg.part_unshared() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    SELECT bg.part_persons(m.id) FROM bg.merge m
    WHERE m.undone_at IS NULL AND EXISTS (SELECT FROM unnest(ARRAY[m.kept, m.absorbed]) AS p (id)
        WHERE NOT EXISTS (SELECT FROM bg.consent c
            WHERE c.person = p.id AND c.purpose = 'share_with_desk' AND c.organisation = m.organisation
                AND (c.until IS NULL OR c.until > now())
                AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)))
    ORDER BY m.at
$$;
REVOKE ALL ON FUNCTION bg.part_unshared() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.part_unshared() TO bg_clock;

RESET ROLE;
