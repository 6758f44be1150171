-- A consent until a time changed nothing while an earlier one without an end stood: whoever narrowed what they had agreed to went on sharing.
-- The later one takes the place of the earlier, which is withdrawn; of records merged into one nothing is, since what it was for stands.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION bg.heed_withdrawal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    said  bg.consent;
    one   bg.merge;
    ended uuid[];
BEGIN
    SELECT * INTO said FROM bg.consent c WHERE c.id = NEW.consent;
    UPDATE bg.merge m SET snapshot = jsonb_set(m.snapshot, '{consents}', (m.snapshot->'consents') - NEW.consent::text)
        WHERE m.absorbed = said.person AND m.snapshot->'consents' ? NEW.consent::text;
    -- Another takes the place of this one: what it was for stands.
    IF current_setting('braingain.replacing', true) = 'on' THEN
        RETURN NEW;
    END IF;
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

RESET ROLE;
