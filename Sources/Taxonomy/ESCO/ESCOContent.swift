extension ESCOReader {
    /// What all the files say together.
    package consuming func finish() -> (content: TaxonomyContent, report: ImportReport) {
        var content = TaxonomyContent()
        let concepts = uris.ordered(Array(skills.facts.keys) + groups.facts.keys.filter { skills.facts[$0] == nil })
        let positions = Dictionary(uniqueKeysWithValues: concepts.enumerated().map { ($1, $0) })
        content.concepts = concepts.map { concept($0) }
        content.labels = (skills.labels(at: positions) + groups.labels(at: positions)).sorted {
            $0.subject < $1.subject
        }
        content.relations = relations(at: positions)

        let order = uris.ordered(occupations.facts.keys)
        let occupationPositions = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        content.occupations = order.map { occupation($0) }
        content.occupationLabels = occupations.labels(at: occupationPositions)
        content.occupationSkills = occupationSkills.resolved(
            from: occupationPositions, orElse: .unknownOccupation, to: positions, orElse: .unknownSkill, uris, &report
        ).map { TaxonomyContent.OccupationSkill(occupation: $0.from, concept: $0.to, essential: $0.isEssential) }
        content.occupationGroups = occupationGroupEntries()

        for concepts in [skills, groups, occupations, occupationGroups] { concepts.noteMissingLabels(in: &report) }
        noteUse(in: content)
        return (content, report)
    }

    private mutating func concept(_ id: Int32) -> TaxonomyContent.Concept {
        guard let facts = skills.facts[id] else {
            let status = groups.facts[id]?.status ?? ""
            return TaxonomyContent.Concept(
                code: uris.code(id), uri: uris.uri(id), kind: .group, status: Self.status(status))
        }
        if facts.type.isEmpty { report.note(.missingType, in: facts.file, example: uris.uri(id)) }
        if facts.reuseLevel.isEmpty { report.note(.missingReuseLevel, in: facts.file, example: uris.uri(id)) }
        var concept = TaxonomyContent.Concept(
            code: uris.code(id), uri: uris.uri(id), kind: facts.type == "knowledge" ? .knowledge : .skill,
            transversal: facts.reuseLevel == "transversal" || transversal.contains(id),
            status: Self.status(facts.status))
        concept.description = facts.description
        return concept
    }

    /// v1.0 does not say; whatever else is not released is no longer to be used.
    private static func status(_ word: String) -> TaxonomyContent.Concept.Status {
        word.isEmpty || word == "released" ? .current : .retired
    }

    private mutating func relations(at positions: [Int32: Int]) -> [TaxonomyContent.Relation] {
        let broader = broader.resolved(
            from: positions, orElse: .unknownChild, to: positions, orElse: .unknownParent, uris, &report)
        let given = skillSkills.resolved(
            from: positions, orElse: .unknownSkill, to: positions, orElse: .unknownSkill, uris, &report)
        return broader.map { TaxonomyContent.Relation(from: $0.from, to: $0.to, kind: .broader) }
            + given.map {
                TaxonomyContent.Relation(from: $0.from, to: $0.to, kind: $0.isEssential ? .essential : .optional)
            }
    }

    private func occupation(_ id: Int32) -> TaxonomyContent.Occupation {
        let facts = occupations.facts[id]
        let code = facts?.code ?? ""
        return TaxonomyContent.Occupation(
            code: code.isEmpty ? uris.code(id) : code, uri: uris.uri(id),
            isco: String((facts?.group ?? "").drop { $0 == "C" }), isic: nil)
    }

    /// ISCO-08 is a tree by the digits of its codes.
    private func occupationGroupEntries() -> [CodeListEntry] {
        var titles: [Int32: [String: String]] = [:]
        for row in occupationGroups.rows {
            if let label = row.labels.first, label.kind == .preferred {
                titles[row.subject, default: [:]][row.language] = label.text
            }
        }
        return occupationGroups.facts.map { id, facts in
            let code = facts.code.isEmpty ? String(uris.uri(id).split(separator: "/C").last ?? "") : facts.code
            return CodeListEntry(
                code: code, parent: code.count > 1 ? String(code.dropLast()) : nil, titles: titles[id] ?? [:])
        }.sorted { $0.code < $1.code }
    }

    /// Notes what the relations leave alone, where they came at all.
    private mutating func noteUse(in content: TaxonomyContent) {
        guard let file = occupationSkills.files.first else { return }
        var isUsed = [Bool](repeating: false, count: content.concepts.count)
        var isServed = [Bool](repeating: false, count: content.occupations.count)
        for pair in content.occupationSkills {
            isUsed[pair.concept] = true
            if pair.essential { isServed[pair.occupation] = true }
        }
        for (concept, isUsed) in zip(content.concepts, isUsed) where !isUsed && concept.kind != .group {
            report.note(.unusedSkill, in: file, example: concept.uri)
        }
        for (occupation, isServed) in zip(content.occupations, isServed) where !isServed {
            report.note(.noEssentialSkill, in: file, example: occupation.uri)
        }
    }
}
