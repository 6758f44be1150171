-- Leads manage the accounts of their desks: they invite staff, disable and enable them, and let them choose a password and an app
-- anew. An account that is disabled says since when, so that it has a term.
SET ROLE bg_owner;

ALTER TABLE bg.account ADD disabled_at timestamptz;
UPDATE bg.account SET disabled_at = now() WHERE status = 'disabled';
ALTER TABLE bg.account ADD CONSTRAINT account_disabled_check CHECK ((status = 'disabled') = (disabled_at IS NOT NULL));

-- Whoever disables an account ends its sessions, and the invitation that would let somebody in once it is enabled.
CREATE FUNCTION bg.end_account() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    NEW.disabled_at := CASE WHEN NEW.status = 'disabled' THEN now() END;
    IF NEW.status = 'disabled' THEN
        NEW.invitation := NULL;
        NEW.invited_until := NULL;
        DELETE FROM bg.session WHERE account = NEW.id;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER end_account BEFORE UPDATE OF status ON bg.account FOR EACH ROW
    WHEN (NEW.status <> OLD.status) EXECUTE FUNCTION bg.end_account();

-- The staff of the desks that who asks leads; those are managed who work nowhere else.
CREATE FUNCTION bg.led_accounts() RETURNS TABLE (id uuid, login text, active bool, lead bool, organisations uuid[],
    invited_until timestamptz, managed bool) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT a.id, a.login, a.status = 'active', bool_or(m.lead AND m.organisation = ANY (led.own)),
        array_agg(m.organisation ORDER BY m.organisation) FILTER (WHERE m.organisation = ANY (led.own)),
        CASE WHEN a.invited_until > now() THEN a.invited_until END, bool_and(m.organisation = ANY (led.own))
    FROM (SELECT coalesce(bg.led_organisations(), '{}') AS own) led, bg.account a JOIN bg.membership m ON m.account = a.id
    WHERE a.role = 'desk' GROUP BY a.id HAVING bool_or(m.organisation = ANY (led.own))
$$;

-- Leads who change one another at once wait for one another, and the second is looked at as the first has left them.
CREATE FUNCTION bg.require_led(asked uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM FROM bg.membership s WHERE s.lead AND s.organisation IN (SELECT m.organisation FROM bg.membership m WHERE m.account = asked)
        ORDER BY s.account, s.organisation FOR UPDATE;
    PERFORM FROM bg.led_accounts() l WHERE l.id = asked;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    PERFORM FROM bg.led_accounts() l WHERE l.id = asked AND l.managed;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'scope_missing';
    END IF;
END
$$;

CREATE FUNCTION bg.set_account_active(asked uuid, wanted bool) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM bg.require_led(asked);
    IF NOT wanted AND EXISTS (SELECT FROM bg.membership m WHERE m.account = asked AND m.lead AND NOT EXISTS (
            SELECT FROM bg.membership o JOIN bg.account a ON a.id = o.account AND a.status = 'active' AND a.password IS NOT NULL
            WHERE o.organisation = m.organisation AND o.lead AND o.account <> asked)) THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'last_lead';
    END IF;
    UPDATE bg.account SET status = CASE WHEN wanted THEN 'active' ELSE 'disabled' END WHERE id = asked AND (status = 'active') <> wanted;
END
$$;

-- Nobody gets another password and app of one's own this way: that takes the present ones.
CREATE FUNCTION bg.reset_account(asked uuid, token bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM bg.require_led(asked);
    IF asked = bg.own_key() THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'scope_missing';
    END IF;
    UPDATE bg.account SET invitation = token, invited_until = now() + interval '3 days' WHERE id = asked AND status = 'active';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'account_disabled';
    END IF;
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT 'email', a.login, 'BrainGain: another password', 'A lead of your desk lets you choose a password and an app anew, within three days. If you did not ask for that, speak to your desk at once.',
        now() + interval '7 days' FROM bg.account a WHERE a.id = asked AND a.login LIKE '%@%';
END
$$;

CREATE FUNCTION bg.add_account(added uuid, login text, organisation uuid, token bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF organisation = ANY (bg.led_organisations()) IS NOT TRUE THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    INSERT INTO bg.account (id, login, role, invitation, invited_until) VALUES (added, login, 'desk', token, now() + interval '3 days');
    INSERT INTO bg.membership (account, organisation) VALUES (added, organisation);
END
$$;

REVOKE ALL ON FUNCTION bg.led_accounts(), bg.require_led(uuid), bg.set_account_active(uuid, bool), bg.reset_account(uuid, bytea),
    bg.add_account(uuid, text, uuid, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.led_accounts(), bg.set_account_active(uuid, bool), bg.reset_account(uuid, bytea),
    bg.add_account(uuid, text, uuid, bytea) TO bg_desk;

RESET ROLE;
