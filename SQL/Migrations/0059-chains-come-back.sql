-- What a kept record withdraws is withdrawn of the absorbed one, and of whom that had absorbed before. Undone, it came back to the first
-- alone: whoever was absorbed by that one stayed without, until that was undone as well, or for good.
SET ROLE bg_owner;

-- Whoever was absorbed by either is locked with them.
CREATE OR REPLACE FUNCTION bg.lock_merging(keep uuid, absorb uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    two      uuid[];
    ventures uuid[];
BEGIN
    PERFORM FROM bg.person p WHERE p.id IN (keep, absorb) ORDER BY p.id FOR UPDATE;
    two := ARRAY(SELECT bg.records_of(keep) UNION SELECT bg.records_of(absorb));
    PERFORM FROM bg.member m WHERE m.id = ANY (two) ORDER BY m.id FOR UPDATE;
    PERFORM FROM bg.mentor m WHERE m.id = ANY (two) OR m.id IN (SELECT i.mentor FROM bg.introduction i JOIN bg.founder f
        ON f.venture = i.venture AND f.person = ANY (two) WHERE i.ending IS NULL) ORDER BY m.id FOR NO KEY UPDATE;
    ventures := ARRAY(SELECT f.venture FROM bg.founder f WHERE f.person = ANY (two)
        UNION SELECT i.venture FROM bg.introduction i WHERE i.mentor = ANY (two));
    PERFORM FROM bg.venture v WHERE v.id = ANY (ventures) ORDER BY v.id FOR NO KEY UPDATE;
    PERFORM FROM bg.introduction i WHERE i.mentor = ANY (two) OR i.venture = ANY (ventures) ORDER BY i.id FOR NO KEY UPDATE;
END
$$;

-- Whose withdrawal took which consent is written down, too (`by`).
CREATE OR REPLACE FUNCTION bg.heed_withdrawal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    said  bg.consent;
    one   bg.merge;
    ended uuid[];
BEGIN
    SELECT * INTO said FROM bg.consent c WHERE c.id = NEW.consent;
    UPDATE bg.merge m SET snapshot = jsonb_set(m.snapshot, '{consents}', (m.snapshot->'consents') - NEW.consent::text)
        WHERE m.absorbed = said.person AND m.snapshot->'consents' ? NEW.consent::text;
    FOR one IN SELECT m.* FROM bg.merge m WHERE m.kept = said.person AND m.undone_at IS NULL ORDER BY m.absorbed LOOP
        ended := ARRAY(SELECT i.id FROM bg.introduction i WHERE said.purpose = 'match' AND i.mentor = one.absorbed AND i.ending IS NULL
            UNION ALL SELECT a.id FROM bg.application a WHERE said.purpose = 'share_with_partner' AND a.person = one.absorbed
                AND a.organisation = said.organisation AND a.ending IS NULL AND a.placed_at IS NULL);
        WITH gone AS (
            INSERT INTO bg.consent_withdrawal (consent, at)
            SELECT c.id, NEW.at FROM bg.consent c
            WHERE c.person = one.absorbed AND c.purpose = said.purpose AND c.organisation IS NOT DISTINCT FROM said.organisation
                AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)
            RETURNING consent
        )
        UPDATE bg.merge m SET snapshot = jsonb_build_object(
                'consents', coalesce(m.snapshot->'consents', '[]') || (SELECT coalesce(jsonb_agg(g.consent), '[]') FROM gone g),
                'by', coalesce(m.snapshot->'by', '{}') || (SELECT coalesce(jsonb_object_agg(g.consent, NEW.consent), '{}') FROM gone g),
                'ended', coalesce(m.snapshot->'ended', '[]') || to_jsonb(ended))
            WHERE m.id = one.id;
    END LOOP;
    -- Who rests is not matched as it is, and still hears of it.
    IF said.purpose = 'match' AND EXISTS (SELECT FROM bg.person p WHERE p.id = said.person AND p.status = 'merged') THEN
        PERFORM FROM bg.mentor m WHERE m.id = said.person FOR NO KEY UPDATE;
        UPDATE bg.introduction SET ending = 'closed', ended_at = now(), end_reason = 'consent_withdrawn'
            WHERE mentor = said.person AND ending IS NULL;
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON COLUMN bg.merge.snapshot IS
    'What of the absorbed the kept one withdrew (`consents`), by which consent (`by`), and ended by it (`ended`). Null once undone.';

-- Gives back consents that another's word took, and lets go on what ended with them where there is still a place for it; first to those
-- whom this one absorbed what the withdrawal of these took of them, and not what another did.
CREATE FUNCTION bg.give_back(whose uuid, taken jsonb, ended jsonb) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    below bg.merge;
    back  jsonb;
    again uuid;
BEGIN
    FOR below IN SELECT * FROM bg.merge m WHERE m.kept = whose AND m.undone_at IS NULL AND m.snapshot IS NOT NULL ORDER BY m.absorbed LOOP
        SELECT jsonb_agg(c) INTO back FROM jsonb_array_elements(below.snapshot->'consents') AS c
        WHERE taken ? (below.snapshot->'by'->>(c #>> '{}'));
        IF back IS NOT NULL THEN
            UPDATE bg.merge m SET snapshot = jsonb_set(m.snapshot, '{consents}',
                (m.snapshot->'consents') - ARRAY(SELECT jsonb_array_elements_text(back))) WHERE m.id = below.id;
            PERFORM bg.give_back(below.absorbed, back, below.snapshot->'ended');
        END IF;
    END LOOP;
    DELETE FROM bg.consent_withdrawal WHERE taken ? consent::text;
    -- Who rests beside nobody any more is seen again, by the consents that stand now.
    UPDATE bg.person p SET status = 'live', merged_into = NULL
        WHERE p.id = whose AND NOT EXISTS (SELECT FROM bg.merge m WHERE m.absorbed = whose AND m.undone_at IS NULL);
    -- Who rests is not matched, and what is open goes on.
    FOR again IN SELECT i.id FROM bg.introduction i JOIN bg.member m ON m.id = i.mentor AND m.status = 'live'
            JOIN bg.person p ON p.id = m.id JOIN bg.venture v ON v.id = i.venture AND v.status = 'incubated'
        WHERE i.mentor = whose AND i.end_reason = 'consent_withdrawn' AND ended ? i.id::text
            AND (m.matched OR p.status = 'merged' AND EXISTS (SELECT FROM bg.consent c WHERE c.person = whose AND c.purpose = 'match'
                AND (c.until IS NULL OR c.until > now()) AND NOT EXISTS (SELECT FROM bg.consent_withdrawal w WHERE w.consent = c.id)))
        ORDER BY i.id
    LOOP
        BEGIN
            UPDATE bg.introduction SET ending = NULL, ended_at = NULL, end_reason = NULL WHERE id = again;
        EXCEPTION WHEN SQLSTATE 'BG001' OR SQLSTATE 'BG007' OR unique_violation THEN
            NULL;
        END;
    END LOOP;
    PERFORM FROM bg.offer o WHERE o.id IN (SELECT a.offer FROM bg.application a
        WHERE a.person = whose AND ended ? a.id::text) ORDER BY o.id FOR NO KEY UPDATE;
    FOR again IN SELECT a.id FROM bg.application a JOIN bg.offer o ON o.id = a.offer
        WHERE a.person = whose AND a.end_reason = 'consent_withdrawn' AND ended ? a.id::text
            AND bg.shares_with_partner(a.person, a.organisation)
            AND (o.status IN ('open', 'suspended') OR a.accepted_at IS NOT NULL AND o.status <> 'withdrawn')
        ORDER BY o.id, a.id
    LOOP
        BEGIN
            UPDATE bg.application SET ending = NULL, ended_at = NULL, end_reason = NULL WHERE id = again;
        EXCEPTION WHEN SQLSTATE 'BG007' OR unique_violation THEN
            NULL;
        END;
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION bg.give_back(uuid, jsonb, jsonb) FROM PUBLIC;

CREATE OR REPLACE FUNCTION bg.part_persons(asked uuid) RETURNS bool LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    one bg.merge;
BEGIN
    PERFORM bg.lock_merging(m.kept, m.absorbed) FROM bg.merge m WHERE m.id = asked;
    SELECT * INTO one FROM bg.merge m WHERE m.id = asked AND m.undone_at IS NULL;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    -- Who is erased may have begun to be before the merge did.
    UPDATE bg.merge SET undone_at = greatest(now(), at), snapshot = NULL WHERE id = asked;
    PERFORM bg.give_back(one.absorbed, one.snapshot->'consents', one.snapshot->'ended');
    PERFORM bg.tell_of_merge(m) FROM bg.merge m WHERE m.id = asked;
    RETURN true;
END
$$;

RESET ROLE;
