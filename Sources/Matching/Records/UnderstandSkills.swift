import Model
import Store
import Taxonomy

/// Finds the concepts that people mean by codes, URIs and labels in any language.
package struct UnderstandSkills: Sendable {
    let service: Service
    let taxonomy: Taxonomy

    /// The parts with their mentions understood; what no concept answers keeps its words and has none.
    ///
    /// Throws all that is ambiguous, retired without a single successor, or a code that nobody knows.
    func run(
        _ parts: [(pointer: String, criteria: CriteriaPart)]
    ) async throws(MatchingError) -> [(pointer: String, criteria: CriteriaPart)] {
        let mentions = parts.flatMap { part in
            part.criteria.mentions.enumerated().map {
                (pointer: "\(part.pointer)/skills/\($0.offset)/skill", mention: $0.element)
            }
        }
        let words = mentions.map(\.mention).filter { $0.concept == nil && taxonomy.concepts(code: $0.text).isEmpty }
        let byLabel = words.isEmpty ? [:] : try await service.run(MapSkills(texts: words.map(\.text)))
        var violations: [Violation] = []
        var understood: [SkillMention] = []
        for (pointer, mention) in mentions {
            do throws(Violation) {
                understood.append(try Self.understand(mention, byLabel, taxonomy))
            } catch {
                violations.append(error.under(pointer))
            }
        }
        guard violations.isEmpty else { throw .invalid(violations) }
        var rest = understood[...]
        return parts.map { part in
            let count = part.criteria.mentions.count
            defer { rest = rest.dropFirst(count) }
            return (part.pointer, part.criteria.with(Array(rest.prefix(count))))
        }
    }

    /// One mention understood by its code, else by its label.
    ///
    /// Throws where it is ambiguous, retired without a single successor, or a URI that nobody knows.
    ///
    /// - Parameter byLabel: what ``MapSkills`` found for the words that are no codes.
    package static func understand(
        _ mention: SkillMention, _ byLabel: [String: [ConceptID]], _ taxonomy: Taxonomy
    ) throws(Violation) -> SkillMention {
        if mention.concept != nil { return mention }
        let byCode = taxonomy.concepts(code: mention.text)
        let concepts = byCode.isEmpty ? byLabel[mention.text] ?? [] : byCode
        guard concepts.count <= 1 else {
            throw Violation(
                .ambiguousLabel, "several skills are called so: give the code of one",
                candidates: codes(concepts, taxonomy))
        }
        guard let concept = concepts.first else {
            guard !mention.text.contains("://") else {
                throw Violation(.unknownCode, "give the URI of a skill that the taxonomy has, or a label")
            }
            return mention
        }
        guard let known = taxonomy.concept(concept), known.isRetired else {
            return SkillMention(text: mention.text, concept: concept)
        }
        guard known.replacedBy.count == 1 else {
            throw Violation(
                .codeRetired, "this skill was retired: give one of its successors",
                candidates: codes(known.replacedBy, taxonomy))
        }
        return SkillMention(text: mention.text, concept: known.replacedBy[0])
    }

    private static func codes(_ concepts: [ConceptID], _ taxonomy: Taxonomy) -> [String] {
        concepts.compactMap { taxonomy.concept($0)?.code }.sorted()
    }
}
