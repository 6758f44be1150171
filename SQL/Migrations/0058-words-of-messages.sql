-- Whoever is written to reads it in the language of the record: what 0057 did for merges, for every message and in one place.
SET ROLE bg_owner;

-- Staff have no record as persons: who invites them says which language they read.
ALTER TABLE bg.account ADD language text;
COMMENT ON COLUMN bg.account.language IS 'In which the holder is written to; null where nobody said.';

-- What is written of what, in each language; what is to be filled in is numbered.
CREATE FUNCTION bg.messages() RETURNS TABLE (message text, language text, subject text, body text)
    LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
    VALUES
        ('introduction_proposed', 'en', 'BrainGain: you are proposed to a venture',
            'A desk proposes you as a mentor. Sign in to read what the venture needs, and answer by %1$s.'),
        ('introduction_proposed', 'fr', 'BrainGain : on vous propose à un projet',
            'Un bureau vous propose comme mentor. Connectez-vous pour lire ce dont le projet a besoin, et répondez avant le %1$s.'),
        ('introduction_proposed', 'es', 'BrainGain: se le propone a un emprendimiento',
            'Una oficina le propone como mentor. Inicie sesión para leer qué necesita el emprendimiento y responda antes del %1$s.'),
        ('introduction_proposed', 'ar', 'BrainGain: أنت مقترح لمشروع',
            'يقترحك مكتب مرشدا. سجل الدخول لتقرأ ما يحتاج إليه المشروع، وأجب حتى ⁨%1$s⁩.'),
        ('introduction_again', 'en', 'BrainGain: an introduction goes on',
            'An introduction of yours that had ended goes on. Sign in to read how it stands.'),
        ('introduction_again', 'fr', 'BrainGain : une mise en relation reprend',
            'Une de vos mises en relation, qui avait pris fin, reprend. Connectez-vous pour lire où elle en est.'),
        ('introduction_again', 'es', 'BrainGain: un contacto continúa',
            'Un contacto suyo que había terminado continúa. Inicie sesión para leer cómo está.'),
        ('introduction_again', 'ar', 'BrainGain: استئناف تعارف',
            'استؤنف تعارف لك كان قد انتهى. سجل الدخول لتقرأ إلى أين وصل.'),
        ('introduction_accepted', 'en', 'BrainGain: an introduction was accepted',
            'Both sides have accepted. Sign in to read how to reach one another.'),
        ('introduction_accepted', 'fr', 'BrainGain : une mise en relation est acceptée',
            'Les deux côtés ont accepté. Connectez-vous pour lire comment vous joindre.'),
        ('introduction_accepted', 'es', 'BrainGain: se aceptó un contacto',
            'Ambas partes han aceptado. Inicie sesión para leer cómo ponerse en contacto.'),
        ('introduction_accepted', 'ar', 'BrainGain: تمت الموافقة على تعارف',
            'وافق الطرفان. سجل الدخول لتقرأ كيف يتصل كل منكما بالآخر.'),
        ('introduction_ended', 'en', 'BrainGain: an introduction has ended', 'An introduction of yours has ended.'),
        ('introduction_ended', 'fr', 'BrainGain : une mise en relation a pris fin', 'Une de vos mises en relation a pris fin.'),
        ('introduction_ended', 'es', 'BrainGain: un contacto ha terminado', 'Un contacto suyo ha terminado.'),
        ('introduction_ended', 'ar', 'BrainGain: انتهى تعارف', 'انتهى تعارف لك.'),
        ('introduction_waits', 'en', 'BrainGain: an introduction waits for you',
            'The other side has accepted. Sign in, and answer by %1$s.'),
        ('introduction_waits', 'fr', 'BrainGain : une mise en relation vous attend',
            'L''autre côté a accepté. Connectez-vous, et répondez avant le %1$s.'),
        ('introduction_waits', 'es', 'BrainGain: un contacto le espera',
            'La otra parte ha aceptado. Inicie sesión y responda antes del %1$s.'),
        ('introduction_waits', 'ar', 'BrainGain: تعارف في انتظارك', 'وافق الطرف الآخر. سجل الدخول وأجب حتى ⁨%1$s⁩.'),
        ('application_again', 'en', 'BrainGain: an application goes on',
            'An application of yours that had ended goes on. Sign in to read how it stands.'),
        ('application_again', 'fr', 'BrainGain : une candidature reprend',
            'Une de vos candidatures, qui avait pris fin, reprend. Connectez-vous pour lire où elle en est.'),
        ('application_again', 'es', 'BrainGain: una solicitud continúa',
            'Una solicitud suya que había terminado continúa. Inicie sesión para leer cómo está.'),
        ('application_again', 'ar', 'BrainGain: استئناف طلب', 'استؤنف طلب لك كان قد انتهى. سجل الدخول لتقرأ إلى أين وصل.'),
        ('application_ended', 'en', 'BrainGain: an application has ended',
            'An application of yours has ended. Sign in to read why, and which other offers are open.'),
        ('application_ended', 'fr', 'BrainGain : une candidature a pris fin',
            'Une de vos candidatures a pris fin. Connectez-vous pour lire pourquoi, et quelles autres offres sont ouvertes.'),
        ('application_ended', 'es', 'BrainGain: una solicitud ha terminado',
            'Una solicitud suya ha terminado. Inicie sesión para leer por qué y qué otras ofertas están abiertas.'),
        ('application_ended', 'ar', 'BrainGain: انتهى طلب',
            'انتهى طلب لك. سجل الدخول لتقرأ السبب، وأي عروض أخرى مفتوحة.'),
        ('application_offered', 'en', 'BrainGain: you are offered a place',
            'An application of yours was successful. Sign in, and answer by %1$s.'),
        ('application_offered', 'fr', 'BrainGain : une place vous est proposée',
            'Une de vos candidatures a abouti. Connectez-vous, et répondez avant le %1$s.'),
        ('application_offered', 'es', 'BrainGain: se le ofrece una plaza',
            'Una solicitud suya fue aceptada. Inicie sesión y responda antes del %1$s.'),
        ('application_offered', 'ar', 'BrainGain: عُرض عليك مكان', 'نجح طلب لك. سجل الدخول وأجب حتى ⁨%1$s⁩.'),
        ('application_further', 'en', 'BrainGain: an application goes on',
            'An application of yours has come a step further. Sign in to read how it stands.'),
        ('application_further', 'fr', 'BrainGain : une candidature avance',
            'Une de vos candidatures a avancé d''une étape. Connectez-vous pour lire où elle en est.'),
        ('application_further', 'es', 'BrainGain: una solicitud avanza',
            'Una solicitud suya ha avanzado un paso. Inicie sesión para leer cómo está.'),
        ('application_further', 'ar', 'BrainGain: طلب يتقدم', 'تقدم طلب لك خطوة. سجل الدخول لتقرأ إلى أين وصل.'),
        ('record_opened', 'en', 'BrainGain: a record was opened',
            E'An administrator opened the record of the member %1$s, until %2$s.\nThe reason given: %3$s'),
        ('record_opened', 'fr', 'BrainGain : un dossier a été ouvert',
            E'Un administrateur a ouvert le dossier du membre %1$s, jusqu''au %2$s.\nMotif indiqué : %3$s'),
        ('record_opened', 'es', 'BrainGain: se abrió un registro',
            E'Un administrador abrió el registro del miembro %1$s, hasta el %2$s.\nMotivo indicado: %3$s'),
        ('record_opened', 'ar', 'BrainGain: فُتح سجل',
            E'فتح مسؤول النظام سجل العضو ⁨%1$s⁩، حتى ⁨%2$s⁩.\nالسبب المذكور: ⁨%3$s⁩'),
        ('account_invited', 'en', 'BrainGain: an invitation',
            E'A lead of %1$s invites you to work for it. Choose a password and an app within three days, with this invitation:\n%2$s\n'
            'Whoever has it can sign in as you: show it to nobody, your lead neither. If you know nothing of this, speak to your desk at once.'),
        ('account_invited', 'fr', 'BrainGain : une invitation',
            E'Un responsable de %1$s vous invite à y travailler. Choisissez un mot de passe et une application de codes sous trois '
            'jours, à l''aide de cette invitation :\n%2$s\nQui l''a peut se connecter à votre place : ne la montrez à personne, pas '
            'même à votre responsable. Si vous ne savez rien de cela, parlez-en tout de suite à votre bureau.'),
        ('account_invited', 'es', 'BrainGain: una invitación',
            E'Un responsable de %1$s le invita a trabajar allí. Elija una contraseña y una aplicación en un plazo de tres días, con '
            'esta invitación:\n%2$s\nQuien la tenga puede entrar en su lugar: no la muestre a nadie, tampoco a su responsable. Si no sabe '
            'nada de esto, hable enseguida con su oficina.'),
        ('account_invited', 'ar', 'BrainGain: دعوة',
            E'يدعوك مسؤول عن ⁨%1$s⁩ إلى العمل فيه. اختر كلمة مرور وتطبيقا خلال ثلاثة أيام بهذه الدعوة:\n%2$s\n'
            'من يملكها يستطيع الدخول باسمك: لا تظهرها لأحد، ولا حتى لمسؤولك. إذا كنت لا تعلم شيئا عن هذا فكلم مكتبك فورا.'),
        ('account_reset', 'en', 'BrainGain: your account is reset',
            E'A lead of %1$s has reset your account. What you have counts until you have chosen anew. Choose a password and an app within '
            'three days, with this invitation:\n%2$s\nWhoever has it can sign in as you: show it to nobody, your lead neither. If you '
            'know nothing of this, speak to your desk at once.'),
        ('account_reset', 'fr', 'BrainGain : votre compte est réinitialisé',
            E'Un responsable de %1$s a réinitialisé votre compte. Ce que vous avez reste valable jusqu''à votre nouveau choix. Choisissez un '
            'mot de passe et une application de codes sous trois jours, à l''aide de cette invitation :\n%2$s\nQui l''a peut se '
            'connecter à votre place : ne la montrez à personne, pas même à votre responsable. Si vous ne savez rien de cela, parlez-en '
            'tout de suite à votre bureau.'),
        ('account_reset', 'es', 'BrainGain: su cuenta se restablece',
            E'Un responsable de %1$s restableció su cuenta. Lo que tiene sigue valiendo hasta que elija de nuevo. Elija una contraseña y una '
            'aplicación en un plazo de tres días, con esta invitación:\n%2$s\nQuien la tenga puede entrar en su lugar: no la muestre a '
            'nadie, tampoco a su responsable. Si no sabe nada de esto, hable enseguida con su oficina.'),
        ('account_reset', 'ar', 'BrainGain: أعيد ضبط حسابك',
            E'أعاد مسؤول عن ⁨%1$s⁩ ضبط حسابك. يبقى ما لديك صالحا حتى تختار من جديد. اختر كلمة مرور وتطبيقا خلال ثلاثة أيام بهذه الدعوة:\n%2$s\n'
            'من يملكها يستطيع الدخول باسمك: لا تظهرها لأحد، ولا حتى لمسؤولك. إذا كنت لا تعلم شيئا عن هذا فكلم مكتبك فورا.'),
        ('password_chosen', 'en', 'BrainGain: another password',
            'A password was chosen for your account, and counts from now on. If that was not you, speak to your desk at once.'),
        ('password_chosen', 'fr', 'BrainGain : un autre mot de passe',
            'Un mot de passe a été choisi pour votre compte, et vaut dès maintenant. Si ce n''était pas vous, parlez-en tout de suite à '
            'votre bureau.'),
        ('password_chosen', 'es', 'BrainGain: otra contraseña',
            'Se eligió una contraseña para su cuenta, que vale desde ahora. Si no fue usted, hable enseguida con su oficina.'),
        ('password_chosen', 'ar', 'BrainGain: كلمة مرور أخرى',
            'اختيرت كلمة مرور لحسابك، وهي صالحة من الآن. إذا لم تكن أنت فكلم مكتبك فورا.'),
        ('address_changed', 'en', 'BrainGain: another address',
            'You are reached at another address from now on. If that was not you, write to your desk at once.'),
        ('address_changed', 'fr', 'BrainGain : une autre adresse',
            'On vous joint désormais à une autre adresse. Si ce n''était pas vous, écrivez tout de suite à votre bureau.'),
        ('address_changed', 'es', 'BrainGain: otra dirección',
            'Desde ahora le escribiremos a otra dirección. Si no fue usted, escriba enseguida a su oficina.'),
        ('address_changed', 'ar', 'BrainGain: عنوان آخر',
            'من الآن نتصل بك على عنوان آخر. إذا لم تكن أنت فاكتب إلى مكتبك فورا.'),
        ('records_merged', 'en', 'BrainGain: two records are one now',
            '%1$s, a desk that you share with, found two records to be yours, and made them one. If one of them is somebody else''s, '
            'sign in and say so (POST /v1/members/me/separation), or have the desk undo it, until %2$s. Until then nothing of the one '
            'is shown to the other, and what was agreed goes on. Then what both agreed to stands, and one of the two is forgotten with '
            'its addresses: only those of the other still let you in.'),
        ('records_merged', 'fr', 'BrainGain : deux dossiers n''en font plus qu''un',
            '%1$s, un bureau avec lequel vous partagez vos données, a jugé que deux dossiers sont les vôtres et les a réunis. Si l''un '
            'd''eux est celui de quelqu''un d''autre, connectez-vous et dites-le (POST /v1/members/me/separation), ou faites-le annuler '
            'par le bureau, jusqu''au %2$s. D''ici là, rien de l''un n''est montré à l''autre, et ce qui a été convenu continue. '
            'Ensuite vaut ce que les deux ont accepté, et l''un des deux est oublié avec ses adresses : seules celles de l''autre vous '
            'permettent encore de vous connecter.'),
        ('records_merged', 'es', 'BrainGain: dos registros son ahora uno',
            '%1$s, una oficina con la que usted comparte sus datos, consideró que dos registros son suyos y los unió. Si uno de ellos es '
            'de otra persona, inicie sesión y dígalo (POST /v1/members/me/separation), o haga que la oficina lo deshaga, hasta el %2$s. '
            'Hasta entonces nada de uno se muestra al otro, y lo acordado sigue. Después vale lo que ambos aceptaron, y uno de los dos se '
            'olvida con sus direcciones: solo las del otro le permiten entrar.'),
        ('records_merged', 'ar', 'BrainGain: أصبح سجلان سجلا واحدا',
            'رأى ⁨%1$s⁩، وهو مكتب تشارك معه بياناتك، أن سجلين هما لك فجعلهما سجلا واحدا. إذا كان أحدهما لشخص آخر فسجل الدخول وقل ذلك '
            '(POST /v1/members/me/separation)، أو اطلب من المكتب أن يلغي ذلك، حتى ⁨%2$s⁩. إلى ذلك الحين لا يعرض شيء من أحدهما للآخر، '
            'ويستمر ما اتفق عليه. بعد ذلك يبقى ما وافق عليه كلاهما، وينسى أحدهما مع عناوينه: عناوين الآخر وحدها تتيح لك الدخول.'),
        ('records_parted', 'en', 'BrainGain: two records again', 'Two records that %1$s had made one are two again, as they were before.'),
        ('records_parted', 'fr', 'BrainGain : de nouveau deux dossiers',
            'Deux dossiers que %1$s avait réunis sont de nouveau deux, comme ils étaient avant.'),
        ('records_parted', 'es', 'BrainGain: de nuevo dos registros',
            'Dos registros que %1$s había unido vuelven a ser dos, como eran antes.'),
        ('records_parted', 'ar', 'BrainGain: سجلان من جديد', 'السجلان اللذان جعلهما ⁨%1$s⁩ سجلا واحدا عادا سجلين كما كانا من قبل.')
$$;

-- A message in the language that somebody reads, or in English where we write none of it, filled in with what is said.
CREATE FUNCTION bg.words(asked text, reads text, VARIADIC said text[] DEFAULT '{}') RETURNS TABLE (subject text, body text)
    LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT m.subject, format(m.body, VARIADIC said) FROM bg.messages() m
    WHERE m.message = asked AND m.language IN ('en', split_part(reads, '-', 1)) ORDER BY m.language = 'en' LIMIT 1
$$;

-- A name in the language that somebody reads, else in English, else in any.
CREATE FUNCTION bg.name_for(reads text, names jsonb) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
    SELECT n.value FROM jsonb_each_text(names) n
    ORDER BY n.key IS DISTINCT FROM split_part(reads, '-', 1), n.key <> 'en', n.key LIMIT 1
$$;

-- To the minute, as messages say it.
CREATE FUNCTION bg.minute(instant timestamptz) RETURNS text LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')
$$;

CREATE OR REPLACE FUNCTION bg.tell_of_introduction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me    uuid := bg.own_person();
    again bool := TG_OP = 'UPDATE' AND OLD.ending IS NOT NULL AND NEW.ending IS NULL;
    told  text := CASE WHEN TG_OP = 'INSERT' THEN 'introduction_proposed' WHEN again THEN 'introduction_again'
        WHEN NEW.state = 'active' THEN 'introduction_accepted' WHEN NEW.ending IS NOT NULL THEN 'introduction_ended'
        ELSE 'introduction_waits' END;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.state = OLD.state OR OLD.ending IS NOT NULL AND NOT again) THEN
        RETURN NULL;
    END IF;
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT c.kind, c.value, w.subject, w.body, greatest(NEW.expires_at, now() + interval '7 days')
    FROM bg.person_contact c JOIN bg.person p ON p.id = c.person
    CROSS JOIN LATERAL bg.words(told, p.language, bg.minute(NEW.expires_at)) AS w
    WHERE c.kind = 'email' AND (again OR c.person IS DISTINCT FROM me) AND (c.person = NEW.mentor
        OR TG_OP = 'UPDATE' AND c.person IN (SELECT f.person FROM bg.founder f WHERE f.venture = NEW.venture));
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION bg.tell_of_application() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    again bool := OLD.ending IS NOT NULL AND NEW.ending IS NULL;
    told  text := CASE WHEN again THEN 'application_again' WHEN NEW.ending IS NOT NULL THEN 'application_ended'
        WHEN NEW.state = 'offered' THEN 'application_offered'
        WHEN NEW.state IN ('shortlisted', 'interview') THEN 'application_further' END;
BEGIN
    IF NEW.state = OLD.state OR OLD.ending IS NOT NULL AND NOT again THEN
        RETURN NULL;
    END IF;
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT c.kind, c.value, w.subject, w.body, greatest(NEW.respond_by, now() + interval '7 days')
    FROM bg.person_contact c JOIN bg.person p ON p.id = c.person
    CROSS JOIN LATERAL bg.words(told, p.language, bg.minute(NEW.respond_by)) AS w
    WHERE c.kind = 'email' AND c.person = NEW.person AND (again OR c.person IS DISTINCT FROM bg.own_person());
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION bg.tell_leads() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    told jsonb;
BEGIN
    IF (SELECT p.status FROM bg.person p WHERE p.id = NEW.person) = 'erased' THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    IF (SELECT count(*) FROM bg.break_glass g WHERE g.principal = NEW.principal AND g.at > now() - interval '1 day') > 20 THEN
        RAISE EXCEPTION USING ERRCODE = 'BG005', MESSAGE = 'break_glass_limit';
    END IF;
    -- Addresses, and the language that is read there; whoever leads the member's desk as well hears of it once.
    SELECT jsonb_object_agg(t.address, t.language) INTO told FROM (
        SELECT a.login AS address, a.language
        FROM bg.member m JOIN bg.organisation o ON o.id = ANY (m.granted) AND m.granted_until > now()
            JOIN bg.membership s ON s.organisation = ANY (o.path) AND s.lead
            JOIN bg.account a ON a.id = s.account AND a.status = 'active' AND a.login LIKE '%@%'
        WHERE m.id = NEW.person
        UNION ALL SELECT c.value, p.language FROM bg.person_contact c JOIN bg.person p ON p.id = c.person
        WHERE c.person = NEW.person AND c.kind = 'email') t;
    IF told IS NULL THEN
        SELECT jsonb_object_agg(a.login, a.language) INTO told FROM bg.account a
        WHERE a.role = 'auditor' AND a.status = 'active' AND a.login LIKE '%@%';
    END IF;
    IF told IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'BG006', MESSAGE = 'nobody_to_tell';
    END IF;
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT 'email', t.key, w.subject, w.body, now() + interval '7 days' FROM jsonb_each_text(told) AS t
    CROSS JOIN LATERAL bg.words('record_opened', t.value, NEW.person::text, bg.minute(NEW.until), NEW.reason) AS w;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION bg.send_invitation(asked uuid, hash bytea, token text) RETURNS text
    LANGUAGE plpgsql SET search_path = '' AS $$
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
    SELECT string_agg(bg.name_for(one.language, o.name), ', ') INTO desks
    FROM bg.membership m JOIN bg.organisation o ON o.id = m.organisation
    WHERE m.account = asked AND m.organisation = ANY (bg.led_organisations());
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT 'email', one.login, w.subject, w.body, one.invited_until
    FROM bg.words(CASE WHEN one.password IS NULL THEN 'account_invited' ELSE 'account_reset' END, one.language, desks, token) AS w;
    RETURN one.login;
END
$$;

DROP FUNCTION bg.add_account(uuid, text, uuid, bytea, text);
CREATE FUNCTION bg.add_account(added uuid, login text, reads text, organisation uuid, hash bytea, token text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF organisation = ANY (bg.led_organisations()) IS NOT TRUE THEN
        RAISE EXCEPTION USING ERRCODE = 'BG004', MESSAGE = 'not_found';
    END IF;
    INSERT INTO bg.account (id, login, language, role) VALUES (added, login, reads, 'desk');
    INSERT INTO bg.membership (account, organisation) VALUES (added, organisation);
    RETURN bg.send_invitation(added, hash, token);
END
$$;

CREATE OR REPLACE FUNCTION bg.tell_of_password() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT 'email', NEW.login, w.subject, w.body, now() + interval '7 days' FROM bg.words('password_chosen', NEW.language) AS w;
    RETURN NULL;
END
$$;

-- Who signs somebody in reads nothing of the record, and has this written to the address that another takes the place of.
CREATE FUNCTION bg.tell_of_address(reached uuid, kind text, address text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT kind, address, w.subject, w.body, now() + interval '7 days'
    FROM bg.person p CROSS JOIN LATERAL bg.words('address_changed', p.language) AS w WHERE p.id = reached
$$;

CREATE OR REPLACE FUNCTION bg.tell_of_merge(one bg.merge) RETURNS void LANGUAGE sql SET search_path = '' AS $$
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT DISTINCT ON (bg.folded_address(c.value)) c.kind, c.value, w.subject, w.body, now() + interval '7 days'
    FROM bg.person_contact c JOIN bg.person p ON p.id = c.person JOIN bg.organisation o ON o.id = one.organisation
    CROSS JOIN LATERAL bg.words(CASE WHEN one.undone_at IS NULL THEN 'records_merged' ELSE 'records_parted' END, p.language,
        bg.name_for(p.language, o.name), to_char(one.undo_until, 'YYYY-MM-DD')) AS w
    WHERE c.person IN (one.kept, one.absorbed) AND c.kind IN ('email', 'phone')
    ORDER BY bg.folded_address(c.value), c.person = one.kept DESC, c.value
$$;
DROP FUNCTION bg.words_of_merge(text, bool);

REVOKE ALL ON FUNCTION bg.messages(), bg.words(text, text, text[]), bg.name_for(text, jsonb), bg.minute(timestamptz),
    bg.add_account(uuid, text, text, uuid, bytea, text), bg.tell_of_address(uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bg.add_account(uuid, text, text, uuid, bytea, text) TO bg_desk;
GRANT EXECUTE ON FUNCTION bg.tell_of_address(uuid, text, text) TO bg_sign_in;

RESET ROLE;
