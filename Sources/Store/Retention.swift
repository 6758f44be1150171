import Foundation
import Postgres

/// How long what is kept, and what goes then. Whatever a person asks to have erased goes at once, whatever its term.
///
/// The service itself forgets what lives for hours: answers to repeated requests, sessions, codes, messages, changes. The
/// audit and its seals stay, for they name nobody and hold no values. So do accounts that an operator disabled: once the login
/// were forgotten, a lead could invite its holder anew.
package enum Retention: CaseIterable, Sendable {
    case retiredMembers, endedKeys, untakenInvitations, waitingWords, endedIntroductions, endedApplications
    case shownMatches, askedShapes, answeredContests, endedMerges, disabledAccounts

    /// What it is of, as the tables of the operator name it.
    package var subject: String {
        switch self {
        case .retiredMembers: "members who retired"
        case .endedKeys: "keys that were revoked or ended"
        case .untakenInvitations: "accounts whose invitation nobody took up"
        case .waitingWords: "words that wait for a curator"
        case .endedIntroductions: "introductions that ended"
        case .endedApplications: "applications that ended"
        case .shownMatches: "matches that staff were shown"
        case .askedShapes: "what needs asked in such matches"
        case .answeredContests: "contests that were answered"
        case .endedMerges: "records that were merged into another"
        case .disabledAccounts: "accounts that a lead disabled"
        }
    }

    /// An interval of PostgreSQL.
    package var term: String {
        switch self {
        case .retiredMembers, .endedIntroductions, .endedApplications: "2 years"
        case .endedKeys, .waitingWords, .answeredContests, .disabledAccounts: "1 year"
        case .untakenInvitations: "90 days"
        case .endedMerges: "30 days"
        // For so long at least whoever uses such a system keeps its logs (Regulation (EU) 2024/1689, article 26(6)).
        case .shownMatches, .askedShapes: "6 months"
        }
    }

    /// The table of the rows whose term is over, with the condition on its columns.
    fileprivate var due: SQL {
        switch self {
        case .retiredMembers: "bg.member WHERE status = 'retired' AND updated_at < now() - \(term)::interval"
        case .endedKeys: "bg.api_key WHERE least(revoked_at, expires_at) < now() - \(term)::interval"
        case .untakenInvitations:
            """
            bg.account WHERE password IS NULL AND NOT barred AND coalesce(invited_until, created_at) < now() - \(term)::interval
            """
        case .waitingWords: "ref.unmapped WHERE status = 'waiting' AND first_seen < now() - \(term)::interval"
        case .endedIntroductions: "bg.introduction WHERE ended_at < now() - \(term)::interval"
        case .endedApplications:
            """
            bg.application WHERE coalesce(ended_at, placed_at) < now() - \(term)::interval
                AND NOT EXISTS (SELECT FROM bg.contest c WHERE c.application = application.id AND c.answered_at IS NULL)
            """
        case .shownMatches:
            """
            log.match WHERE at < now() - \(term)::interval
                AND NOT EXISTS (SELECT FROM bg.contest c WHERE c.log = match.id AND c.answered_at IS NULL)
            """
        case .askedShapes:
            // A node that wrote one remembers it for half a day, and logs by it without writing it.
            """
            log.match_shape WHERE used < least(now() - \(term)::interval, (SELECT min(at) FROM log.match))::date - 1
            """
        case .answeredContests: "bg.contest WHERE answered_at < now() - \(term)::interval"
        case .endedMerges: "bg.merge WHERE undo_until < now()"
        case .disabledAccounts: "bg.account WHERE NOT barred AND disabled_at < now() - \(term)::interval"
        }
    }
}

/// Removes what is kept for longer than its term; counts it alone in a dry run.
package struct Retain: Query {
    package static var role: StoreRole? { .owner }
    package let kind: Retention
    package let isDry: Bool

    package init(_ kind: Retention, isDry: Bool) {
        self.kind = kind
        self.isDry = isDry
    }

    /// How many rows it is.
    package func run(in transaction: Transaction) throws(StoreError) -> Int {
        let counting: SQL =
            switch (isDry, kind) {
            case (true, _): "SELECT count(*) FROM \(kind.due)"
            case (false, .retiredMembers): "SELECT count(*) FILTER (WHERE bg.erase_person(id)) FROM \(kind.due)"
            case (false, .endedMerges): "SELECT count(*) FILTER (WHERE bg.end_merge(id)) FROM \(kind.due)"
            case (false, _): "WITH gone AS (DELETE FROM \(kind.due) RETURNING 1) SELECT count(*) FROM gone"
            }
        return try transaction.first(counting) { row throws(PostgresError) in try row.next(Int.self) } ?? 0
    }
}
