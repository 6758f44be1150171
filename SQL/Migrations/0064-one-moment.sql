-- What was said of two persons at one moment was both done: they were merged, and told apart; one was merged, and became a mentor who
-- is shown. Whoever says the one now waits for the other.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION bg.tell_apart(first uuid, second uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- Asked before anything is locked, since to wait would tell that a foreign record is there; and again of what whoever was waited for did.
    FOR turn IN 1..2 LOOP
        PERFORM FROM bg.member m WHERE m.id IN (first, second) AND m.granted && bg.own_organisations() AND m.granted_until > now()
            HAVING count(*) = 2;
        IF NOT FOUND THEN
            RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
        END IF;
        -- In the order of whoever merges them, who then sees what is said here, or is seen.
        PERFORM FROM bg.person p WHERE p.id IN (first, second) ORDER BY p.id FOR NO KEY UPDATE;
    END LOOP;
    INSERT INTO bg.told_apart (one, other, principal) VALUES (least(first, second), greatest(first, second), bg.own_key())
        ON CONFLICT DO NOTHING;
END
$$;

CREATE OR REPLACE FUNCTION bg.find_liveness() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- The member first: whoever merges it has changed the person by when this is had.
    NEW.matched := coalesce((SELECT m.matched AND m.status = 'live' FROM bg.member m WHERE m.id = NEW.id FOR SHARE), false);
    NEW.live := coalesce((SELECT p.status = 'live' FROM bg.person p WHERE p.id = NEW.id), true);
    RETURN NEW;
END
$$;

RESET ROLE;
