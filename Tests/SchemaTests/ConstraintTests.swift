import Postgres
import Store
import Testing

/// Every rule that the database keeps is a rule that can be broken, and says its name.
@Suite struct ConstraintTests {
    /// They follow from the primary key, and are there for foreign keys to refer to.
    private static let unbreakable: Set<String> = ["criteria_id_side_key", "criteria_id_owner_kind_key"]

    private static func names(_ sql: SQL, _ connection: Connection) throws(PostgresError) -> Set<String> {
        var names: Set<String> = []
        for row in try connection.query(sql) {
            var row = row
            names.insert(try row.next())
        }
        return names
    }

    /// The name of the rule that a statement breaks, undone again; null when it breaks none.
    private static func broken(by statement: String, _ owner: Connection) -> String? {
        do throws(PostgresError) {
            try owner.transaction(TransactionSettings(), wrap: { $0 }) { transaction throws(PostgresError) in
                try transaction.connection.execute(
                    "SAVEPOINT before; \(statement); SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK TO before")
            }
            return nil
        } catch {
            switch error {
            case .checkViolation(let name), .uniqueViolation(let name), .foreignKeyViolation(let name),
                .exclusionViolation(let name):
                return name
            case .raised(_, let message): return message
            default: return error.debugDescription
            }
        }
    }

    @Test func `each constraint is broken by its case, and each has one`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all).owner
            let known = try Self.names(
                """
                SELECT conname::text FROM pg_constraint WHERE connamespace::regnamespace::text IN ('bg', 'ref', 'log')
                    AND contype <> 't' -- a trigger that waits for the commit
                UNION ALL
                SELECT indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                WHERE indisunique AND c.relnamespace::regnamespace::text IN ('bg', 'ref', 'log')
                    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
                """, owner)
            let unqualified = Set(known.map { $0.split(separator: ".").last.map(String.init) ?? $0 })
            #expect(Set(BrokenRules.all.map(\.name)) == unqualified.subtracting(Self.unbreakable))
            try owner.execute(ValidRows.script)
            for (name, statement) in BrokenRules.all {
                #expect(Self.broken(by: statement, owner) == name, "\(statement)")
            }
        }
    }

    @Test func `an organisation below itself is refused by the trigger, whichever way it comes there`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all).owner
            try owner.execute(ValidRows.script)
            for statement in [
                "UPDATE bg.organisation SET parent = @2 WHERE id = @1",
                "UPDATE bg.organisation SET parent = @1 WHERE id = @1",
            ] { #expect(Self.broken(by: statement.withIdentifiers, owner) == "organisation_cycle") }
        }
    }

    /// References that the program makes itself, to rows that it has just written.
    private static let ownReferences: Set<String> = [
        "person_equality_person_fkey", "person_origin_person_fkey",
        "person_residence_person_fkey", "consent_withdrawal_consent_fkey", "criteria_skill_criteria_fkey",
        "criteria_sector_criteria_fkey", "criteria_language_criteria_fkey", "criteria_place_criteria_fkey",
        "member_id_fkey", "member_profile_profile_side_fkey", "member_wish_wish_side_fkey",
        "mentor_profile_profile_side_fkey", "venture_need_need_side_fkey", "founder_venture_fkey",
        "offer_need_need_side_fkey", "offer_gives_gives_side_fkey", "offer_rule_offer_fkey", "assignment_cohort_fkey",
        "assignment_venture_cohort_revision_fkey", "assignment_venture_venture_fkey",
        "assignment_mentor_cohort_revision_fkey",
        "membership_account_fkey", "recovery_code_account_fkey", "session_account_fkey",
        "account_link_account_fkey", "break_glass_person_fkey",
        "webhook_organisation_fkey", "introduction_venture_fkey", "introduction_mentor_fkey",
        "introduction_organisation_fkey",
        "introduction_accepted_by_fkey",
        "person_merged_into_fkey", "merge_kept_fkey", "merge_absorbed_fkey", "merge_organisation_fkey",
        "told_apart_one_fkey", "told_apart_other_fkey",
        "application_offer_fkey", "application_person_fkey", "application_merged_fkey", "application_organisation_fkey",
        "contest_offer_fkey", "contest_organisation_fkey", "contest_application_fkey",
        "assignment_forbid_cohort_revision_fkey", "assignment_forbid_venture_fkey",
    ]

    @Test func `whatever reference input can break is told by the field that it came in`() async throws {
        try await Blocking.run {
            let owner = try FreshDatabase.make(SchemaMigrations.all).owner
            let references = try Self.names(
                "SELECT conname::text FROM pg_constraint WHERE contype = 'f' AND connamespace::regnamespace::text = 'bg'",
                owner)
            let told = Set(ConstraintPointers.byConstraint.keys)
            // Of a list a trigger is the reference.
            #expect(references.subtracting(Self.ownReferences).union(["cohort_mentors_fkey"]) == told)
            #expect(told.isDisjoint(with: Self.ownReferences))
            #expect(Self.ownReferences.isSubset(of: references))
        }
    }
}
