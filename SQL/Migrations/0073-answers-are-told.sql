-- Who contests something waits for the answer, and heard of it by looking alone: it is told as whatever else others do.
SET ROLE bg_owner;

CREATE OR REPLACE FUNCTION bg.messages() RETURNS TABLE (message text, language text, subject text, body text)
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
        ('contest_answered', 'en', 'BrainGain: a contest was answered',
            'A contest of yours has been answered. Sign in to read the answer, and its reason.'),
        ('contest_answered', 'fr', 'BrainGain : une réponse à votre contestation',
            'Une de vos contestations a reçu une réponse. Connectez-vous pour la lire, avec son motif.'),
        ('contest_answered', 'es', 'BrainGain: respuesta a su impugnación',
            'Una impugnación suya tiene respuesta. Inicie sesión para leerla, con su motivo.'),
        ('contest_answered', 'ar', 'BrainGain: رد على اعتراضك', 'وصل الرد على اعتراض لك. سجل الدخول لتقرأ الرد وسببه.'),
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

-- Whoever made a contest hears that it was answered, whoever does. No message names anybody.
CREATE FUNCTION bg.tell_of_contest() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    INSERT INTO log.outbox (kind, address, subject, body, until)
    SELECT c.kind, c.value, w.subject, w.body, now() + interval '7 days'
    FROM bg.person_contact c JOIN bg.person p ON p.id = c.person
    CROSS JOIN LATERAL bg.words('contest_answered', p.language) AS w
    WHERE c.kind = 'email' AND c.person = NEW.person;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION bg.tell_of_contest() FROM PUBLIC;
CREATE TRIGGER tell_of_contest AFTER UPDATE OF outcome ON bg.contest FOR EACH ROW
    WHEN (OLD.outcome IS NULL AND NEW.outcome IS NOT NULL) EXECUTE FUNCTION bg.tell_of_contest();

RESET ROLE;
