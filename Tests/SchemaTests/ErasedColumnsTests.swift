import Postgres
import Store
import Testing

/// Each column of identifiers that says who somebody is goes with an erasure that meets whoever writes it.
@Suite struct ErasedColumnsTests {
    /// What refers to the row of a person, which stays, or to nothing that the database looks at; and why nothing is left there.
    private static let covered = [
        "bg.application.merged": "written by a merge alone, which locks both",
        "bg.application.person": "the member is locked, and the applicant goes with it",
        "bg.break_glass.person": "refused of whom is erased, after the reference has waited",
        "bg.introduction.accepted_by": "the mentor is locked by both",
        "bg.introduction.founders": "the mentor is locked by both",
        "bg.member.id": "the row that goes", "bg.merge.absorbed": "both are locked", "bg.merge.kept": "both are locked",
        "bg.person.merged_into": "written by a merge alone, which locks both",
        "bg.told_apart.one": "both are locked", "bg.told_apart.other": "both are locked",
        "bg.cohort.mentors": "named mentors are locked, and refused once they are gone",
        "bg.criteria.owner": "the record is locked first", "bg.criteria_language.owner": "as its criteria",
        "bg.criteria_place.owner": "as its criteria", "bg.criteria_sector.owner": "as its criteria",
        "bg.criteria_skill.owner": "as its criteria", "bg.session.person": "ends within hours, and lets nobody in",
        "log.audit.subject": "a number that leads nowhere", "log.erasure.person": "a number that leads nowhere",
        "log.erasure.united_into": "a number that leads nowhere",
        "log.match.shown": "looked for once more after ten minutes",
        "log.match.subject": "looked for once more after ten minutes",
        "log.event.subject": "of introductions and applications",
    ]

    /// Keys and accounts, organisations, ventures, and what else is nobody.
    private static let nobodys: Set<String> = [
        "bg.assignment_forbid.cohort", "bg.assignment_mentor.cohort", "bg.assignment_venture.cohort",
        "bg.break_glass.principal", "bg.cohort.ventures", "bg.consent.witness", "bg.contest.answered_by",
        "bg.contest.log", "bg.criteria_language.criteria", "bg.criteria_place.criteria", "bg.criteria_sector.criteria",
        "bg.criteria_skill.criteria", "bg.introduction.proposed_by", "bg.member.granted", "bg.member.profile",
        "bg.member.wish", "bg.mentor.desks", "bg.mentor.profile", "bg.merge.principal", "bg.offer.gives",
        "bg.offer.need", "bg.organisation.path", "bg.told_apart.principal", "bg.venture.need", "log.audit.key",
        "log.epoch.epoch", "log.event.event", "log.feed_mark.epoch", "log.idempotency.caller", "log.match.key",
        "log.match.organisation", "log.seal.epoch",
    ]

    @Test func `each column that names somebody refers to the row that goes, or is told of here`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all).owner
            let columns = try Probe.texts(
                """
                SELECT c.oid::regclass || '.' || a.attname FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]
                WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text IN ('bg', 'log')
                    AND a.atttypid IN ('uuid'::regtype, 'uuid[]'::regtype)
                    AND (k.confrelid = 'bg.person'::regclass OR k.confrelid IS NULL AND a.attname <> 'id')
                ORDER BY 1
                """, owner)
            #expect(Set(columns).symmetricDifference(Self.nobodys.union(Self.covered.keys)) == [])
        }
    }
}
