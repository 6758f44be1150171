import Model

/// A need or a profile, where it does not matter which.
package enum CriteriaPart: Hashable, Sendable {
    case need(Need)
    case profile(Profile)

    var mentions: [SkillMention] {
        switch self {
        case .need(let need): need.skills.map(\.mention)
        case .profile(let profile): profile.skills.map(\.mention)
        }
    }

    /// The same with other mentions, one for each there is.
    func with(_ mentions: [SkillMention]) -> CriteriaPart {
        switch self {
        case .need(var need):
            for (index, mention) in mentions.enumerated() { need.skills[index].mention = mention }
            return .need(need)
        case .profile(var profile):
            for (index, mention) in mentions.enumerated() { profile.skills[index].mention = mention }
            return .profile(profile)
        }
    }

    /// The codes of places, languages and sectors, by their pointers.
    var codes: [CodeReference] {
        switch self {
        case .need(let need):
            Self.codes(need.places, need.languages.map(\.tag), need.sectors.map(\.code))
        case .profile(let profile):
            Self.codes(profile.places, profile.languages.map(\.tag), profile.sectors)
        }
    }

    private static func codes(
        _ places: [Place], _ languages: [LanguageTag], _ sectors: [SectorCode]
    ) -> [CodeReference] {
        places.enumerated().map { CodeReference(pointer: "/places/\($0.offset)", code: .place($0.element)) }
            + languages.enumerated().map {
                CodeReference(pointer: "/languages/\($0.offset)/language", code: .language($0.element))
            }
            + sectors.enumerated().map {
                CodeReference(pointer: "/sectors/\($0.offset)/sector", code: .sector($0.element))
            }
    }
}

/// A code that the lists of the database have to know.
package struct CodeReference: Hashable, Sendable {
    package enum Code: Hashable, Sendable {
        case place(Place)
        case language(LanguageTag)
        case sector(SectorCode)
        case organisation(Identifier<Organisation>)
    }

    package let pointer: String
    package let code: Code

    func under(_ prefix: String) -> CodeReference { CodeReference(pointer: prefix + pointer, code: code) }
}
