-- A lead could ask without end which logins there are: that one exists was told before the day's invitations were counted, and counted
-- for none. The limit is judged first, and whoever is told counts one.
SET ROLE bg_owner;

-- Of those of a lead who sends many at once each waits for the one before.
CREATE FUNCTION bg.count_invitation() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE bg.account SET invites = (clock_timestamp() || invites)[1:20]
    WHERE id = bg.own_key() AND coalesce(invites[20] <= clock_timestamp() - interval '1 day', true);
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'invitation_limit';
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION bg.send_invitation(asked uuid, hash bytea, token text) RETURNS text
    LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    one   bg.account;
    desks text;
BEGIN
    UPDATE bg.account SET invitation = hash, invited_until = now() + interval '3 days'
    WHERE id = asked AND status = 'active' RETURNING * INTO one;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'account_disabled';
    ELSIF one.login NOT LIKE '%@%' THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'account_unreachable';
    END IF;
    SELECT string_agg(bg.name_for(one.language, o.name), ', ') INTO desks
    FROM bg.membership m JOIN bg.organisation o ON o.id = m.organisation
    WHERE m.account = asked AND m.organisation = ANY (bg.led_organisations());
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT 'email', one.login, w.subject, w.body, one.invited_until
    FROM bg.words(CASE WHEN one.password IS NULL THEN 'account_invited' ELSE 'account_reset' END, one.language, desks, token) AS w;
    RETURN one.login;
END
$$;

CREATE OR REPLACE FUNCTION bg.reset_account(asked uuid, hash bytea, token text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM bg.require_led(asked);
    IF asked = bg.own_key() THEN
        RAISE EXCEPTION USING ERRCODE = 'BG007', MESSAGE = 'scope_missing';
    END IF;
    PERFORM bg.count_invitation();
    RETURN bg.send_invitation(asked, hash, token);
END
$$;

CREATE OR REPLACE FUNCTION bg.add_account(added uuid, login text, reads text, organisation uuid, hash bytea, token text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF organisation = ANY (bg.led_organisations()) IS NOT TRUE THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    PERFORM bg.count_invitation();
    INSERT INTO bg.account (id, login, language, role) VALUES (added, login, reads, 'desk');
    INSERT INTO bg.membership (account, organisation) VALUES (added, organisation);
    RETURN bg.send_invitation(added, hash, token);
END
$$;

REVOKE ALL ON FUNCTION bg.count_invitation() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.count_invitation() TO bg_desk;

RESET ROLE;
