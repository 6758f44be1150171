extension TaxonomyContent {
    /// This content, an official release, together with a taxonomy of our own, as one.
    ///
    /// What has the same URI is the same concept or occupation: it keeps our code, so that nothing that refers to it is
    /// lost, and the official facts. Where both have a preferred label in a language the official one stays it and ours
    /// becomes an alias. Nothing of either side is left out.
    package func merging(_ own: TaxonomyContent) -> TaxonomyContent {
        var merged = self
        let conceptNumbers = Self.match(own.concepts.map(\.uri), concepts.map(\.uri))
        for (concept, number) in zip(own.concepts, conceptNumbers) {
            if number < concepts.count {
                merged.concepts[number].code = concept.code
                merged.concepts[number].transversal = merged.concepts[number].transversal || concept.transversal
                merged.concepts[number].own = true
            } else {
                merged.concepts.append(concept)
            }
        }
        let occupationNumbers = Self.match(own.occupations.map(\.uri), occupations.map(\.uri))
        for (occupation, number) in zip(own.occupations, occupationNumbers) {
            if number < occupations.count {
                merged.occupations[number].code = occupation.code
                merged.occupations[number].isic = occupation.isic
            } else {
                merged.occupations.append(occupation)
            }
        }
        merged.labels = Self.merge(labels, own.labels, conceptNumbers)
        merged.occupationLabels = Self.merge(occupationLabels, own.occupationLabels, occupationNumbers)
        let known = Set(relations)
        merged.relations += own.relations.map {
            Relation(from: conceptNumbers[$0.from], to: conceptNumbers[$0.to], kind: $0.kind)
        }.filter { !known.contains($0) }
        merged.judged += own.judged.map {
            JudgedPair(
                first: conceptNumbers[$0.first], second: conceptNumbers[$0.second], alike: $0.alike,
                usedTogether: $0.usedTogether)
        }
        let used = Set(occupationSkills.map { [$0.occupation, $0.concept] })
        merged.occupationSkills += own.occupationSkills.map {
            OccupationSkill(
                occupation: occupationNumbers[$0.occupation], concept: conceptNumbers[$0.concept],
                essential: $0.essential)
        }.filter { !used.contains([$0.occupation, $0.concept]) }
        merged.order()
        return merged
    }

    /// For each of our URIs the position of the same one there, or a new position after all of those.
    private static func match(_ own: [String?], _ official: [String?]) -> [Int] {
        var positions: [String: Int] = [:]
        for (position, uri) in official.enumerated() {
            if let uri { positions[uri.lowercased()] = position }
        }
        var next = official.count
        return own.map { uri in
            if let uri, let position = positions[uri.lowercased()] { return position }
            next += 1
            return next - 1
        }
    }

    private static func merge(_ official: [Label], _ own: [Label], _ numbers: [Int]) -> [Label] {
        var texts: Set<[String]> = []
        var preferred: Set<[String]> = []
        for label in official {
            texts.insert(["\(label.subject)", label.language, label.text])
            if label.kind == .preferred { preferred.insert(["\(label.subject)", label.language]) }
        }
        return official
            + own.compactMap { label in
                var label = label
                label.subject = numbers[label.subject]
                guard texts.insert(["\(label.subject)", label.language, label.text]).inserted else { return nil }
                if preferred.contains(["\(label.subject)", label.language]) { label.kind = .alias }
                return label
            }
    }

    /// Puts concepts and occupations in the order of their codes, and all else in the order of these.
    private mutating func order() {
        let conceptOrder = concepts.indices.sorted { concepts[$0].code < concepts[$1].code }
        let occupationOrder = occupations.indices.sorted { occupations[$0].code < occupations[$1].code }
        concepts = conceptOrder.map { [concepts] in concepts[$0] }
        occupations = occupationOrder.map { [occupations] in occupations[$0] }
        let concept = Self.inverse(conceptOrder)
        let occupation = Self.inverse(occupationOrder)
        for index in labels.indices { labels[index].subject = concept[labels[index].subject] }
        labels.sort { ($0.subject, $0.language) < ($1.subject, $1.language) }
        for index in occupationLabels.indices {
            occupationLabels[index].subject = occupation[occupationLabels[index].subject]
        }
        occupationLabels.sort { ($0.subject, $0.language) < ($1.subject, $1.language) }
        relations = relations.map { Relation(from: concept[$0.from], to: concept[$0.to], kind: $0.kind) }
        relations.sort { ($0.from, $0.to) < ($1.from, $1.to) }
        for index in judged.indices {
            judged[index].first = concept[judged[index].first]
            judged[index].second = concept[judged[index].second]
        }
        occupationSkills = occupationSkills.map {
            OccupationSkill(
                occupation: occupation[$0.occupation], concept: concept[$0.concept], essential: $0.essential)
        }
        occupationSkills.sort { ($0.occupation, $0.concept) < ($1.occupation, $1.concept) }
    }

    private static func inverse(_ order: [Int]) -> [Int] {
        var positions = [Int](repeating: 0, count: order.count)
        for (position, number) in order.enumerated() { positions[number] = position }
        return positions
    }
}
