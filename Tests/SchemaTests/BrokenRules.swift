/// For each rule of the database, by its name, a statement that breaks it and no other.
struct BrokenRules {
    static let all = (people + criteria + records + others + taxonomy).split(separator: "\n").map { line in
        let parts = line.split(separator: ": ", maxSplits: 1).map { String($0) }
        return (name: parts[0], statement: parts[1].withIdentifiers)
    }

    private static let people = """
        organisation_check: UPDATE bg.organisation SET country = 'FR', region = 'MA-01' WHERE id = @2
        organisation_country_fkey: UPDATE bg.organisation SET country = 'ZZ' WHERE id = @2
        organisation_kind_check: UPDATE bg.organisation SET kind = 'x' WHERE id = @2
        organisation_name_check: UPDATE bg.organisation SET name = '{}' WHERE id = @2
        organisation_parent_fkey: DELETE FROM bg.organisation WHERE id = @1
        organisation_pkey: INSERT INTO bg.organisation SELECT * FROM bg.organisation WHERE id = @1
        organisation_region_fkey: UPDATE bg.organisation SET region = 'MA-99' WHERE id = @2
        organisation_status_check: UPDATE bg.organisation SET status = 'x' WHERE id = @2
        person_born_month_check: UPDATE bg.person SET born_year = 2000, born_month = 13 WHERE id = @11
        person_born_year_check: UPDATE bg.person SET born_year = 1899 WHERE id = @11
        person_check: UPDATE bg.person SET born_month = 2 WHERE id = @11
        person_check1: UPDATE bg.person SET born_year = 2000, born_day = 1 WHERE id = @11
        person_check2: UPDATE bg.person SET born_year = 2001, born_month = 2, born_day = 29 WHERE id = @11
        person_latin_name_check: UPDATE bg.person SET latin_name = '' WHERE id = @11
        person_name_check: UPDATE bg.person SET name = ' x' WHERE id = @11
        person_pkey: INSERT INTO bg.person (id, name) VALUES (@11, 'x')
        person_status_check: UPDATE bg.person SET status = 'x' WHERE id = @11
        person_contact_kind_check: UPDATE bg.person_contact SET kind = 'fax'
        person_contact_person_fkey: UPDATE bg.person_contact SET person = @99
        person_contact_pkey: INSERT INTO bg.person_contact VALUES (@11, 'email', 'y')
        person_contact_value_check: UPDATE bg.person_contact SET value = ''
        person_equality_age_band_check: UPDATE bg.person_equality SET age_band = 'x'
        person_equality_migration_status_check: UPDATE bg.person_equality SET migration_status = 'x'
        person_equality_person_fkey: UPDATE bg.person_equality SET person = @99
        person_equality_pkey: INSERT INTO bg.person_equality (person) VALUES (@11)
        person_equality_sex_check: UPDATE bg.person_equality SET sex = 'x'
        person_origin_basis_check: UPDATE bg.person_origin SET basis = 'x'
        person_origin_check: UPDATE bg.person_origin SET basis = 'descent'
        person_origin_country_fkey: UPDATE bg.person_origin SET country = 'ZZ'
        person_origin_generation_check: UPDATE bg.person_origin SET basis = 'descent', generation = 8
        person_origin_person_fkey: UPDATE bg.person_origin SET person = @99
        person_origin_pkey: INSERT INTO bg.person_origin VALUES (@11, 'MA', 'birth')
        person_residence_check: UPDATE bg.person_residence SET country = 'FR'
        person_residence_country_fkey: UPDATE bg.person_residence SET country = 'ZZ', region = NULL
        person_residence_ordinal_check: UPDATE bg.person_residence SET ordinal = -1
        person_residence_person_country_region_key: INSERT INTO bg.person_residence VALUES (@11, 1, 'MA', 'MA-01')
        person_residence_person_fkey: UPDATE bg.person_residence SET person = @99
        person_residence_pkey: INSERT INTO bg.person_residence VALUES (@11, 0, 'FR')
        person_residence_region_fkey: UPDATE bg.person_residence SET region = 'MA-99'
        consent_check: UPDATE bg.consent SET organisation = @1 WHERE id = @21
        consent_check1: UPDATE bg.consent SET until = given_at + interval '1 day' WHERE id = @21
        consent_organisation_fkey: UPDATE bg.consent SET purpose = 'share_with_desk', organisation = @99 WHERE id = @21
        consent_channel_check: UPDATE bg.consent SET channel = 'x'
        consent_person_fkey: UPDATE bg.consent SET person = @99
        consent_pkey: INSERT INTO bg.consent SELECT * FROM bg.consent
        consent_purpose_check: UPDATE bg.consent SET purpose = 'x'
        consent_withdrawal_consent_fkey: UPDATE bg.consent_withdrawal SET consent = @99
        consent_withdrawal_pkey: INSERT INTO bg.consent_withdrawal VALUES (@21)

        """

    private static let criteria = """
        criteria_check: UPDATE bg.criteria SET period_from = 2, period_until = 1 WHERE id = @31
        criteria_check1: UPDATE bg.criteria SET modes_must = true WHERE id = @31
        criteria_check2: UPDATE bg.criteria SET places_must = true WHERE id = @41
        criteria_hours_per_month_check: UPDATE bg.criteria SET hours_per_month = 0 WHERE id = @31
        criteria_kind_check: INSERT INTO bg.criteria (id, side, owner, kind) VALUES (@99, 'need', @11, 5)
        criteria_modes_check: UPDATE bg.criteria SET modes = 8 WHERE id = @31
        criteria_pkey: INSERT INTO bg.criteria (id, side, owner, kind) VALUES (@31, 'profile', @11, 1)
        criteria_side_check: UPDATE bg.criteria SET side = 'x' WHERE id = @39
        criteria_occupation_fkey: UPDATE bg.criteria SET occupation = 'x' WHERE side = 'profile'
        criteria_occupation_side_check: UPDATE bg.criteria SET occupation = 'x' WHERE side = 'need'
        criteria_skill_basis_check: UPDATE bg.criteria_skill SET basis = 5 WHERE position = 0
        criteria_skill_check: INSERT INTO bg.criteria_skill (criteria, position, text, must, owner, kind) VALUES (@31, 9, 'x', true, @11, 1)
        criteria_skill_concept_fkey: UPDATE bg.criteria_skill SET concept = 99 WHERE position = 0
        criteria_skill_criteria_concept_key: UPDATE bg.criteria_skill SET concept = 2 WHERE position = 0
        criteria_skill_criteria_fkey: UPDATE bg.criteria_skill SET criteria = @99 WHERE position = 0
        criteria_skill_importance_check: UPDATE bg.criteria_skill SET importance = 4 WHERE position = 0
        criteria_skill_level_check: UPDATE bg.criteria_skill SET level = 5 WHERE position = 0
        criteria_skill_pkey: UPDATE bg.criteria_skill SET position = 1 WHERE position = 0
        criteria_skill_position_check: UPDATE bg.criteria_skill SET position = -1 WHERE position = 0
        criteria_skill_text_check: UPDATE bg.criteria_skill SET text = '' WHERE position = 0
        criteria_sector_criteria_fkey: UPDATE bg.criteria_sector SET criteria = @99 WHERE position = 0
        criteria_sector_criteria_sector_key: UPDATE bg.criteria_sector SET sector = 'B' WHERE position = 0
        criteria_sector_importance_check: UPDATE bg.criteria_sector SET importance = 0 WHERE position = 0
        criteria_sector_pkey: UPDATE bg.criteria_sector SET position = 1 WHERE position = 0
        criteria_sector_position_check: UPDATE bg.criteria_sector SET position = -1 WHERE position = 0
        criteria_sector_scheme_sector_fkey: UPDATE bg.criteria_sector SET sector = 'Z' WHERE position = 0
        criteria_language_cefr_check: UPDATE bg.criteria_language SET cefr = 7 WHERE position = 0
        criteria_language_criteria_fkey: UPDATE bg.criteria_language SET criteria = @99 WHERE position = 0
        criteria_language_criteria_language_key: UPDATE bg.criteria_language SET tag = 'ar-MA' WHERE position = 0
        criteria_language_language_fkey: UPDATE bg.criteria_language SET tag = 'xx-MA' WHERE position = 0
        criteria_language_pkey: UPDATE bg.criteria_language SET position = 1 WHERE position = 0
        criteria_language_position_check: UPDATE bg.criteria_language SET position = -1 WHERE position = 0
        criteria_place_check: UPDATE bg.criteria_place SET country = 'FR' WHERE position = 1
        criteria_place_country_fkey: UPDATE bg.criteria_place SET country = 'ZZ' WHERE position = 0
        criteria_place_criteria_country_region_key: UPDATE bg.criteria_place SET region = NULL WHERE position = 1
        criteria_place_criteria_fkey: UPDATE bg.criteria_place SET criteria = @99 WHERE position = 0
        criteria_place_pkey: UPDATE bg.criteria_place SET position = 1 WHERE position = 0
        criteria_place_position_check: UPDATE bg.criteria_place SET position = -1 WHERE position = 0
        criteria_place_region_fkey: UPDATE bg.criteria_place SET region = 'MA-99' WHERE position = 0

        """

    private static let records = """
        member_headline_check: UPDATE bg.member SET headline = '' WHERE id = @11
        member_id_fkey: INSERT INTO bg.member (id, profile) VALUES (@99, @49)
        member_pkey: INSERT INTO bg.member (id, profile) VALUES (@11, @49)
        member_profile_key: UPDATE bg.member SET profile = @41 WHERE id = @12
        member_profile_profile_side_fkey: UPDATE bg.member SET profile = @39 WHERE id = @11
        member_status_check: UPDATE bg.member SET status = 'x' WHERE id = @11
        member_wish_key: UPDATE bg.member SET wish = @31 WHERE id = @12
        member_wish_wish_side_fkey: UPDATE bg.member SET wish = @49 WHERE id = @11
        mentor_capacity_check: UPDATE bg.mentor SET capacity = 21
        mentor_desks_check: UPDATE bg.mentor SET desks = array_fill(@1::uuid, ARRAY[21])
        mentor_headline_check: UPDATE bg.mentor SET headline = ''
        mentor_held_check: UPDATE bg.mentor SET held = -1
        mentor_id_fkey: INSERT INTO bg.mentor (id, profile, capacity) VALUES (@99, @49, 1)
        mentor_pkey: INSERT INTO bg.mentor (id, profile, capacity) VALUES (@11, @49, 1)
        mentor_profile_key: INSERT INTO bg.mentor (id, profile, capacity) VALUES (@12, @43, 1)
        mentor_profile_profile_side_fkey: UPDATE bg.mentor SET profile = @39
        mentor_reply_days_check: UPDATE bg.mentor SET reply_days = 0
        mentor_status_check: UPDATE bg.mentor SET status = 'x'
        venture_mentors_wanted_check: UPDATE bg.venture SET mentors_wanted = 4 WHERE id = @51
        venture_name_check: UPDATE bg.venture SET name = E'x\\u0007y' WHERE id = @51
        venture_need_key: UPDATE bg.venture SET need = @33 WHERE id = @51
        venture_need_need_side_fkey: UPDATE bg.venture SET need = @49 WHERE id = @51
        venture_organisation_fkey: UPDATE bg.venture SET organisation = @99 WHERE id = @51
        venture_pkey: INSERT INTO bg.venture (id, organisation, name, stage, need) VALUES (@51, @1, 'x', 'idea', @39)
        venture_stage_check: UPDATE bg.venture SET stage = 'x' WHERE id = @51
        venture_status_check: UPDATE bg.venture SET status = 'x' WHERE id = @51
        founder_lead: UPDATE bg.founder SET lead = true WHERE person = @12
        founder_person_fkey: UPDATE bg.founder SET person = @99 WHERE person = @12
        founder_pkey: INSERT INTO bg.founder VALUES (@51, @11, false)
        founder_venture_fkey: UPDATE bg.founder SET venture = @99 WHERE person = @12
        cohort_mentors_check: UPDATE bg.cohort SET mentors = '{}'
        cohort_name_check: UPDATE bg.cohort SET name = ''
        cohort_organisation_fkey: UPDATE bg.cohort SET organisation = @99
        cohort_pkey: INSERT INTO bg.cohort (id, organisation, name, ventures) VALUES (@91, @1, 'x', ARRAY[@51::uuid])
        cohort_status_check: UPDATE bg.cohort SET status = 'x'
        cohort_ventures_check: UPDATE bg.cohort SET ventures = '{}'
        application_accepted_check: UPDATE bg.application SET offered_at = NULL, respond_by = NULL
        application_attestations_check: UPDATE bg.application SET attestations = '[]'
        application_draft_check: UPDATE bg.application SET submitted_at = NULL
        application_end_reason_check: UPDATE bg.application SET ending = 'rejected', ended_at = now(), end_reason = 'X'
        application_ended_check: UPDATE bg.application SET ending = 'rejected'
        application_ending_check: UPDATE bg.application SET ending = 'x', ended_at = now(), end_reason = 'x'
        application_merged_fkey: UPDATE bg.application SET merged = @99
        application_no_show_check: UPDATE bg.application SET accepted_at = NULL, ending = 'rejected', ended_at = now(), end_reason = 'no_show'
        application_offer_fkey: UPDATE bg.application SET offer = @99
        application_offered_check: UPDATE bg.application SET respond_by = NULL
        application_open: INSERT INTO bg.application (id, offer, person, organisation) SELECT @96, offer, person, organisation FROM bg.application
        application_organisation_fkey: UPDATE bg.application SET organisation = @99
        application_person_check: UPDATE bg.application SET person = NULL
        application_person_fkey: UPDATE bg.application SET person = @99
        application_pkey: INSERT INTO bg.application (id, offer, person, organisation, ending, ended_at, end_reason) SELECT id, offer, person, organisation, 'rejected', now(), 'x' FROM bg.application
        application_placed_check: UPDATE bg.application SET placed_at = now(), ending = 'rejected', ended_at = now(), end_reason = 'x'
        application_rule_version_check: UPDATE bg.application SET rule_version = 0
        application_shared_check: UPDATE bg.application SET shared = '{x}'
        introduction_accepted_by_fkey: UPDATE bg.introduction SET accepted_by = @99
        introduction_check: UPDATE bg.introduction SET ending = 'void'
        introduction_check1: UPDATE bg.introduction SET end_reason = 'x'
        introduction_check2: UPDATE bg.introduction SET mentor = NULL
        introduction_check3: UPDATE bg.introduction SET venture_accepted_at = NULL
        introduction_check4: UPDATE bg.introduction SET mentor_accepted_at = now()
        introduction_end_reason_check: UPDATE bg.introduction SET ending = 'void', ended_at = now(), end_reason = 'X'
        introduction_ending_check: UPDATE bg.introduction SET ending = 'x', ended_at = now()
        introduction_mentor_fkey: UPDATE bg.introduction SET mentor = @99
        introduction_note_check: UPDATE bg.introduction SET note = ''
        introduction_open: INSERT INTO bg.introduction (id, venture, mentor, organisation) SELECT @96, venture, mentor, organisation FROM bg.introduction
        introduction_organisation_fkey: UPDATE bg.introduction SET organisation = @99
        introduction_pkey: INSERT INTO bg.introduction (id, venture, mentor, organisation, ending, ended_at) SELECT id, venture, mentor, organisation, 'void', now() FROM bg.introduction
        introduction_reason_check: UPDATE bg.introduction SET reason = ''
        introduction_venture_fkey: UPDATE bg.introduction SET venture = @99
        webhook_organisation_fkey: UPDATE bg.webhook SET organisation = @99
        webhook_pkey: INSERT INTO bg.webhook (id, organisation, url, secret) SELECT id, organisation, url || 'x', secret FROM bg.webhook
        webhook_same: INSERT INTO bg.webhook (id, organisation, url, secret) SELECT @99, organisation, url, secret FROM bg.webhook
        webhook_secret_check: UPDATE bg.webhook SET secret = 'x'
        webhook_url_check: UPDATE bg.webhook SET url = 'http://example.org/'
        event_pkey: INSERT INTO log.event (id, webhook, type, subject) OVERRIDING SYSTEM VALUE SELECT id, webhook, 'x', subject FROM log.event
        event_webhook_fkey: UPDATE log.event SET webhook = @99
        venture_mentored_check: UPDATE bg.venture SET mentored = -1
        assignment_cohort_fkey: INSERT INTO bg.assignment VALUES (@99, 1, 1, now(), '1', 't')
        assignment_pkey: INSERT INTO bg.assignment VALUES (@91, 1, 1, now(), '1', 't')
        assignment_revision_check: INSERT INTO bg.assignment VALUES (@91, 0, 1, now(), '1', 't')
        assignment_venture_best_fkey: UPDATE bg.assignment_venture SET best = @99
        assignment_venture_best_score_check: UPDATE bg.assignment_venture SET best_score = 62501
        assignment_venture_check: UPDATE bg.assignment_venture SET score = NULL
        assignment_venture_check1: UPDATE bg.assignment_venture SET best_score = NULL
        assignment_venture_cohort_revision_fkey: UPDATE bg.assignment_venture SET revision = 2
        assignment_venture_mentor_fkey: UPDATE bg.assignment_venture SET mentor = @99
        assignment_venture_pkey: INSERT INTO bg.assignment_venture (cohort, revision, position, venture, pinned) VALUES (@91, 1, 1, @51, false)
        assignment_venture_score_check: UPDATE bg.assignment_venture SET score = -1
        assignment_venture_venture_fkey: UPDATE bg.assignment_venture SET venture = @99
        assignment_venture_why_check: UPDATE bg.assignment_venture SET why = 'x'
        assignment_mentor_capacity_check: UPDATE bg.assignment_mentor SET capacity = 21
        assignment_mentor_cohort_revision_fkey: UPDATE bg.assignment_mentor SET revision = 2
        assignment_mentor_held_check: UPDATE bg.assignment_mentor SET held = -1
        assignment_mentor_mentor_fkey: UPDATE bg.assignment_mentor SET mentor = @99
        assignment_mentor_pkey: INSERT INTO bg.assignment_mentor VALUES (@91, 1, @11, 1, false, 0)
        assignment_forbid_cohort_revision_fkey: UPDATE bg.assignment_forbid SET revision = 2
        assignment_forbid_mentor_fkey: UPDATE bg.assignment_forbid SET mentor = @99
        assignment_forbid_pkey: INSERT INTO bg.assignment_forbid VALUES (@91, 1, @52, @11)
        assignment_forbid_venture_fkey: UPDATE bg.assignment_forbid SET venture = @99
        offer_centre_fkey: UPDATE bg.offer SET centre = @99 WHERE id = @61
        offer_check: UPDATE bg.offer SET taken = 2 WHERE id = @61
        offer_check1: UPDATE bg.offer SET closes_at = opens_at WHERE id = @61
        offer_committed_places_check: UPDATE bg.offer SET committed_places = 0 WHERE id = @61
        offer_gives_gives_side_fkey: UPDATE bg.offer SET gives = @39 WHERE id = @61
        offer_gives_key: UPDATE bg.offer SET gives = @45 WHERE id = @61
        offer_kind_check: UPDATE bg.offer SET kind = 'x' WHERE id = @61
        offer_need_key: UPDATE bg.offer SET need = @35 WHERE id = @61
        offer_need_need_side_fkey: UPDATE bg.offer SET need = @49 WHERE id = @61
        offer_organisation_fkey: UPDATE bg.offer SET organisation = @99 WHERE id = @61
        offer_pkey: UPDATE bg.offer SET id = @62 WHERE id = @61
        offer_places_check: UPDATE bg.offer SET places = 0 WHERE id = @61
        offer_status_check: UPDATE bg.offer SET status = 'x' WHERE id = @61
        offer_title_check: UPDATE bg.offer SET title = '"x"' WHERE id = @61
        offer_rule_clauses_check: UPDATE bg.offer_rule SET clauses = '{}' WHERE version = 1
        offer_rule_offer_fkey: UPDATE bg.offer_rule SET offer = @99 WHERE version = 1
        offer_rule_offer_valid_excl: UPDATE bg.offer_rule SET valid = '[2026-01-01, 2027-01-02)' WHERE version = 1
        offer_rule_pkey: UPDATE bg.offer_rule SET version = 2 WHERE version = 1
        offer_rule_valid_check: UPDATE bg.offer_rule SET valid = '(, 2027-01-01)' WHERE version = 1
        offer_rule_version_check: UPDATE bg.offer_rule SET version = 0 WHERE version = 1

        """

    private static let others = """
        api_key_check: UPDATE bg.api_key SET expires_at = created_at WHERE id = @71
        api_key_check1: UPDATE bg.api_key SET role = 'desk' WHERE id = @71
        api_key_check2: UPDATE bg.api_key SET person = @11 WHERE id = @71
        api_key_hash_check: UPDATE bg.api_key SET hash = 'x' WHERE id = @71
        api_key_hash_key: UPDATE bg.api_key SET hash = decode(repeat('02', 32), 'hex') WHERE id = @71
        api_key_organisation_fkey: UPDATE bg.api_key SET role = 'desk', organisation = @99 WHERE id = @71
        api_key_person_fkey: UPDATE bg.api_key SET role = 'member', person = @99 WHERE id = @71
        api_key_pkey: UPDATE bg.api_key SET id = @72 WHERE id = @71
        api_key_scopes_check: UPDATE bg.api_key SET scopes = '{all}' WHERE id = @71
        api_key_role_check: UPDATE bg.api_key SET role = 'x' WHERE id = @71
        account_barred_check: UPDATE bg.account SET barred = true WHERE id = @73
        account_check: UPDATE bg.account SET totp = '01234567890123456789' WHERE id = @73
        account_check1: UPDATE bg.account SET invited_until = NULL WHERE id = @73
        account_disabled_check: UPDATE bg.account SET disabled_at = now() WHERE id = @73
        account_failed_check: UPDATE bg.account SET failed = -1 WHERE id = @73
        account_invites_check: UPDATE bg.account SET invites = array_fill(now(), '{21}') WHERE id = @73
        account_invitation_check: UPDATE bg.account SET invitation = 'x' WHERE id = @73
        account_invitation_key: UPDATE bg.account SET invitation = sha256('omar') WHERE id = @73
        account_login_form: UPDATE bg.account SET login = 'ami' || chr(65358) || 'a' WHERE id = @73
        account_login_check: UPDATE bg.account SET login = 'Amina' WHERE id = @73
        account_login_key: UPDATE bg.account SET login = 'omar' WHERE id = @73
        account_password_check: UPDATE bg.account SET password = 'secret', totp = '01234567890123456789' WHERE id = @73
        account_pkey: UPDATE bg.account SET id = @73 WHERE id = @74
        account_role_check: UPDATE bg.account SET role = 'member' WHERE id = @73
        account_status_check: UPDATE bg.account SET status = 'x' WHERE id = @73
        account_totp_check: UPDATE bg.account SET password = '$argon2id$', totp = 'x' WHERE id = @73
        account_link_account_fkey: UPDATE bg.account_link SET account = @99
        account_link_hash_check: UPDATE bg.account_link SET hash = 'x'
        account_link_hash_key: UPDATE bg.account_link SET hash = sha256('x') WHERE issuer = 'https://b'
        account_link_issuer_check: UPDATE bg.account_link SET issuer = 'http://a'
        account_link_pkey: INSERT INTO bg.account_link VALUES (@73, 'https://a', sha256('w'))
        membership_account_fkey: UPDATE bg.membership SET account = @99
        membership_organisation_fkey: UPDATE bg.membership SET organisation = @99
        membership_pkey: INSERT INTO bg.membership VALUES (@73, @1)
        recovery_code_account_fkey: UPDATE bg.recovery_code SET account = @99
        recovery_code_hash_check: UPDATE bg.recovery_code SET hash = 'x'
        recovery_code_pkey: INSERT INTO bg.recovery_code SELECT * FROM bg.recovery_code
        session_account_fkey: UPDATE bg.session SET account = @99
        session_check: UPDATE bg.session SET ends_at = now()
        session_check1: UPDATE bg.session SET account = NULL
        session_check2: UPDATE bg.session SET account = NULL, person = @11
        session_kind_check: UPDATE bg.session SET account = NULL, person = @11, kind = 'post', address = 'x'
        one_time_code_address_check: INSERT INTO log.one_time_code (address, hash) VALUES ('x', sha256('x'))
        one_time_code_hash_check: INSERT INTO log.one_time_code (address, hash) VALUES (sha256('x'), 'x')
        one_time_code_pkey: INSERT INTO log.one_time_code (address, hash) VALUES (sha256('x'), sha256('x')), (sha256('x'), sha256('x'))
        one_time_code_tries_check: INSERT INTO log.one_time_code (address, hash, tries) VALUES (sha256('x'), sha256('x'), 6)
        outbox_kind_check: INSERT INTO log.outbox (kind, address, subject, body, until) VALUES ('post', 'x', 'x', 'x', now())
        outbox_pkey: INSERT INTO log.outbox (id, kind, address, subject, body, until) SELECT @99, 'phone', 'x', 'x', 'x', now() FROM generate_series(1, 2)
        session_hash_check: UPDATE bg.session SET hash = 'x' WHERE id = @75
        session_hash_key: UPDATE bg.session SET hash = sha256('y') WHERE id = @75
        session_pkey: UPDATE bg.session SET id = @76 WHERE id = @75
        break_glass_check: INSERT INTO bg.break_glass (principal, person, reason, until) VALUES (@71, @11, 'because of it', now() + interval '2 hours')
        break_glass_person_fkey: INSERT INTO bg.break_glass (principal, person, reason) VALUES (@71, @99, 'because of it')
        break_glass_pkey: INSERT INTO bg.break_glass (id, principal, person, reason) SELECT @99, @71, @11, 'because of it' FROM generate_series(1, 2)
        break_glass_reason_check: INSERT INTO bg.break_glass (principal, person, reason) VALUES (@71, @11, 'why not')
        audit_act_check: INSERT INTO log.audit (act, kind, subject) VALUES ('x', 'x', @99)
        audit_pkey: INSERT INTO log.audit OVERRIDING SYSTEM VALUE SELECT * FROM log.audit
        seal_hash_check: INSERT INTO log.seal (number, epoch, to_snapshot, first_line, last_line, lines, previous, hash) VALUES (1, @99, pg_current_snapshot(), 1, 1, 1, sha256(''), '')
        seal_lines_check: INSERT INTO log.seal (number, epoch, to_snapshot, first_line, last_line, lines, previous, hash) VALUES (1, @99, pg_current_snapshot(), 1, 1, 0, sha256(''), sha256(''))
        seal_number_check: INSERT INTO log.seal (number, epoch, to_snapshot, first_line, last_line, lines, previous, hash) VALUES (0, @99, pg_current_snapshot(), 1, 1, 1, sha256(''), sha256(''))
        seal_pkey: INSERT INTO log.seal (number, epoch, to_snapshot, first_line, last_line, lines, previous, hash) VALUES (1, @99, pg_current_snapshot(), 1, 1, 1, sha256(''), sha256('')), (1, @99, pg_current_snapshot(), 1, 1, 1, sha256(''), sha256(''))
        seal_previous_check: INSERT INTO log.seal (number, epoch, to_snapshot, first_line, last_line, lines, previous, hash) VALUES (1, @99, pg_current_snapshot(), 1, 1, 1, '', sha256(''))
        erasure_pkey: INSERT INTO log.erasure (person) VALUES (@11), (@11)
        idempotency_key_check: UPDATE log.idempotency SET key = ''
        idempotency_pkey: INSERT INTO log.idempotency SELECT * FROM log.idempotency
        change_check: INSERT INTO log.change (kind) VALUES ('member')
        change_kind_check: INSERT INTO log.change (kind, id) VALUES ('x', @1)
        change_pkey: INSERT INTO log.change OVERRIDING SYSTEM VALUE SELECT * FROM log.change LIMIT 1
        epoch_only_row_check: UPDATE log.epoch SET only_row = false
        epoch_pkey: INSERT INTO log.epoch DEFAULT VALUES
        person_merged_check: UPDATE bg.person SET status = 'merged' WHERE id = @12
        person_merged_into_fkey: UPDATE bg.person SET status = 'merged', merged_into = @99 WHERE id = @12
        merge_absorbed_fkey: UPDATE bg.merge SET absorbed = @99
        merge_check: UPDATE bg.merge SET absorbed = @11
        merge_check1: UPDATE bg.merge SET undone_at = at - interval '1 day'
        merge_kept_fkey: UPDATE bg.merge SET kept = @99
        merge_organisation_fkey: UPDATE bg.merge SET organisation = @99
        merge_pkey: INSERT INTO bg.merge (id, kept, absorbed, organisation, principal) VALUES (@86, @12, @11, @1, @73)
        merge_standing: INSERT INTO bg.merge (id, kept, absorbed, organisation, principal) VALUES (@87, @11, @12, @1, @73)
        told_apart_check: UPDATE bg.told_apart SET one = @12, other = @11
        told_apart_one_fkey: UPDATE bg.told_apart SET one = @0
        told_apart_other_fkey: UPDATE bg.told_apart SET other = @99
        told_apart_pkey: INSERT INTO bg.told_apart VALUES (@11, @12, @73)
        contest_about_check: UPDATE bg.contest SET log = NULL WHERE id = @83
        contest_answer_check: UPDATE bg.contest SET outcome = 'upheld' WHERE id = @83
        contest_application_fkey: UPDATE bg.contest SET log = NULL, application = @99 WHERE id = @83
        contest_person_application_key: UPDATE bg.contest SET log = NULL, offer = NULL, application = @85
        contest_offer_fkey: UPDATE bg.contest SET offer = @99 WHERE id = @84
        contest_organisation_fkey: UPDATE bg.contest SET organisation = @99 WHERE id = @84
        contest_outcome_check: UPDATE bg.contest SET outcome = 'x', reason = 'because of it', answered_at = now() WHERE id = @83
        contest_person_fkey: UPDATE bg.contest SET person = @99 WHERE id = @83
        contest_person_log_key: INSERT INTO bg.contest (id, person, log, text) VALUES (@85, @11, @82, 'x')
        contest_person_offer_key: INSERT INTO bg.contest (id, person, offer, text) VALUES (@85, @11, @61, 'x')
        contest_pkey: UPDATE bg.contest SET id = @84 WHERE id = @83
        contest_reason_check: UPDATE bg.contest SET outcome = 'upheld', reason = 'why not', answered_at = now() WHERE id = @83
        contest_text_check: UPDATE bg.contest SET text = '' WHERE id = @83
        match_check: UPDATE log.match SET shown = '{}'
        match_pkey: INSERT INTO log.match SELECT * FROM log.match
        match_shape_pkey: INSERT INTO log.match_shape VALUES (1, 'y')

        """

    private static let taxonomy = """
        release_pkey: INSERT INTO ref.release SELECT * FROM ref.release
        concept_code_key: UPDATE ref.concept SET code = 'b' WHERE id = 1
        concept_kind_check: UPDATE ref.concept SET kind = 'x' WHERE id = 1
        concept_pkey: UPDATE ref.concept SET id = 2 WHERE id = 1
        concept_release_fkey: UPDATE ref.concept SET release = 'x' WHERE id = 1
        concept_status_check: UPDATE ref.concept SET status = 'x' WHERE id = 1
        concept_uri_key: UPDATE ref.concept SET uri = 'u:b' WHERE id = 1
        label_concept_fkey: UPDATE ref.label SET concept = 99
        label_kind_check: UPDATE ref.label SET kind = 'x'
        label_pkey: INSERT INTO ref.label SELECT * FROM ref.label
        relation_a_fkey: UPDATE ref.relation SET a = 99
        relation_b_fkey: UPDATE ref.relation SET b = 99
        relation_kind_check: UPDATE ref.relation SET kind = 'x'
        relation_pkey: INSERT INTO ref.relation SELECT * FROM ref.relation
        given_neighbour_a_fkey: UPDATE ref.given_neighbour SET a = 99
        given_neighbour_alike_check: UPDATE ref.given_neighbour SET alike = 101
        given_neighbour_b_fkey: UPDATE ref.given_neighbour SET b = 99
        given_neighbour_check: UPDATE ref.given_neighbour SET b = 1
        given_neighbour_pkey: INSERT INTO ref.given_neighbour SELECT * FROM ref.given_neighbour
        given_neighbour_same_job_check: UPDATE ref.given_neighbour SET same_job = -1
        neighbour_check: UPDATE ref.neighbour SET alike = '{}'
        neighbour_concept_fkey: UPDATE ref.neighbour SET concept = 99
        neighbour_pkey: INSERT INTO ref.neighbour SELECT * FROM ref.neighbour
        occupation_code_key: UPDATE ref.occupation SET code = 'b' WHERE id = 1
        occupation_pkey: UPDATE ref.occupation SET id = 2 WHERE id = 1
        occupation_release_fkey: UPDATE ref.occupation SET release = 'x' WHERE id = 1
        occupation_uri_key: UPDATE ref.occupation SET uri = 'u:b' WHERE id = 1
        occupation_label_kind_check: UPDATE ref.occupation_label SET kind = 'x'
        occupation_label_occupation_fkey: UPDATE ref.occupation_label SET occupation = 99
        occupation_label_pkey: INSERT INTO ref.occupation_label SELECT * FROM ref.occupation_label
        occupation_skill_concept_fkey: UPDATE ref.occupation_skill SET concept = 99
        occupation_skill_occupation_fkey: UPDATE ref.occupation_skill SET occupation = 99
        occupation_skill_pkey: INSERT INTO ref.occupation_skill SELECT * FROM ref.occupation_skill
        code_pkey: INSERT INTO ref.code VALUES ('isic', 'A', NULL, '{}')
        code_scheme_check: INSERT INTO ref.code VALUES ('x', 'A', NULL, '{}')
        code_scheme_parent_fkey: INSERT INTO ref.code VALUES ('isic', 'C', 'Z', '{}')
        country_code_check: INSERT INTO ref.country VALUES ('ma', '{}')
        country_pkey: INSERT INTO ref.country VALUES ('MA', '{}')
        region_check: INSERT INTO ref.region VALUES ('FR-01', 'MA', 'x')
        region_code_check: INSERT INTO ref.region VALUES ('MA-0001', 'MA', 'x')
        region_country_fkey: INSERT INTO ref.region VALUES ('ZZ-01', 'ZZ', 'x')
        region_pkey: INSERT INTO ref.region VALUES ('MA-01', 'MA', 'x')
        language_pkey: INSERT INTO ref.language VALUES ('fr', '{}')
        language_tag_check: INSERT INTO ref.language VALUES ('f', '{}')
        unmapped_check: UPDATE ref.unmapped SET status = 'mapped'
        unmapped_concept_fkey: UPDATE ref.unmapped SET status = 'mapped', concept = 99
        unmapped_pkey: INSERT INTO ref.unmapped SELECT * FROM ref.unmapped
        unmapped_seen_check: UPDATE ref.unmapped SET seen = 0
        unmapped_status_check: UPDATE ref.unmapped SET status = 'x'
        """
}
