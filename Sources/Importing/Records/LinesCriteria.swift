import Model

/// The columns of a need or a profile: lists whose parts are joined by colons, `CODE_OR_LABEL:LEVEL|…`; behind the level a
/// profile may say what the skill rests on, `diagnosis`, `reference` or `certificate`.
///
/// The words of a skill may hold no colon, except that of a URI's scheme.
extension Lines {
    /// The columns of a profile, those of a need that stands in the same record told apart by the prefix.
    static func profileColumns(_ prefix: String = "") -> [String] {
        ["skills", "sectors", "languages", "places", "modes", "from", "until", "hours_per_month"].map { prefix + $0 }
    }

    static func needColumns(_ prefix: String = "") -> [String] {
        profileColumns(prefix) + ["places_must", "modes_must"].map { prefix + $0 }
    }

    mutating func profile(_ prefix: String = "") -> Profile {
        var profile = Profile()
        profile.skills = values(prefix + "skills") { lines, text throws(Violation) in
            let parts = try Self.cut(text, upTo: 3)
            return Profile.Skill(
                mention: try lines.skill(parts[0]), level: try Self.level(parts[1]),
                basis: try Self.basis(parts[2]))
        }
        profile.sectors = values(prefix + "sectors") { lines, text throws(Violation) in try lines.sector(text) }
        profile.languages = values(prefix + "languages") { lines, text throws(Violation) in
            let parts = try Self.cut(text, upTo: 2)
            return Profile.Language(tag: try lines.language(parts[0]), level: try Self.cefr(parts[1]))
        }
        (profile.places, profile.modes) = (places(prefix), modes(prefix))
        (profile.period, profile.hoursPerMonth) = (period(prefix), hours(prefix))
        return profile
    }

    mutating func need(_ prefix: String = "") -> Need {
        var need = Need()
        need.skills = values(prefix + "skills") { lines, text throws(Violation) in
            let parts = try Self.cut(text, upTo: 4)
            return Need.Skill(
                mention: try lines.skill(parts[0]), importance: try Self.importance(parts[2]),
                level: try Self.level(parts[1]), must: try Self.must(parts[3]))
        }
        need.sectors = values(prefix + "sectors") { lines, text throws(Violation) in
            let parts = try Self.cut(text, upTo: 2)
            return Need.Sector(code: try lines.sector(parts[0]), importance: try Self.importance(parts[1]))
        }
        need.languages = values(prefix + "languages") { lines, text throws(Violation) in
            let parts = try Self.cut(text, upTo: 3)
            return Need.Language(
                tag: try lines.language(parts[0]), level: try Self.cefr(parts[1]), must: try Self.must(parts[2]))
        }
        (need.places, need.modes) = (places(prefix), modes(prefix))
        (need.period, need.hoursPerMonth) = (period(prefix), hours(prefix))
        need.placesMust = flag(prefix + "places_must") ?? false
        need.modesMust = flag(prefix + "modes_must") ?? false
        return need
    }

    private mutating func places(_ prefix: String) -> [Place] {
        values(prefix + "places") { lines, text throws(Violation) in try lines.place(text) }
    }

    private mutating func modes(_ prefix: String) -> Modes {
        values(prefix + "modes") { _, text throws(Violation) in try Modes(names: [text]) }
            .reduce(into: Modes()) { $0.formUnion($1) }
    }

    private mutating func hours(_ prefix: String) -> Int? {
        integer(prefix + "hours_per_month", in: Limits.hoursPerMonth)
    }

    private mutating func period(_ prefix: String) -> Period? {
        let from = value(prefix + "from") { _, text throws(Violation) in try Month(text) }
        let until = value(prefix + "until") { _, text throws(Violation) in try Month(text) }
        guard from != nil || until != nil else { return nil }
        do throws(Violation) { return try Period(from: from, until: until) } catch {
            complain(prefix + "until", error)
            return nil
        }
    }

    /// The parts between colons, trimmed, as many as asked for; those that are not there are empty.
    static func cut(_ text: String, upTo count: Int) throws(Violation) -> [String] {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        if parts.count > 1, parts[1].hasPrefix("//") { parts[0...1] = [parts[0] + ":" + parts[1]] }
        guard parts.count <= count else {
            throw Violation(.tooManyItems, "give at most \(count) parts between colons; the words may hold none")
        }
        for index in parts.indices { parts[index] = parts[index].trimmingBlanks }
        return parts + Array(repeating: "", count: count - parts.count)
    }

    private static func level(_ text: String) throws(Violation) -> SkillLevel? {
        if text.isEmpty { return nil }
        guard let level = Int(text).flatMap(SkillLevel.init) else {
            throw Violation(.levelOutOfRange, "give a level of 1 to 4 after the colon")
        }
        return level
    }

    /// An occupation alone proposes: a file says what somebody said or saw.
    private static func basis(_ text: String) throws(Violation) -> SkillBasis {
        if text.isEmpty { return .ownWord }
        guard let basis = SkillBasis(rawValue: text), basis != .proposed else {
            throw Violation(.unknownCode, "give own_word, diagnosis, reference or certificate there, or nothing")
        }
        return basis
    }

    private static func cefr(_ text: String) throws(Violation) -> CEFR? {
        if text.isEmpty { return nil }
        guard let level = CEFR(text) else { throw Violation(.levelOutOfRange, "give A1 to C2 after the colon") }
        return level
    }

    private static func importance(_ text: String) throws(Violation) -> Importance {
        if text.isEmpty { return .important }
        return Importance(rawValue: try integer(text, in: 1...3)) ?? .important
    }

    private static func must(_ text: String) throws(Violation) -> Bool {
        guard text.isEmpty || text == "must" else { throw Violation(.typeMismatch, "give must there, or nothing") }
        return text == "must"
    }
}

extension StringProtocol {
    /// Without blanks at either end.
    var trimmingBlanks: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
