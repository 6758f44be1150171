/// Who may do what, as policy.txt says it: the one place for operations, roles and how far each reaches.
///
/// What cannot be read gives nobody any right, and starts no service.
struct Policy: Sendable {
    /// Whose record it is, as seen by who asks.
    enum Relation: String, CaseIterable, Sendable {
        case own, near, other, abroad, absent
        /// Everybody's to know of, whosever it is; of records that can be.
        case `public`
    }

    /// What comes of asking.
    enum Outcome: String, Sendable {
        case yes, card
        case forbidden = "403"
        case hidden = "404"
        case unknown = "422"
    }

    /// By operation and role; an operation on no record has the relation ``Relation/own`` alone.
    let outcomes: [String: [Operation.Role: [Relation: Outcome]]]
    /// Lines that say nothing, by their numbers.
    let unread: [Int]

    static let published = Policy(String(decoding: PackageResources.policy_txt, as: UTF8.self))

    init(_ text: String) {
        var outcomes: [String: [Operation.Role: [Relation: Outcome]]] = [:]
        var unread: [Int] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(separator: " ").map(String.init)
            guard let operation = words.first, !line.hasPrefix("#"), words != Self.head else { continue }
            guard words.count > 2, let roles = Self.roles(words[1]), let reach = Self.reach(words.dropFirst(2)),
                roles.allSatisfy({ outcomes[operation]?[$0] == nil })
            else {
                unread.append(number + 1)
                continue
            }
            for role in roles { outcomes[operation, default: [:]][role] = reach }
        }
        // What is the desk's to do is its leads', too.
        for case (let operation, let reach?) in outcomes.mapValues({ $0[.desk] }) {
            let own = outcomes[operation]?[.lead]
            outcomes[operation]?[.lead] = own ?? reach
        }
        self.outcomes = outcomes
        self.unread = unread
    }

    /// The roles that may call an operation at all.
    func roles(of operation: String) -> Set<Operation.Role> { Set((outcomes[operation] ?? [:]).keys) }

    /// How far each role reaches, in the order of the roles; leads only where that is another way than their desk.
    func reach(of operation: String) -> [(role: Operation.Role, reach: [Relation: Outcome])] {
        let reaches = outcomes[operation] ?? [:]
        return Operation.Role.allCases.compactMap { role in
            role == .lead && reaches[.lead] == reaches[.desk] ? nil : reaches[role].map { (role, $0) }
        }
    }

    /// The roles with the relations that each reaches, where it does not reach all: `desk (own, near), admin (masked)`.
    func sentence(of operation: String) -> String {
        reach(of: operation).map { role, reach in
            let reached = Relation.allCases.filter { [.yes, .card].contains(reach[$0]) }
            let isAll = Set(reached).isSuperset(of: reach.keys.filter { $0 != .absent })
            var words = isAll ? [] : [reached.map(\.rawValue).joined(separator: ", ")]
            let masked = reached.filter { reach[$0] == .card }
            let which = masked.count < reached.count ? masked.map(\.rawValue).joined(separator: ", ") + " " : ""
            if !masked.isEmpty { words.append(which + "masked") }
            return words.isEmpty ? role.rawValue : "\(role.rawValue) (\(words.joined(separator: "; ")))"
        }.joined(separator: ", ")
    }

    /// Throws unless every operation has a line, every line an operation, and nothing is unread.
    func check(_ operations: [Operation]) throws {
        let names = Set(operations.map(\.name))
        let told = Set(outcomes.keys.map { String($0.prefix { $0 != ":" }) })
        guard unread.isEmpty, names == told else {
            throw PolicyError(unread: unread, operations: names.symmetricDifference(told).sorted())
        }
    }

    private static let head = ["operation", "roles"] + Relation.allCases.map(\.rawValue)

    private static func roles(_ word: String) -> [Operation.Role]? {
        if word == "everybody" { return Operation.Role.allCases }
        let roles = word.split(separator: ",").map { Operation.Role(rawValue: String($0)) }
        return roles.contains(nil) ? nil : roles.compactMap(\.self)
    }

    private static func reach(_ words: ArraySlice<String>) -> [Relation: Outcome]? {
        let outcomes = words.compactMap(Outcome.init)
        let all = Relation.allCases.count
        guard outcomes.count == words.count, [1, all - 1, all].contains(outcomes.count) else { return nil }
        return Dictionary(uniqueKeysWithValues: zip(Relation.allCases, outcomes))
    }
}

/// The policy and the interface do not say the same.
struct PolicyError: Error, CustomStringConvertible {
    /// Lines that cannot be read, by their numbers.
    let unread: [Int]
    /// Operations that the policy or the interface lacks.
    let operations: [String]

    var description: String {
        "policy.txt cannot be read at lines \(unread), or says too much or too little of \(operations)"
    }
}
