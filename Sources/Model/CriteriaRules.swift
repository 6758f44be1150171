/// The rules that a need and a profile share: how many parts there may be, and none of them twice.
extension Need {
    /// Throws the first rule that the need breaks, by the pointer of its JSON form.
    package func check() throws(Violation) {
        try checkList(skills.map(\.mention.key), "skills", Limits.skills)
        try checkList(sectors.map(\.code.description), "sectors", Limits.sectors)
        try checkList(languages.map(\.tag.primary), "languages", Limits.languages)
        try checkList(places.map(\.description), "places", Limits.places)
        try checkHours(hoursPerMonth)
        if let index = skills.firstIndex(where: { $0.must && $0.mention.concept == nil }) {
            throw Violation(
                .mustWithoutValue, at: "/skills/\(index)/must", "only a skill that the taxonomy knows can be a must")
        }
        if placesMust, places.isEmpty {
            throw Violation(.mustWithoutValue, at: "/places_must", "name the places, or leave this out")
        }
        if modesMust, modes.isEmpty {
            throw Violation(.mustWithoutValue, at: "/modes_must", "name the modes, or leave this out")
        }
    }
}

extension Profile {
    /// Throws the first rule that the profile breaks, by the pointer of its JSON form.
    package func check() throws(Violation) {
        // What was proposed waits beside what was said: an occupation may have more skills than anybody may list.
        let proposed = skills.count { $0.basis == .proposed }
        try checkList(skills.map(\.mention.key), "skills", Limits.skills + proposed)
        try checkList(sectors.map(\.description), "sectors", Limits.sectors)
        try checkList(languages.map(\.tag.primary), "languages", Limits.languages)
        try checkList(places.map(\.description), "places", Limits.places)
        try checkHours(hoursPerMonth)
    }
}

private func checkList(_ keys: [String], _ name: String, _ limit: Int) throws(Violation) {
    guard keys.count <= limit else {
        throw Violation(.tooManyItems, at: "/\(name)", "give at most \(limit)")
    }
    var seen: Set<String> = []
    for (index, key) in keys.enumerated() where !seen.insert(key).inserted {
        throw Violation(.duplicateItem, at: "/\(name)/\(index)", "give each of the \(name) once")
    }
}

private func checkHours(_ hours: Int?) throws(Violation) {
    if let hours, !Limits.hoursPerMonth.contains(hours) {
        throw Violation(.valueOutOfRange, at: "/hours_per_month", "give 1 to 744 hours")
    }
}
