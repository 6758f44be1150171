/// How rare a skill is in work, in percent: what it says about who has it, as Spärck Jones (1972) weighs words.
///
/// 100·ln((occupations + 1) / (those that use it + 1)) / ln(occupations + 1): 100 for what no occupation uses, nothing for what
/// all use; yet at least 4, so that nothing is without weight. Few occupations say nothing about this: below a hundred of
/// them all is equally rare.
enum SkillRarity {
    /// That of a concept which is unknown: about what one in a hundred occupations of ESCO uses.
    static let unknown = 57

    /// - Parameters:
    ///   - users: the occupations that use the skill.
    ///   - occupations: those that use any.
    static func percent(users: Int, of occupations: Int) -> Int {
        guard occupations >= 100 else { return 100 }
        let all = naturalLogarithm(occupations + 1)
        return max(4, Int((100 * (all - naturalLogarithm(users + 1)) / all).rounded()))
    }
}
