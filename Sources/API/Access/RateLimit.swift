import Foundation
import HTTP
import Synchronization

/// How many requests somebody may make: a minute's worth at once, which comes back evenly.
///
/// The generic cell rate algorithm (ITU-T I.371): of each identity it keeps one instant, that at which all of its
/// requests would be forgotten. Each service node counts for itself.
package final class RateLimit: Sendable {
    /// Who makes the requests.
    enum Identity: Hashable {
        case principal(UUID)
        /// An IPv4 address, or the /64 of an IPv6 one.
        case network(String)
        /// Keys and passwords that are none, from a network.
        case wrongProofs(String)
        /// Codes that are sent because somebody in a network asks.
        case codes(String)
        /// Persons whose cards or records a key or account is shown, of which there are so many a day.
        case persons(UUID)
        /// The same of all keys and accounts of an organisation together, since a lead invites more of them.
        case personsOfAll(UUID)
        /// All for whom there is no room.
        case others
    }

    /// What is left after a request, or what it is refused with.
    struct Verdict {
        let isAllowed: Bool
        /// Requests a minute; persons a day.
        let limit: Int
        /// Requests that could follow at once.
        let left: Int
        /// Until the whole minute's worth is back.
        let reset: Duration
        /// Until the next request is allowed; zero where it is now.
        let wait: Duration
    }

    private static let wrongProofsLimit = 30
    private static let codesLimit = 10
    /// A page of twenty, a thousand times: more than a desk reads, and less than a copy of everybody takes.
    private static let personsLimit = 20_000
    private static let personsOfAllLimit = 5 * personsLimit
    private let keyLimit: Int
    private let mostIdentities: Int
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state: Mutex<State>

    private struct State {
        /// By identity: when its whole minute's worth is back.
        var full: [Identity: ContinuousClock.Instant] = [:]
        /// When those whose minute's worth is back may be forgotten again.
        var nextSweep: ContinuousClock.Instant
    }

    /// - Parameters:
    ///   - keyLimit: requests a minute of one key or account; half as many of all who show none from one network.
    ///   - mostIdentities: for how many there is room at once, about 100 bytes each.
    package init(
        keyLimit: Int, mostIdentities: Int = 1 << 17,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.keyLimit = keyLimit
        self.mostIdentities = mostIdentities
        self.now = now
        state = Mutex(State(nextSweep: now()))
    }

    /// Counts one request, unless it is too many: of both identities, or of neither.
    ///
    /// - Parameter cost: as how many it counts; the last one may go beyond the limit, and is then waited for.
    func take(_ identity: Identity, and other: Identity? = nil, cost: Int = 1) -> Verdict {
        let now = now()
        return state.withLock { state in
            let one = judge(identity, cost: cost, &state, now)
            let both = [one] + [other].compactMap(\.self).map { judge($0, cost: cost, &state, now) }
            if let refused = both.first(where: { !$0.verdict.isAllowed }) { return refused.verdict }
            if cost > 0 { for counted in both { state.full[counted.identity] = counted.full } }
            return one.verdict
        }
    }

    /// Whether a request would be too many, without counting one.
    func look(_ identity: Identity) -> Verdict { take(identity, cost: 0) }

    private func limit(of identity: Identity) -> Int {
        switch identity {
        case .principal: keyLimit
        case .network, .others: max(1, keyLimit / 2)
        case .wrongProofs: Self.wrongProofsLimit
        case .codes: Self.codesLimit
        case .persons: Self.personsLimit
        case .personsOfAll: Self.personsOfAllLimit
        }
    }

    private func window(of identity: Identity) -> Duration {
        switch identity {
        case .persons, .personsOfAll: .seconds(86_400)
        default: .seconds(60)
        }
    }

    /// As whom somebody counts, when the whole minute's worth is back if it is counted, and whether it may be.
    private func judge(
        _ asked: Identity, cost: Int, _ state: inout State, _ now: ContinuousClock.Instant
    ) -> (identity: Identity, full: ContinuousClock.Instant, verdict: Verdict) {
        let identity = state.full[asked] == nil && !makeRoom(&state, now) ? .others : asked
        let limit = limit(of: identity)
        let window = window(of: identity)
        let one = window / limit
        let before = max(state.full[identity] ?? now, now)
        let wait = before + one - now - window
        guard wait <= .zero else {
            return (
                identity, before, Verdict(isAllowed: false, limit: limit, left: 0, reset: before - now, wait: wait)
            )
        }
        let after = before + one * cost
        let left = max(0, Int((window - (after - now)) / one))
        return (
            identity, after, Verdict(isAllowed: true, limit: limit, left: left, reset: after - now, wait: .zero)
        )
    }

    /// False when there is no room for one more, even after a sweep; a second passes between two sweeps, so that no
    /// flood of addresses makes each request go through all of them.
    private func makeRoom(_ state: inout State, _ now: ContinuousClock.Instant) -> Bool {
        if state.full.count < mostIdentities { return true }
        guard now >= state.nextSweep else { return false }
        state.full = state.full.filter { $0.value > now }
        state.nextSweep = now + .seconds(1)
        return state.full.count < mostIdentities
    }
}

extension RateLimit.Verdict {
    /// `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers-10, and `Retry-After` for a refusal.
    func tell(_ headers: inout ResponseHeaders) {
        headers.set("RateLimit-Policy", "\"default\";q=\(limit);w=60")
        headers.set("RateLimit", "\"default\";r=\(left);t=\(Self.seconds(reset))")
        if !isAllowed { headers.set("Retry-After", "\(max(1, Self.seconds(wait)))") }
    }

    /// Whole seconds, the last one begun counting.
    static func seconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds + (attoseconds > 0 ? 1 : 0)
    }
}
