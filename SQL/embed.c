#include "Schema.h"

// #embed is C23; the compiler of the Swift toolchain knows it and would warn that older ones do not.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char roles[] = {
#embed "Migrations/0001-roles-and-schemas.sql"
};
static const unsigned char taxonomy[] = {
#embed "Migrations/0002-taxonomy.sql"
};
static const unsigned char persons[] = {
#embed "Migrations/0003-organisations-and-persons.sql"
};
static const unsigned char criteria[] = {
#embed "Migrations/0004-criteria.sql"
};
static const unsigned char matched[] = {
#embed "Migrations/0005-members-mentors-ventures-offers.sql"
};
static const unsigned char keys[] = {
#embed "Migrations/0006-keys-and-idempotency.sql"
};
static const unsigned char feed[] = {
#embed "Migrations/0007-change-feed.sql"
};
static const unsigned char search[] = {
#embed "Migrations/0008-text-search.sql"
};
static const unsigned char prefixes[] = {
#embed "Migrations/0009-label-prefixes.sql"
};
static const unsigned char marks[] = {
#embed "Migrations/0010-feed-marks.sql"
};
static const unsigned char cohorts[] = {
#embed "Migrations/0011-cohorts.sql"
};
static const unsigned char basis[] = {
#embed "Migrations/0012-basis-of-skills.sql"
};
static const unsigned char neighbours[] = {
#embed "Migrations/0013-neighbours-told.sql"
};
static const unsigned char askers[] = {
#embed "Migrations/0014-who-asks.sql"
};
static const unsigned char audit[] = {
#embed "Migrations/0015-audit.sql"
};
static const unsigned char packed[] = {
#embed "Migrations/0016-packed-skills.sql"
};
static const unsigned char policies[] = {
#embed "Migrations/0017-policies.sql"
};
static const unsigned char erasure[] = {
#embed "Migrations/0018-erasure.sql"
};
static const unsigned char own[] = {
#embed "Migrations/0019-own-criteria.sql"
};
static const unsigned char clock[] = {
#embed "Migrations/0020-clock-seals.sql"
};
static const unsigned char accounts[] = {
#embed "Migrations/0021-accounts.sql"
};
static const unsigned char grants[] = {
#embed "Migrations/0022-grants.sql"
};
static const unsigned char memberSessions[] = {
#embed "Migrations/0023-member-sessions.sql"
};
static const unsigned char scopes[] = {
#embed "Migrations/0024-scopes-of-keys.sql"
};
static const unsigned char known[] = {
#embed "Migrations/0025-service-knows-its-schema.sql"
};
static const unsigned char breakGlass[] = {
#embed "Migrations/0026-break-glass.sql"
};
static const unsigned char restricted[] = {
#embed "Migrations/0027-restricted-mentors.sql"
};
static const unsigned char linked[] = {
#embed "Migrations/0028-linked-accounts.sql"
};
static const unsigned char matchLog[] = {
#embed "Migrations/0029-match-log.sql"
};
static const unsigned char introductions[] = {
#embed "Migrations/0030-introductions.sql"
};
static const unsigned char contests[] = {
#embed "Migrations/0031-contests.sql"
};
static const unsigned char webhooks[] = {
#embed "Migrations/0032-webhooks.sql"
};
static const unsigned char file[] = {
#embed "Migrations/0033-own-file.sql"
};
static const unsigned char cheaperMatchLog[] = {
#embed "Migrations/0034-cheaper-match-log.sql"
};
static const unsigned char shapesEnd[] = {
#embed "Migrations/0035-shapes-end.sql"
};
static const unsigned char cards[] = {
#embed "Migrations/0036-cards-alone.sql"
};
static const unsigned char proposals[] = {
#embed "Migrations/0037-proposals-a-mentor-gets.sql"
};
static const unsigned char duplicates[] = {
#embed "Migrations/0038-duplicates.sql"
};
static const unsigned char deskAccounts[] = {
#embed "Migrations/0039-accounts-of-a-desk.sql"
};
static const unsigned char applications[] = {
#embed "Migrations/0040-applications.sql"
};
static const unsigned char equalTimes[] = {
#embed "Migrations/0041-equal-times.sql"
};
static const unsigned char mergesRest[] = {
#embed "Migrations/0042-merges-rest.sql"
};
static const unsigned char invitations[] = {
#embed "Migrations/0043-invitations-by-mail.sql"
};
static const unsigned char ends[] = {
#embed "Migrations/0044-ends-of-applications.sql"
};
static const unsigned char limits[] = {
#embed "Migrations/0045-exact-limits.sql"
};
static const unsigned char knownVentures[] = {
#embed "Migrations/0046-known-ventures.sql"
};
static const unsigned char desksOfAMentor[] = {
#embed "Migrations/0047-desks-of-a-mentor.sql"
};
static const unsigned char nowInPolicies[] = {
#embed "Migrations/0048-now-in-policies.sql"
};
static const unsigned char mergesEnd[] = {
#embed "Migrations/0049-merges-end.sql"
};
static const unsigned char forgottenMentors[] = {
#embed "Migrations/0050-forgotten-mentors.sql"
};
static const unsigned char unlikePairs[] = {
#embed "Migrations/0051-unlike-pairs.sql"
};
static const unsigned char packedCriteria[] = {
#embed "Migrations/0052-packed-criteria.sql"
};
static const unsigned char formOfLogins[] = {
#embed "Migrations/0053-one-form-of-logins.sql"
};
static const unsigned char matchedMentors[] = {
#embed "Migrations/0054-matched-mentors.sql"
};
static const unsigned char registrations[] = {
#embed "Migrations/0055-registrations-a-day.sql"
};
static const unsigned char noAge[] = {
#embed "Migrations/0056-no-age-on-a-card.sql"
};
static const unsigned char wordsOfMerges[] = {
#embed "Migrations/0057-words-of-merges.sql"
};
static const unsigned char wordsOfMessages[] = {
#embed "Migrations/0058-words-of-messages.sql"
};
static const unsigned char chains[] = {
#embed "Migrations/0059-chains-come-back.sql"
};
static const unsigned char absence[] = {
#embed "Migrations/0060-contests-of-absence.sql"
};
static const unsigned char agreedFounders[] = {
#embed "Migrations/0061-agreed-founders.sql"
};
static const unsigned char actsByPages[] = {
#embed "Migrations/0062-acts-by-pages.sql"
};
static const unsigned char contestsADay[] = {
#embed "Migrations/0063-contests-a-day.sql"
};
static const unsigned char oneMoment[] = {
#embed "Migrations/0064-one-moment.sql"
};
static const unsigned char countedInvitations[] = {
#embed "Migrations/0065-counted-invitations.sql"
};
static const unsigned char keysAfterErasure[] = {
#embed "Migrations/0066-keys-after-erasure.sql"
};
static const unsigned char theirOwnWord[] = {
#embed "Migrations/0067-their-own-word.sql"
};
static const unsigned char fairWebhooks[] = {
#embed "Migrations/0068-fair-webhooks.sql"
};
static const unsigned char stepsAskConsent[] = {
#embed "Migrations/0069-steps-ask-consent.sql"
};
static const unsigned char noPartySettles[] = {
#embed "Migrations/0070-no-party-settles.sql"
};
static const unsigned char somebodyToAgreeTo[] = {
#embed "Migrations/0071-somebody-to-agree-to.sql"
};
static const unsigned char whoBeginsIsJudged[] = {
#embed "Migrations/0072-who-begins-is-judged.sql"
};
static const unsigned char answersAreTold[] = {
#embed "Migrations/0073-answers-are-told.sql"
};
static const unsigned char consentsADay[] = {
#embed "Migrations/0074-consents-a-day.sql"
};
static const unsigned char languageOfAccount[] = {
#embed "Migrations/0075-language-of-an-account.sql"
};
static const unsigned char plannedOnce[] = {
#embed "Migrations/0076-planned-once.sql"
};
static const unsigned char centresOpenOffers[] = {
#embed "Migrations/0077-centres-open-offers.sql"
};
static const unsigned char foundersWhoShare[] = {
#embed "Migrations/0078-founders-who-share.sql"
};
static const unsigned char whoseDesks[] = {
#embed "Migrations/0079-whose-desks.sql"
};
static const unsigned char theLaterWord[] = {
#embed "Migrations/0080-the-later-word.sql"
};
static const unsigned char whoseReason[] = {
#embed "Migrations/0081-whose-reason.sql"
};
static const unsigned char retiredMentors[] = {
#embed "Migrations/0082-retired-mentors.sql"
};
static const unsigned char theirOwnRest[] = {
#embed "Migrations/0083-their-own-rest.sql"
};
static const unsigned char clocksFindFew[] = {
#embed "Migrations/0084-clocks-find-few.sql"
};
static const unsigned char nothingBehindAnErasure[] = {
#embed "Migrations/0085-nothing-behind-an-erasure.sql"
};
static const unsigned char ownAcceptance[] = {
#embed "Migrations/0086-own-acceptance.sql"
};
static const unsigned char mergesADay[] = {
#embed "Migrations/0087-merges-a-day.sql"
};
static const unsigned char registeredOnce[] = {
#embed "Migrations/0088-registered-once.sql"
};

static const EmbeddedFile migrations[] = {
    {"0001-roles-and-schemas", roles, sizeof roles},
    {"0002-taxonomy", taxonomy, sizeof taxonomy},
    {"0003-organisations-and-persons", persons, sizeof persons},
    {"0004-criteria", criteria, sizeof criteria},
    {"0005-members-mentors-ventures-offers", matched, sizeof matched},
    {"0006-keys-and-idempotency", keys, sizeof keys},
    {"0007-change-feed", feed, sizeof feed},
    {"0008-text-search", search, sizeof search},
    {"0009-label-prefixes", prefixes, sizeof prefixes},
    {"0010-feed-marks", marks, sizeof marks},
    {"0011-cohorts", cohorts, sizeof cohorts},
    {"0012-basis-of-skills", basis, sizeof basis},
    {"0013-neighbours-told", neighbours, sizeof neighbours},
    {"0014-who-asks", askers, sizeof askers},
    {"0015-audit", audit, sizeof audit},
    {"0016-packed-skills", packed, sizeof packed},
    {"0017-policies", policies, sizeof policies},
    {"0018-erasure", erasure, sizeof erasure},
    {"0019-own-criteria", own, sizeof own},
    {"0020-clock-seals", clock, sizeof clock},
    {"0021-accounts", accounts, sizeof accounts},
    {"0022-grants", grants, sizeof grants},
    {"0023-member-sessions", memberSessions, sizeof memberSessions},
    {"0024-scopes-of-keys", scopes, sizeof scopes},
    {"0025-service-knows-its-schema", known, sizeof known},
    {"0026-break-glass", breakGlass, sizeof breakGlass},
    {"0027-restricted-mentors", restricted, sizeof restricted},
    {"0028-linked-accounts", linked, sizeof linked},
    {"0029-match-log", matchLog, sizeof matchLog},
    {"0030-introductions", introductions, sizeof introductions},
    {"0031-contests", contests, sizeof contests},
    {"0032-webhooks", webhooks, sizeof webhooks},
    {"0033-own-file", file, sizeof file},
    {"0034-cheaper-match-log", cheaperMatchLog, sizeof cheaperMatchLog},
    {"0035-shapes-end", shapesEnd, sizeof shapesEnd},
    {"0036-cards-alone", cards, sizeof cards},
    {"0037-proposals-a-mentor-gets", proposals, sizeof proposals},
    {"0038-duplicates", duplicates, sizeof duplicates},
    {"0039-accounts-of-a-desk", deskAccounts, sizeof deskAccounts},
    {"0040-applications", applications, sizeof applications},
    {"0041-equal-times", equalTimes, sizeof equalTimes},
    {"0042-merges-rest", mergesRest, sizeof mergesRest},
    {"0043-invitations-by-mail", invitations, sizeof invitations},
    {"0044-ends-of-applications", ends, sizeof ends},
    {"0045-exact-limits", limits, sizeof limits},
    {"0046-known-ventures", knownVentures, sizeof knownVentures},
    {"0047-desks-of-a-mentor", desksOfAMentor, sizeof desksOfAMentor},
    {"0048-now-in-policies", nowInPolicies, sizeof nowInPolicies},
    {"0049-merges-end", mergesEnd, sizeof mergesEnd},
    {"0050-forgotten-mentors", forgottenMentors, sizeof forgottenMentors},
    {"0051-unlike-pairs", unlikePairs, sizeof unlikePairs},
    {"0052-packed-criteria", packedCriteria, sizeof packedCriteria},
    {"0053-one-form-of-logins", formOfLogins, sizeof formOfLogins},
    {"0054-matched-mentors", matchedMentors, sizeof matchedMentors},
    {"0055-registrations-a-day", registrations, sizeof registrations},
    {"0056-no-age-on-a-card", noAge, sizeof noAge},
    {"0057-words-of-merges", wordsOfMerges, sizeof wordsOfMerges},
    {"0058-words-of-messages", wordsOfMessages, sizeof wordsOfMessages},
    {"0059-chains-come-back", chains, sizeof chains},
    {"0060-contests-of-absence", absence, sizeof absence},
    {"0061-agreed-founders", agreedFounders, sizeof agreedFounders},
    {"0062-acts-by-pages", actsByPages, sizeof actsByPages},
    {"0063-contests-a-day", contestsADay, sizeof contestsADay},
    {"0064-one-moment", oneMoment, sizeof oneMoment},
    {"0065-counted-invitations", countedInvitations, sizeof countedInvitations},
    {"0066-keys-after-erasure", keysAfterErasure, sizeof keysAfterErasure},
    {"0067-their-own-word", theirOwnWord, sizeof theirOwnWord},
    {"0068-fair-webhooks", fairWebhooks, sizeof fairWebhooks},
    {"0069-steps-ask-consent", stepsAskConsent, sizeof stepsAskConsent},
    {"0070-no-party-settles", noPartySettles, sizeof noPartySettles},
    {"0071-somebody-to-agree-to", somebodyToAgreeTo, sizeof somebodyToAgreeTo},
    {"0072-who-begins-is-judged", whoBeginsIsJudged, sizeof whoBeginsIsJudged},
    {"0073-answers-are-told", answersAreTold, sizeof answersAreTold},
    {"0074-consents-a-day", consentsADay, sizeof consentsADay},
    {"0075-language-of-an-account", languageOfAccount, sizeof languageOfAccount},
    {"0076-planned-once", plannedOnce, sizeof plannedOnce},
    {"0077-centres-open-offers", centresOpenOffers, sizeof centresOpenOffers},
    {"0078-founders-who-share", foundersWhoShare, sizeof foundersWhoShare},
    {"0079-whose-desks", whoseDesks, sizeof whoseDesks},
    {"0080-the-later-word", theLaterWord, sizeof theLaterWord},
    {"0081-whose-reason", whoseReason, sizeof whoseReason},
    {"0082-retired-mentors", retiredMentors, sizeof retiredMentors},
    {"0083-their-own-rest", theirOwnRest, sizeof theirOwnRest},
    {"0084-clocks-find-few", clocksFindFew, sizeof clocksFindFew},
    {"0085-nothing-behind-an-erasure", nothingBehindAnErasure, sizeof nothingBehindAnErasure},
    {"0086-own-acceptance", ownAcceptance, sizeof ownAcceptance},
    {"0087-merges-a-day", mergesADay, sizeof mergesADay},
    {"0088-registered-once", registeredOnce, sizeof registeredOnce},
};

size_t schemaMigrationCount(void) { return sizeof migrations / sizeof *migrations; }

const EmbeddedFile *schemaMigration(size_t index) {
    return index < schemaMigrationCount() ? &migrations[index] : NULL;
}
