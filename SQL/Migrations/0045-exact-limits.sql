-- Proposals of a desk at one moment passed the limits of a day: each counted without the others. And a service that writes a record
-- for the first time could say how many places of it are taken, which triggers alone say.
SET ROLE bg_owner;

CREATE FUNCTION bg.await_proposals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('braingain.proposals ' || v.organisation, 0))
    FROM bg.venture v WHERE v.id = NEW.venture;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION bg.await_proposals() FROM PUBLIC;
-- By its name before those that count, who then see what the one before has committed.
CREATE TRIGGER await_proposals BEFORE INSERT ON bg.introduction FOR EACH ROW EXECUTE FUNCTION bg.await_proposals();

REVOKE INSERT ON bg.mentor, bg.venture, bg.offer FROM bg_work;
GRANT INSERT (id, headline, profile, capacity, reply_days, desks, status) ON bg.mentor TO bg_work;
GRANT INSERT (id, organisation, name, stage, need, collective, mentors_wanted, status) ON bg.venture TO bg_work;
GRANT INSERT (id, organisation, centre, kind, title, need, gives, places, opens_at, closes_at, zone, status, committed_places)
    ON bg.offer TO bg_work;

RESET ROLE;
