/// How rare a skill is in work, in percent: what it says about who has it, as Spärck Jones (1972) weighs words.
///
/// 100·ln((occupations + 1) / (those that use it + 1)) / ln(occupations + 1): 100 for what no occupation uses, nothing for what
/// all use; yet at least 4, so that nothing is without weight. Few occupations say nothing about this: below a hundred of
/// them all is equally rare.
enum SkillRarity {
    /// That of a concept which is unknown: about what one in a hundred occupations of ESCO uses.
    static let unknown = 57

    /// How much of a skill counts for its rarity, 0 to 1: the power of 3/2, which ranked held-out occupations best.
    static func share(of percent: Int) -> Float {
        let rarity = Float(percent) / 100
        return rarity * rarity.squareRoot()
    }

    /// - Parameters:
    ///   - users: the occupations that use the skill.
    ///   - occupations: those that use any.
    private static func percent(users: Int, of occupations: Int) -> Int {
        guard occupations >= 100 else { return 100 }
        let all = naturalLogarithm(occupations + 1)
        return max(4, Int((100 * (all - naturalLogarithm(users + 1)) / all).rounded()))
    }

    /// The percent of each of some skills, from what each occupation uses.
    ///
    /// - Parameters:
    ///   - count: how many skills there are; they are numbered from 0.
    ///   - used: by occupation, each skill once.
    static func percents(_ count: Int, used: some Collection<some Collection<Int>>) -> [Int] {
        var users = [Int](repeating: 0, count: count)
        for skills in used { for skill in skills { users[skill] += 1 } }
        let serving = used.count { !$0.isEmpty }
        return users.map { percent(users: $0, of: serving) }
    }
}
