-- A lead who reset a colleague's account was shown the invitation, and could sign in as the colleague; so it was with whoever a lead
-- invited. An invitation that a lead asks for goes to the address that is the login, and to nobody else; a lead asks for twenty a
-- day. Whom an operator disabled no lead enables.
SET ROLE bg_owner;

-- Those that leads were shown count no more.
UPDATE bg.account SET invitation = NULL, invited_until = NULL
WHERE invitation IS NOT NULL AND id IN (SELECT l.subject FROM log.audit l
    WHERE l.operation IN ('inviteAccount', 'resetAccount') AND l.at > now() - interval '3 days');

ALTER TABLE bg.account ADD barred bool NOT NULL DEFAULT false,
    ADD invites timestamptz[] NOT NULL DEFAULT '{}' CHECK (cardinality(invites) <= 20);
COMMENT ON COLUMN bg.account.invitation IS 'The hash of a token with which a password is chosen: an operator is shown it once, or it is mailed to the login.';
COMMENT ON COLUMN bg.account.barred IS 'Whether it was an operator who disabled it, and is an operator''s to enable.';
COMMENT ON COLUMN bg.account.invites IS 'When its holder asked for the last twenty invitations, the latest first.';
UPDATE bg.account a SET barred = true WHERE status = 'disabled' AND (SELECT l.operation FROM log.audit l
    WHERE l.subject = a.id AND l.kind = 'account' AND 'status' = ANY (l.fields) ORDER BY l.id DESC LIMIT 1)
    IS DISTINCT FROM 'disableAccount';
ALTER TABLE bg.account ADD CONSTRAINT account_barred_check CHECK (NOT barred OR status = 'disabled');

-- Also of an account that is disabled already: an operator's word counts beside a lead's. Operators ask by no account.
CREATE OR REPLACE FUNCTION bg.end_account() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    NEW.barred := NEW.status = 'disabled' AND (OLD.barred OR bg.own_key() IS NULL);
    NEW.disabled_at := CASE WHEN NEW.status = 'disabled' THEN coalesce(OLD.disabled_at, now()) END;
    IF NEW.status = 'disabled' THEN
        NEW.invitation := NULL;
        NEW.invited_until := NULL;
        DELETE FROM bg.session WHERE account = NEW.id;
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER end_account ON bg.account;
CREATE TRIGGER end_account BEFORE UPDATE OF status ON bg.account FOR EACH ROW EXECUTE FUNCTION bg.end_account();

CREATE OR REPLACE FUNCTION bg.led_accounts() RETURNS TABLE (id uuid, login text, active bool, lead bool, organisations uuid[],
    invited_until timestamptz, managed bool) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT a.id, a.login, a.status = 'active', bool_or(m.lead AND m.organisation = ANY (led.own)),
        array_agg(m.organisation ORDER BY m.organisation) FILTER (WHERE m.organisation = ANY (led.own)),
        CASE WHEN a.invited_until > now() THEN a.invited_until END, NOT a.barred AND bool_and(m.organisation = ANY (led.own))
    FROM (SELECT coalesce(bg.led_organisations(), '{}') AS own) led, bg.account a JOIN bg.membership m ON m.account = a.id
    WHERE a.role = 'desk' GROUP BY a.id HAVING bool_or(m.organisation = ANY (led.own))
$$;

-- Gives the login, which is the address that it goes to. Of those of a lead who sends many at once each waits for the one before.
CREATE FUNCTION bg.send_invitation(asked uuid, hash bytea, token text) RETURNS text LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    one   bg.account;
    desks text;
BEGIN
    UPDATE bg.account SET invites = (clock_timestamp() || invites)[1:20]
    WHERE id = bg.own_key() AND coalesce(invites[20] <= clock_timestamp() - interval '1 day', true);
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'invitation_limit';
    END IF;
    UPDATE bg.account SET invitation = hash, invited_until = now() + interval '3 days'
    WHERE id = asked AND status = 'active' RETURNING * INTO one;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'account_disabled';
    ELSIF one.login NOT LIKE '%@%' THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'account_unreachable';
    END IF;
    SELECT string_agg(coalesce(o.name ->> 'en', (SELECT min(n.value) FROM jsonb_each_text(o.name) n)), ', ') INTO desks
    FROM bg.membership m JOIN bg.organisation o ON o.id = m.organisation
    WHERE m.account = asked AND m.organisation = ANY (bg.led_organisations());
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT 'email', one.login, CASE WHEN one.password IS NULL THEN 'BrainGain: an invitation' ELSE 'BrainGain: your account is reset' END,
        format(CASE WHEN one.password IS NULL THEN 'A lead of %s invites you to work for it.'
                ELSE 'A lead of %s has reset your account. What you have counts until you have chosen anew.' END
            || E' Choose a password and an app within three days, with this invitation:\n%s\n'
            || 'Whoever has it can sign in as you: show it to nobody, your lead neither. If you know nothing of this, speak to your desk at once.',
            desks, token), one.invited_until;
    RETURN one.login;
END
$$;

-- Nobody gets another password and app of one's own this way: that takes the present ones.
DROP FUNCTION bg.reset_account(uuid, bytea), bg.add_account(uuid, text, uuid, bytea);
CREATE FUNCTION bg.reset_account(asked uuid, hash bytea, token text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM bg.require_led(asked);
    IF asked = bg.own_key() THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'scope_missing';
    END IF;
    RETURN bg.send_invitation(asked, hash, token);
END
$$;

CREATE FUNCTION bg.add_account(added uuid, login text, organisation uuid, hash bytea, token text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF organisation = ANY (bg.led_organisations()) IS NOT TRUE THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    INSERT INTO bg.account (id, login, role) VALUES (added, login, 'desk');
    INSERT INTO bg.membership (account, organisation) VALUES (added, organisation);
    RETURN bg.send_invitation(added, hash, token);
END
$$;

-- Whose password it is hears of each, whoever chose it and by whichever way.
CREATE FUNCTION bg.tell_of_password() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO log.outbox (kind, address, subject, body, until)
    VALUES ('email', NEW.login, 'BrainGain: another password',
        'A password was chosen for your account, and counts from now on. If that was not you, speak to your desk at once.',
        now() + interval '7 days');
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_of_password AFTER UPDATE OF password ON bg.account FOR EACH ROW
    WHEN (NEW.password IS DISTINCT FROM OLD.password AND NEW.login LIKE '%@%') EXECUTE FUNCTION bg.tell_of_password();

REVOKE ALL ON FUNCTION bg.send_invitation(uuid, bytea, text), bg.reset_account(uuid, bytea, text),
    bg.add_account(uuid, text, uuid, bytea, text), bg.tell_of_password() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.reset_account(uuid, bytea, text), bg.add_account(uuid, text, uuid, bytea, text) TO bg_desk;

RESET ROLE;
