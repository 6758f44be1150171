import Model

extension Story {
    /// The twelve stories, by their number.
    package static func all(_ skills: DemoSkills) throws -> [Story] {
        [
            try acrossLanguages(skills), try mustAndWhatIf(skills), try capacity(skills), try returnee(skills),
            try firstJob(skills), try panel(skills), try relatedSkill(skills), try fitAndEvidence(skills),
            try remoteOnly(skills),
            try datedRules(skills), try nobody(skills), try cohort(skills),
        ]
    }
}

extension Story {
    /// The venture of the first story.
    package static var firstVenture: Identifier<Venture>? {
        let anything = DemoSkills { code in
            (ConceptID(0), code)
        } essential: { _ in
            []
        }
        return try? acrossLanguages(anything).population.ventures.first?.id
    }
}
